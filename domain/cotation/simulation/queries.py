from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from domain.cotation.simulation.model import EtapeSimulation, EtatSimulation
from domain.cotation.simulation.rapport import Rapport
from domain.kernel.raisons import ActionPossible
from domain.kernel.read_model import Page, ReadModel
from domain.organismes.acteur import Acteur, Perimetre


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulationResume(ReadModel):
    """Une simulation de la liste : ce qu'elle essaie, où elle en est."""

    id: UUID
    grille_id: UUID
    epci: str
    epci_nom: str
    grille: str
    """Nom et version de la grille simulée."""
    comparee: str | None
    """Nom et version de la grille de comparaison."""
    etat: EtatSimulation
    etat_libelle: str
    etape: EtapeSimulation
    etape_libelle: str
    part: int
    """Avancement, en pourcentage."""
    auteur: str
    organisme: str | None
    demandee_le: datetime
    finie_le: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulationVue(SimulationResume):
    """Une simulation, et son rapport quand elle est finie."""

    rapport: Rapport | None
    actions: list[ActionPossible]


@dataclass(frozen=True, slots=True, kw_only=True)
class CritereDeComparaison(ReadModel):
    """Ce qui donne le plus de points, ou en retire, au ménage dans ce territoire."""

    code: str
    libelle: str
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsSousUneGrille(ReadModel):
    """Le même ménage sous la grille d'un EPCI."""

    grille_id: UUID
    epci: str
    epci_nom: str
    grille: str
    version_grille: int
    souhaite: bool
    """Le ménage demande une commune de ce territoire ; sinon, ses points y seraient ceux-là s'il la demandait."""
    points_verifies: int | None
    points_declares: int | None
    hors_cotation: str | None
    part_du_maximum: float | None
    """Pourcentage du plus haut total que la grille laisse atteindre : les échelles diffèrent."""
    criteres: list[CritereDeComparaison]
    """Les trois qui comptent le plus."""
    familles: dict[str, int]
    """Points vérifiés par nature de bloc : nationale, locale, historique, autre."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MenageSousLesGrilles(ReadModel):
    """Le même ménage sous la grille de chaque EPCI du département, le même jour."""

    calculee_le: date
    grilles: list[PointsSousUneGrille]


class SimulationsQueries(Protocol):
    async def lister(
        self, perimetre: Perimetre, *, grille_id: UUID | None, page: int, size: int
    ) -> Page[SimulationResume]:
        """Celles du territoire de l'acteur, de la plus récente à la plus ancienne."""
        ...

    async def lire(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> SimulationVue: ...

    async def comparer(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID) -> MenageSousLesGrilles:
        """La demande sous la grille de chaque EPCI."""
        ...
