from datetime import date
from pathlib import Path

from domain.kernel.calendrier import delai_de_reponse
from domain.kernel.parametres import Parametres, charger

PARAMETRES: Parametres = charger(Path(__file__).parent / "parameters")
"""Le délai de réponse, avec sa période et sa source."""


def dernier_jour_pour_repondre(notifiee_le: date, departement: str) -> date:
    """Le dernier jour où le candidat peut encore répondre (CCH R441-10)."""
    jours = PARAMETRES.a_la_date("propositions.delai_de_reponse_jours", notifiee_le, departement).entier()
    return delai_de_reponse(notifiee_le, jours, departement)
