from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from domain.communications.ports import CommunicationsUnitOfWork
from domain.communications.queries import Attestation
from domain.demandes.travaux.ports import TravauxUnitOfWork
from domain.organismes.acteur import Acteur, Perimetre


class Editions(Protocol):
    """Ce qui s'imprime."""

    async def attestation(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID) -> Attestation:
        """Ce qu'elle dira, ou pourquoi elle ne peut pas être faite ; la lecture est tracée."""
        ...

    async def imprimer(self, attestations: Sequence[Attestation]) -> bytes:
        """Toutes dans un seul document."""
        ...


class GroupesUnitOfWork(CommunicationsUnitOfWork, TravauxUnitOfWork, Protocol):
    @property
    def editions(self) -> Editions: ...
