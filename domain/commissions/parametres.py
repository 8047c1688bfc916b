from datetime import date
from pathlib import Path

from domain.kernel.parametres import Parametres, charger

PARAMETRES: Parametres = charger(Path(__file__).parent / "parameters")
"""Ce que la loi demande à une commission, avec sa période et sa source."""


def candidats_minimum(le: date, departement: str) -> int:
    """Combien de demandes la commission examine au moins pour un logement (CCH R441-3)."""
    return PARAMETRES.a_la_date("commission.candidats_minimum", le, departement).entier()
