"""Ce que tout le monde peut lire du découpage administratif : donnée publique, sans périmètre."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from domain.kernel.read_model import ReadModel
from domain.referentiel.model import TypeEpci, ZoneAbc, ZonePlafonds


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneVue(ReadModel):
    """Une commune, telle qu'on la choisit dans une liste."""

    code: str
    """Code INSEE."""
    nom: str
    codes_postaux: list[str]
    epci: str | None
    """SIREN de l'EPCI."""
    epci_nom: str | None
    departement: str
    latitude: float | None
    """Latitude de la mairie, à défaut du centre de la commune."""
    longitude: float | None
    population: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ZonageVue(ReadModel):
    """Les zonages réglementaires d'une commune."""

    commune: str
    """Code INSEE."""
    zone_abc: ZoneAbc | None
    zone_apl: int | None
    """1, 2 ou 3."""
    zone_plafonds: ZonePlafonds | None
    """Absente outre-mer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartementVue(ReadModel):
    """Un département et sa région."""

    code: str
    nom: str
    region: str
    region_nom: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EpciVue(ReadModel):
    """Un EPCI, pour sa part située dans le département."""

    siren: str
    nom: str
    type: TypeEpci
    departement: str
    """Département principal de l'EPCI."""
    communes: list[str]
    """Codes INSEE de ses communes dans le département demandé."""
    population: int
    """Habitants de ces communes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QpvVue(ReadModel):
    """Un quartier prioritaire de la politique de la ville."""

    code: str
    nom: str
    communes: list[str]
    """Codes INSEE des communes sur lesquelles il s'étend."""
    fictif: bool
    """Vrai pour un quartier inventé, qui ne sert qu'à la démonstration."""


class ReferentielQueries(Protocol):
    async def communes(self, departement: str | None, q: str, limit: int = 10) -> list[CommuneVue]:
        """Les communes dont le nom commence ainsi ou qui portent ce code, les plus peuplées d'abord.

        Sans département, dans toute la France. Une saisie vide rend les plus grandes villes.
        """
        ...

    async def communes_par_code(self, codes: Collection[str]) -> dict[str, CommuneVue]:
        """Les communes de ces codes INSEE, même fusionnées depuis ; les codes inconnus sont absents."""
        ...

    async def zonages(self, codes: Collection[str]) -> dict[str, ZonageVue]:
        """Les zonages des communes de ces codes INSEE."""
        ...

    async def departements(self) -> list[DepartementVue]: ...

    async def epcis(self, departement: str) -> list[EpciVue]:
        """Les EPCI qui comptent au moins une commune dans le département, par ordre alphabétique."""
        ...

    async def qpv(self, departement: str) -> list[QpvVue]: ...
