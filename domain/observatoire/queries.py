from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.kernel.read_model import ReadModel


@dataclass(frozen=True, slots=True, kw_only=True)
class Chiffre(ReadModel):
    """Un nombre publié, avec sa définition."""

    code: str
    libelle: str
    valeur: float
    unite: str
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Repartition(ReadModel):
    """Une case d'une répartition."""

    code: str
    libelle: str
    nombre: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChiffresCles(ReadModel):
    """Une photo datée du fichier d'un département."""

    departement: str
    photo_du: datetime
    chiffres: list[Chiffre]
    demandes_par_typologie: list[Repartition]
    demandes_par_commune: list[Repartition]
    """Premiers choix, les vingt communes les plus demandées."""


class ChiffresQueries(Protocol):
    """Chiffres publics : ils se lisent sur la photo, jamais sur les tables vivantes."""

    async def derniere(self, departement: str) -> ChiffresCles: ...
