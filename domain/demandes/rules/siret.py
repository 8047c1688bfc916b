"""Le numéro SIRET de l'employeur est-il bien écrit ?"""

import re

SIREN_DE_LA_POSTE = "356000000"
"""Ses établissements ne suivent pas la clé de Luhn : la somme de leurs chiffres est un multiple de cinq (Insee)."""


def siret_normalise(saisi: str) -> str:
    """Les espaces et les points ne comptent pas."""
    return re.sub(r"[\s.]", "", saisi)


def siret_juste(saisi: str) -> bool:
    """Quatorze chiffres, dont la clé de Luhn est juste.

    Code de commerce, article R123-221 ; contrôle de l'Insee.
    """
    siret = siret_normalise(saisi)
    if re.fullmatch(r"[0-9]{14}", siret) is None:
        return False
    if siret.startswith(SIREN_DE_LA_POSTE) and sum(map(int, siret)) % 5 == 0:
        return True
    return sum(_double(int(c)) if rang % 2 == 0 else int(c) for rang, c in enumerate(siret)) % 10 == 0


def _double(chiffre: int) -> int:
    return chiffre * 2 - 9 if chiffre > 4 else chiffre * 2
