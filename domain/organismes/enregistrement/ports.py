from collections.abc import Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from domain.organismes.enregistrement.model import AccordEnregistrement, Delegation
from domain.organismes.ports import OrganismesUnitOfWork


class DelegationRepository(Protocol):
    def add(self, delegation: Delegation) -> None: ...

    async def get(self, departement: str, id: UUID) -> Delegation: ...

    async def du_mandant(self, departement: str, mandant_id: UUID) -> Sequence[Delegation]: ...

    async def entre(self, departement: str, mandant_id: UUID, mandataire_id: UUID, le: date) -> Delegation | None:
        """Celle qui vaut ce jour-là."""
        ...

    async def du_mandataire(self, departement: str, mandataire_id: UUID, le: date) -> Sequence[Delegation]:
        """Celles qui valent ce jour-là."""
        ...


class AccordRepository(Protocol):
    def add(self, accord: AccordEnregistrement) -> None: ...

    async def get(self, departement: str, id: UUID) -> AccordEnregistrement: ...

    async def de_l_organisme(self, departement: str, organisme_id: UUID) -> Sequence[AccordEnregistrement]: ...

    async def vers(self, departement: str, organisme_id: UUID) -> Sequence[AccordEnregistrement]:
        """Ceux qui envoient les personnes à ce service."""
        ...


class EnregistrementUnitOfWork(OrganismesUnitOfWork, Protocol):
    @property
    def delegations(self) -> DelegationRepository: ...

    @property
    def accords_d_enregistrement(self) -> AccordRepository: ...
