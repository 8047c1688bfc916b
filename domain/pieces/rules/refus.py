"""Pourquoi un agent refuse une pièce, et ce qu'en lit le demandeur."""

from dataclasses import dataclass
from datetime import date

from domain.pieces.errors import MotifDeRefusInconnu
from domain.pieces.parametres import PARAMETRES

_PREFIXE = "pieces.motifs_de_refus."


@dataclass(frozen=True, slots=True, kw_only=True)
class MotifDeRefus:
    code: str
    libelle: str
    phrase: str
    """Vide quand l'agent doit l'écrire lui-même."""


def motifs_de_refus(le: date) -> tuple[MotifDeRefus, ...]:
    return tuple(
        MotifDeRefus(
            code=version.cle.removeprefix(_PREFIXE),
            libelle=version.entree("libelle").texte(),
            phrase=version.entree("phrase").texte(),
        )
        for version in PARAMETRES
        if version.cle.startswith(_PREFIXE) and version.vaut_le(le)
    )


def phrase_du_refus(code: str, precision: str, le: date) -> str:
    """Le motif en français clair, suivi de ce que l'agent a voulu préciser (features.md, ligne 88)."""
    motif = next((m for m in motifs_de_refus(le) if m.code == code), None)
    if motif is None:
        raise MotifDeRefusInconnu("Ce motif de refus n'est pas dans la liste. La pièce attend toujours.")
    phrase = f"{motif.phrase} {precision}".strip()
    if not phrase:
        raise MotifDeRefusInconnu("Écrivez le motif : le demandeur le lira tel quel. La pièce attend toujours.")
    return phrase
