from datetime import date
from pathlib import Path

from domain.kernel.parametres import charger


def nombre_maximal(le: date) -> int:
    """Combien de documents un dossier peut tenir."""
    return charger(Path(__file__).parent / "parameters").a_la_date("pieces.nombre_maximal", le).entier()
