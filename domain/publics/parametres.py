from datetime import date
from pathlib import Path

from domain.kernel.parametres import charger

PARAMETRES = charger(Path(__file__).parent / "parameters")
"""Les publics prioritaires livrés avec le fichier, leurs règles et leurs textes, datés ; et quelques seuils."""


def entier(cle: str, le: date) -> int:
    return PARAMETRES.a_la_date(f"labellisation.{cle}", le).entier()


def codes_livres() -> tuple[str, ...]:
    """Les publics connus du fichier, dans l'ordre où on les lit."""
    return PARAMETRES.a_la_date("labellisation.codes", date.max).textes()
