from datetime import date
from pathlib import Path

from domain.kernel.parametres import charger

PARAMETRES = charger(Path(__file__).parent / "parameters")


def entier(nom: str, le: date) -> int:
    """Une limite ou un délai des imports, tel qu'il vaut ce jour-là."""
    return PARAMETRES.a_la_date(f"imports.{nom}", le).entier()


def repetitions(collection: str, le: date) -> int:
    """Combien de fois une rubrique peut se répéter dans une ligne."""
    trouvees = PARAMETRES.a_la_date("imports.repetitions", le)
    return trouvees.entree(collection if collection in trouvees.tableau() else "autres").entier()
