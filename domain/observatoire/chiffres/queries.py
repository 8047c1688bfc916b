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


@dataclass(frozen=True, slots=True, kw_only=True)
class ChiffreLocal(ReadModel):
    """Un nombre d'une commune ou d'un quartier, avec sa définition ; trop petit, il se tait et dit pourquoi."""

    code: str
    libelle: str
    valeur: float | None
    unite: str
    definition: str
    secret: str | None
    """Pourquoi la valeur ne se publie pas."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChiffresDuQuartier(ReadModel):
    """Ce que l'on demande dans un quartier que des demandes nomment."""

    nom: str
    demandes: int | None
    """Absent : trop peu pour se publier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChiffresDeCommune(ReadModel):
    """La fiche publique d'une commune, à une adresse qui ne change pas."""

    departement: str
    commune: str
    """Code INSEE."""
    nom: str
    photo_du: datetime
    chiffres: list[ChiffreLocal]
    quartiers: list[ChiffresDuQuartier]
    """Les plus demandés d'abord."""


class ChiffresQueries(Protocol):
    """Chiffres publics : ils se lisent sur la photo, jamais sur les tables vivantes."""

    async def derniere(self, departement: str) -> ChiffresCles: ...

    async def de_la_commune(self, departement: str, commune: str) -> ChiffresDeCommune:
        """Celle de la dernière nuit. Refuse une commune qui n'a ni demande, ni logement, ni attribution."""
        ...
