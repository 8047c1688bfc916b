"""Ce qu'une grille fait valider par un intervenant, pour une demande."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from domain.cotation.compilation import est_valable, fin_de_validite
from domain.cotation.faits import Faits, Validation, ValidationPosee
from domain.cotation.grille import Critere, Grille
from domain.cotation.interpreter import preparer
from domain.cotation.vocabulary import ModeDePreuve
from domain.kernel import francais

V = TypeVar("V", bound=Validation)


def criteres_a_valider(grille: Grille, faits: Faits, le: date) -> list[Critere]:
    """Les critères qu'un intervenant peut valider : la demande en remplit la condition, ou ils n'en ont pas d'autre.

    CCH R441-2-10 : le plan partenarial dit ce qui donne des points, et ce qui le vérifie.
    """
    evaluateur = preparer(grille)
    lecture = evaluateur.lire(faits, le)
    return [
        critere
        for rang, critere in enumerate(grille.criteres)
        if critere.preuve.mode is ModeDePreuve.VALIDE_PAR
        and (critere.sur_seule_validation or evaluateur.critere(rang, lecture)[0] != 0)
    ]


def validations_de(critere: Critere, epci: str, validations: Sequence[V]) -> list[V]:
    """Celles de ce critère, pour ce territoire et au titre que la grille dit aujourd'hui."""
    return [v for v in validations if (v.epci, v.critere, v.type) == (epci, critere.code, critere.preuve.role)]


def validation_en_cours(critere: Critere, epci: str, validations: Sequence[V], le: date) -> V | None:
    """Celle qui vaut ce jour-là ; une validation trop vieille pour la grille se refait."""
    siennes = validations_de(critere, epci, validations)
    return next((v for v in siennes if est_valable(critere.preuve, v, le)), None)


def dire_ou_il_en_est(critere: Critere, derniere: ValidationPosee | None, en_cours: Validation | None) -> str:
    """« à valider au titre de : travailleur social », « validé le 3 mars 2026 par le CCAS, jusqu'au 3 mars 2027 »."""
    if derniere is None:
        return f"à valider au titre de : {critere.preuve.role}"
    fin = fin_de_validite(critere.preuve, derniere)
    dit = f"validé le {francais.jour(derniere.valide_le)} par {derniere.par}"
    if en_cours is None:
        return f"{dit}, à valider de nouveau"
    return dit if fin is None else f"{dit}, jusqu'au {francais.jour(fin)}"
