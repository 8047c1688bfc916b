"""Quels EPCI la loi oblige à coter les demandes (CCH L441-2-8, L441-1, L302-1)."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from domain.cotation.deploiement.queries import ObligationDite
from domain.cotation.deploiement.vocabulary import Obligation
from domain.cotation.parametres import PARAMETRES
from domain.kernel import francais
from domain.kernel.parametres import ValeurDatee
from domain.referentiel.model import EpciMesure

_SI_HABITAT: Final = "si la compétence habitat lui a été confiée"


def obligation(epci: EpciMesure, le: date) -> ObligationDite:
    """Est tenu de coter l'EPCI qui doit avoir un programme local de l'habitat (PLH), ou qui a la compétence habitat et
    un quartier prioritaire ; dans le Grand Paris, la Ville de Paris et les établissements publics territoriaux.

    La compétence habitat est de droit dans une agglomération, une communauté urbaine ou une métropole. Une communauté
    de communes la choisit, et aucune liste livrée ici ne le dit : la réponse dit alors « si ».
    """
    nature = epci.type.libelle
    grand_paris, plh = _valeur("grand_paris_types", le), _valeur("plh_types", le)
    if epci.type.value in grand_paris.textes():
        return _dire(Obligation.TENU, f"{nature}, dans la métropole du Grand Paris.", grand_paris)
    if epci.type.value in plh.textes():
        return _dire(Obligation.TENU, f"{nature} : elle doit avoir un programme local de l'habitat.", plh)
    taille, centre = _valeur("plh_population_epci", le), _valeur("plh_population_commune", le)
    if epci.population > taille.entier() and epci.plus_grande_commune > centre.entier():
        chiffres = (
            f"{francais.nombre(epci.population)} habitants, dont {francais.nombre(epci.plus_grande_commune)} dans la "
            "plus grande commune"
        )
        phrase = f"{chiffres} : elle doit avoir un programme local de l'habitat {_SI_HABITAT}."
        return _dire(Obligation.SELON_COMPETENCE, phrase, taille)
    quartier = _valeur("quartier_prioritaire", le)
    match epci.a_un_quartier_prioritaire:
        case True:
            phrase = f"Elle a un quartier prioritaire : elle est tenue {_SI_HABITAT}."
            return _dire(Obligation.SELON_COMPETENCE, phrase, quartier)
        case None:
            phrase = (
                "Sa taille ne l'oblige pas. Un quartier prioritaire l'obligerait, "
                f"{_SI_HABITAT} : la liste du département n'est pas chargée."
            )
            return _dire(Obligation.A_VERIFIER, phrase, quartier)
        case False:
            phrase = "Ni sa taille ni un quartier prioritaire ne l'obligent. Elle peut coter si elle le choisit."
            return _dire(Obligation.NON_TENU, phrase, taille)


def dire_l_obligation(obligations: Iterable[tuple[Obligation, bool]]) -> str:
    """Combien d'EPCI la loi oblige, et combien de ceux-là appliquent une grille.

    `obligations` : celle de chaque EPCI, et s'il applique une grille.
    """
    dites = list(obligations)
    tenus = [applique for code, applique in dites if code is Obligation.TENU]
    ouverts = sum(code in (Obligation.SELON_COMPETENCE, Obligation.A_VERIFIER) for code, _ in dites)
    faits = sum(tenus)
    phrase = f"La loi en oblige {francais.nombre(len(tenus))}, dont {francais.nombre(faits)} "
    phrase += francais.accorde(faits, "applique une grille", "appliquent une grille")
    if not tenus:
        phrase = "La loi n'en oblige aucun à coup sûr"
    if ouverts:
        phrase += f", et {francais.compte(ouverts, 'autre')} selon {francais.accorde(ouverts, 'sa', 'leur')} compétence"
    return f"{phrase}."


def _valeur(nom: str, le: date) -> ValeurDatee:
    return PARAMETRES.a_la_date(f"deploiement.{nom}", le)


def _dire(code: Obligation, phrase: str, source: ValeurDatee) -> ObligationDite:
    return ObligationDite(code=code, libelle=code.libelle, phrase=phrase, reference=source.reference)
