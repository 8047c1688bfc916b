from pathlib import Path

from domain.kernel.parametres import Parametres, charger

PARAMETRES: Parametres = charger(Path(__file__).parent / "parameters")
"""Les seuils de la cotation, de la position et de l'attente, datés, chacun avec sa source."""
