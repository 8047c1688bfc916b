from pathlib import Path

from domain.kernel.parametres import Parametres, charger

PARAMETRES: Parametres = charger(Path(__file__).parent / "parameters")
"""Les repères du rapprochement, chacun avec sa période et sa source."""
