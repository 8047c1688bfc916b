from pathlib import Path

from domain.kernel.parametres import Parametres, charger

PARAMETRES: Parametres = charger(Path(__file__).parent / "parameters")
"""Les parts d'attributions que fixe la loi, chacune avec sa période et sa source."""
