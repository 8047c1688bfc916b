from pathlib import Path

from domain.kernel.parametres import Parametres, charger

PARAMETRES: Parametres = charger(Path(__file__).parent / "parameters")
"""Les parts que fixe la loi, le rapport au préfet, les chiffres publics : chacun avec sa période et sa source."""
