from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from domain.cotation.deploiement.model import RendezVous
from domain.kernel.unit_of_work import UnitOfWork


class RendezVousRepository(Protocol):
    def add(self, rendez_vous: RendezVous) -> None: ...

    async def get(self, departement: str, id: UUID) -> RendezVous:
        """Le rendez-vous, ou RendezVousIntrouvable."""
        ...

    async def adresses(self, departement: str, epcis: Sequence[str]) -> Sequence[str]:
        """Les adresses des agents actifs qui écrivent la grille de ces EPCI ; vide, de tous ceux du département."""
        ...

    def epcis_du_departement(self, departement: str) -> frozenset[str]:
        """Les SIREN des EPCI qui ont une commune dans le département."""
        ...


class DeploiementUnitOfWork(UnitOfWork, Protocol):
    @property
    def rendez_vous(self) -> RendezVousRepository: ...
