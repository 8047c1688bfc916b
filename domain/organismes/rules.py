from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from domain.kernel.errors import ErreurDeChamp
from domain.kernel.parametres import Parametres, charger
from domain.kernel.text import normaliser_nom
from domain.organismes.errors import MotDePasseTropFaible
from domain.organismes.model import ReglesDeConnexion

MORCEAU_RECONNAISSABLE = 4
"""Un nom plus court se trouverait par hasard dans n'importe quelle phrase."""


@cache
def parametres() -> Parametres:
    """Les délais et les seuils de la connexion, datés."""
    return charger(Path(__file__).parent / "parameters")


def entier(cle: str, le: date) -> int:
    return parametres().a_la_date(cle, le).entier()


def regles_de_connexion(le: date) -> ReglesDeConnexion:
    """Combien d'échecs font attendre, combien ferment le compte un moment (CNIL, délibération 2022-100)."""
    return ReglesDeConnexion(
        premiere_attente_a=entier("connexion.premiere_attente_a", le),
        verrou_a=entier("connexion.verrou_a", le),
        verrou_duree=timedelta(minutes=entier("connexion.verrou_minutes", le)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Charte:
    """La charte de déontologie, que chaque agent accepte à sa première connexion."""

    version: str
    texte: str


def charte_en_vigueur(le: date) -> Charte:
    """La charte qui s'applique ce jour-là (CCH R441-2-6)."""
    lus = parametres()
    return Charte(
        version=lus.a_la_date("charte.version", le).texte(),
        texte=lus.a_la_date("charte.texte", le).texte().strip(),
    )


def faiblesses(
    mot_de_passe: str, *, contexte: Iterable[str], communs: Callable[[str], bool], le: date
) -> list[ErreurDeChamp]:
    """Une phrase longue vaut mieux que des signes compliqués (CNIL, délibération 2022-100 ; ASVS 6.2)."""
    minimum = entier("mot_de_passe.longueur_minimale", le)
    metier = parametres().a_la_date("mot_de_passe.mots_du_metier", le).textes()
    trouvees = []
    if len(mot_de_passe) < minimum:
        trouvees.append(
            (
                "trop-court",
                f"Choisissez au moins {minimum} caractères, par exemple quatre mots sans lien entre eux.",
            )
        )
    if communs(mot_de_passe):
        trouvees.append(("trop-commun", "Ce mot de passe fait partie des plus utilisés : il serait deviné aussitôt."))
    lu = _compact(mot_de_passe)
    sans_nom = _sans(lu, contexte)
    reste = _sans(sans_nom, metier)
    if len(reste) < minimum:
        if sans_nom != lu:
            trouvees.append(("contient-le-nom", "Ne mettez pas votre nom ni votre adresse dans le mot de passe."))
        if reste != sans_nom:
            trouvees.append(
                ("mots-attendus", "Les mots du logement social sont essayés en premier : ajoutez-en qui n'en sont pas.")
            )
    if len(set(mot_de_passe)) < MORCEAU_RECONNAISSABLE:
        trouvees.append(("repetition", "Ce mot de passe répète toujours les mêmes signes."))
    return [ErreurDeChamp(champ="mot_de_passe", code=code, message=message) for code, message in trouvees]


def _compact(texte: str) -> str:
    return normaliser_nom(texte).replace(" ", "")


def _sans(texte: str, mots: Iterable[str]) -> str:
    """Ce qui reste à deviner à qui connaît ces mots."""
    for mot in sorted(map(_compact, mots), key=len, reverse=True):
        if len(mot) >= MORCEAU_RECONNAISSABLE:
            texte = texte.replace(mot, "")
    return texte


def exiger_mot_de_passe_solide(
    mot_de_passe: str, *, contexte: Iterable[str], communs: Callable[[str], bool], le: date
) -> None:
    trouvees = faiblesses(mot_de_passe, contexte=contexte, communs=communs, le=le)
    if trouvees:
        raise MotDePasseTropFaible(trouvees[0].message, erreurs=trouvees)
