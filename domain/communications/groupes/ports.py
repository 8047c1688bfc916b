from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from domain.communications.courriers.ports import Pli
from domain.communications.ports import CommunicationsUnitOfWork
from domain.communications.queries import Attestation
from domain.demandes.travaux.ports import TravauxUnitOfWork
from domain.organismes.acteur import Acteur, Perimetre


@dataclass(frozen=True, slots=True, kw_only=True)
class EnTeteDeLettre:
    """Qui écrit : l'organisme et l'adresse de l'agence de l'agent, et ce qu'elle signe."""

    expediteur: tuple[str, ...]
    signature: tuple[str, ...]


class Editions(Protocol):
    """Ce qui s'imprime."""

    async def attestation(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID) -> Attestation:
        """Ce qu'elle dira, ou pourquoi elle ne peut pas être faite ; la lecture est tracée."""
        ...

    async def imprimer(self, attestations: Sequence[Attestation]) -> bytes:
        """Toutes dans un seul document."""
        ...

    async def imprimer_les_lettres(self, expediteur: Sequence[str], le: date, plis: Sequence[Pli]) -> bytes:
        """Une page par personne, l'adresse à la place de la fenêtre de l'enveloppe."""
        ...


class GroupesUnitOfWork(CommunicationsUnitOfWork, TravauxUnitOfWork, Protocol):
    @property
    def editions(self) -> Editions: ...

    async def en_tete_de_lettre(
        self, departement: str, organisme_id: UUID | None, compte_id: UUID
    ) -> EnTeteDeLettre: ...
