"""Une pièce se dépose en un ou plusieurs fichiers : photos prises page à page, ou document entier."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class EtatFeuillet(StrEnum):
    EN_ANALYSE = "analyse"
    PRET = "pret"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feuillet:
    """Un fichier déposé, devenu une ou plusieurs pages."""

    id: UUID
    nom: str
    format: str
    """Format reçu, lu dans le contenu."""
    taille: int
    """Octets reçus."""
    empreinte: str
    """Condensé SHA-256 de ce qui a été reçu : le même fichier ne se dépose pas deux fois."""
    etat: EtatFeuillet
    objet: str
    """Où le contenu chiffré est rangé : tel que reçu pendant l'analyse, puis en PDF."""
    pages: int = 0
    examen: str | None = None
    """Qui l'a examiné : un antivirus nommé, ou le seul contrôle des contenus actifs."""
    motif: str | None = None
    """Pourquoi il n'entre pas au dossier."""


def objet_du_feuillet(departement: str, demande_id: UUID, piece_id: UUID, feuillet_id: UUID) -> str:
    return f"{departement}/{demande_id}/{piece_id}.{feuillet_id}"


def objet_de_l_apercu(objet: str, page: int) -> str:
    return f"{objet}.p{page}"


def objets_de_la_piece(departement: str, demande_id: UUID, piece_id: UUID) -> str:
    """Le début du nom de tout ce qui est rangé pour cette pièce."""
    return f"{departement}/{demande_id}/{piece_id}"


def objets_de_cette_piece(
    departement: str, demande_id: UUID, piece_id: UUID, feuillets: Iterable[Feuillet]
) -> set[str]:
    """Tous les débuts de nom de ce qui est rangé pour elle, même sous la demande où elle a d'abord été déposée.

    Une pièce suit sa personne dans une autre demande (fusion, séparation) ; son contenu ne bouge pas.
    """
    deposee_ici = objets_de_la_piece(departement, demande_id, piece_id)
    ailleurs = (f.objet.rpartition("/")[0] for f in feuillets if f.etat is EtatFeuillet.PRET)
    return {deposee_ici} | {f"{dossier}/{piece_id}" for dossier in ailleurs}


def arrivees(departement: str) -> str:
    """Ce qui vient d'arriver et n'est pas encore examiné."""
    return f"arrivees/{departement}/"
