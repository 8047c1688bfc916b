from collections.abc import Mapping
from datetime import date
from pathlib import Path

from domain.kernel.parametres import charger

PARAMETRES = charger(Path(__file__).parent / "parameters")


def entier(nom: str, le: date) -> int:
    """Un seuil ou un délai des pièces, tel qu'il vaut ce jour-là."""
    return PARAMETRES.a_la_date(f"pieces.{nom}", le).entier()


def textes(nom: str, le: date) -> tuple[str, ...]:
    return PARAMETRES.a_la_date(f"pieces.{nom}", le).textes()


def texte(nom: str, le: date) -> str:
    return PARAMETRES.a_la_date(f"pieces.{nom}", le).texte()


def tableau(nom: str, le: date) -> Mapping[str, object]:
    return PARAMETRES.a_la_date(f"pieces.{nom}", le).tableau()


def nombres(nom: str, le: date) -> tuple[int, ...]:
    return tuple(int(n) for n in textes(nom, le))
