from datetime import date
from typing import Protocol
from uuid import UUID

from domain.cotation.model import GrilleCotation
from domain.cotation.simulation.model import Simulation
from domain.cotation.simulation.rapport import Rapport
from domain.kernel.unit_of_work import UnitOfWork
from domain.organismes.acteur import Perimetre


class SimulationRepository(Protocol):
    def add(self, simulation: Simulation) -> None: ...

    async def get(self, departement: str, id: UUID) -> Simulation:
        """La simulation, ou SimulationIntrouvable."""
        ...

    async def grille(self, perimetre: Perimetre, id: UUID) -> GrilleCotation:
        """Une version de grille dont l'acteur voit le territoire, ou GrilleIntrouvable."""
        ...

    async def en_vigueur(self, grille: GrilleCotation, le: date) -> GrilleCotation | None:
        """La grille publiée qui s'applique ce jour-là à la même population du même EPCI, une autre que celle-ci."""
        ...

    async def exiger_visible(self, perimetre: Perimetre, simulation: Simulation) -> None:
        """SimulationIntrouvable hors du territoire de l'acteur."""
        ...


class Simulateur(Protocol):
    """Calcule toutes les demandes d'un territoire, d'un seul instantané, sans en changer une."""

    async def mesurer(self, simulation: Simulation, le: date) -> Rapport:
        """Dit où il en est à mesure ; lève SimulationInterrompue si quelqu'un a annulé."""
        ...


class SimulationsUnitOfWork(UnitOfWork, Protocol):
    @property
    def simulations(self) -> SimulationRepository: ...

    @property
    def simulateur(self) -> Simulateur: ...
