from datetime import date
from pathlib import Path

from domain.kernel.parametres import Parametres, charger

PARAMETRES: Parametres = charger(Path(__file__).parent / "parameters")
"""Les seuils, délais, montants et listes de la demande, chacun avec sa période et sa source."""


def entier(cle: str, le: date, departement: str) -> int:
    return PARAMETRES.a_la_date(cle, le, departement).entier()
