from collections.abc import Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from domain.biens.ports import BiensUnitOfWork
from domain.conventions_flux.model import Convention, Imputation, NatureImputation
from domain.demandes.ports import DemandeRepository
from domain.kernel.codes import TypeReservataire


class ConventionRepository(Protocol):
    def add(self, convention: Convention) -> None: ...

    async def get(self, departement: str, id: UUID) -> Convention: ...

    async def du_flux(self, departement: str, bailleur_id: UUID, annee: int) -> Sequence[Convention]:
        """Les conventions non résiliées qui se partagent ce flux ; il reste à nous jusqu'à la fin de l'acte."""
        ...

    async def qui_couvrent(
        self, departement: str, bailleur_id: UUID, reservataire_id: UUID, type: TypeReservataire, le: date
    ) -> Sequence[Convention]:
        """Les conventions du réservataire chez ce bailleur dont la période contient ce jour."""
        ...


class ImputationRepository(Protocol):
    async def ajouter(self, imputation: Imputation) -> bool:
        """Vrai si ce logement ne comptait pas encore, à ce titre, pour cette convention."""
        ...

    async def de_la_mise_en_location(
        self, departement: str, mise_en_location_id: UUID, nature: NatureImputation
    ) -> Sequence[Imputation]:
        """Ce qui compte encore."""
        ...


class ConventionsUnitOfWork(BiensUnitOfWork, Protocol):
    @property
    def demandes(self) -> DemandeRepository: ...

    @property
    def conventions(self) -> ConventionRepository: ...

    @property
    def imputations(self) -> ImputationRepository: ...
