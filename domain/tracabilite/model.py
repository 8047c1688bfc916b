"""Le sceau d'un jour : le condensé de ses lignes, enchaîné à celui de la veille."""

from dataclasses import dataclass
from datetime import date

from domain.tracabilite.codes import Registre

ORIGINE = bytes(32)
"""Ce à quoi s'enchaîne le premier sceau d'un registre."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Journee:
    """Les lignes d'un registre, un jour, telles qu'elles sont aujourd'hui en base."""

    departement: str
    registre: Registre
    jour: date
    nombre: int
    condense: bytes
    """SHA-256 des condensés entiers de toutes les lignes, dans l'ordre."""
    lignes: bytes
    """Pour chaque ligne : son numéro (8 octets) et le début de son condensé (8 octets)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sceau:
    """Ce qu'une journée était quand la nuit l'a fermée."""

    departement: str
    registre: Registre
    jour: date
    nombre: int
    condense: bytes
    lignes: bytes
    precedent: bytes
    """Le sceau de la veille."""
    valeur: bytes
    """SHA-256 de tout ce qui précède : le changer ferait changer tous les suivants."""
    signature: bytes
    """La même valeur, signée par une clé qui n'est pas en base."""
