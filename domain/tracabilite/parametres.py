from dataclasses import dataclass
from datetime import date
from pathlib import Path

from domain.kernel.parametres import charger
from domain.tracabilite.codes import RegleDeLecture
from domain.tracabilite.model import Seuils

PARAMETRES = charger(Path(__file__).parent / "parameters")


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduite:
    """Pourquoi des lectures se remarquent, et ce que fait qui les vérifie."""

    pourquoi: str
    que_faire: str


def conduite(regle: RegleDeLecture, le: date, departement: str) -> Conduite:
    dite = PARAMETRES.a_la_date(f"lectures.regles.{regle.value}", le, departement)
    return Conduite(pourquoi=dite.entree("pourquoi").texte(), que_faire=dite.entree("que_faire").texte())


def seuils_de_lecture(le: date, departement: str) -> Seuils:
    """À partir de combien des lectures se remarquent, ce jour-là, dans ce département."""
    heures = PARAMETRES.a_la_date("lectures.heures_de_travail", le, departement)
    minimum = PARAMETRES.a_la_date("lectures.seuils", le, departement)
    return Seuils(
        de=heures.entree("de").entier(),
        a=heures.entree("a").entier(),
        minimum={regle: minimum.entree(regle.value).entier() for regle in RegleDeLecture},
        habitude_jours=PARAMETRES.a_la_date("lectures.habitude_jours", le, departement).entier(),
        habitude_minimum=PARAMETRES.a_la_date("lectures.habitude_minimum", le, departement).entier(),
    )
