from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from domain.communications.courriers.model import Documents, LotDeCourriers
from domain.communications.model import Message
from domain.communications.ports import CommunicationsUnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Pli:
    """Ce qui s'imprime d'une lettre."""

    reference: str
    enveloppe: tuple[str, ...]
    """Le nom, puis l'adresse, ligne par ligne."""
    objet: str
    corps: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AMettreSousPli:
    """Une lettre qui attend, et si la personne a été protégée depuis qu'elle est écrite."""

    message: Message
    protegee: bool


class Courrier(Protocol):
    """Qui met les lettres sous pli : ici un document à imprimer et une liste d'adresses, ailleurs un prestataire."""

    async def preparer(
        self, departement: str, lot_id: UUID, expediteur: Sequence[str], le: date, plis: Sequence[Pli]
    ) -> Documents: ...

    def ouvrir(self, objet: str) -> AsyncIterator[bytes]: ...

    async def effacer(self, documents: Documents) -> None: ...


class LotsDeCourriers(Protocol):
    def add(self, lot: LotDeCourriers) -> None: ...

    async def get(self, departement: str, id: UUID) -> LotDeCourriers: ...

    async def a_mettre_sous_pli(self, departement: str, combien: int) -> Sequence[AMettreSousPli]:
        """Les plus anciennes d'abord."""
        ...

    async def lettres(self, departement: str, lot_id: UUID) -> Sequence[AMettreSousPli]:
        """Toutes celles du lot, parties, retirées ou à poster."""
        ...

    async def qui_attendent_la_poste(self, departement: str, demande_id: UUID) -> Sequence[LotDeCourriers]:
        """Les lots préparés, pas encore remis, où cette demande a une lettre."""
        ...

    async def lettre(self, departement: str, lot_id: UUID, id: UUID) -> Message: ...

    async def a_oublier(self, departement: str, remis_avant: datetime) -> Sequence[LotDeCourriers]: ...


class CourriersUnitOfWork(CommunicationsUnitOfWork, Protocol):
    @property
    def lots_de_courriers(self) -> LotsDeCourriers: ...

    @property
    def courrier(self) -> Courrier: ...

    async def expediteur(self, departement: str) -> Sequence[str]:
        """Le nom et l'adresse du gestionnaire du fichier, comme ils s'écrivent en tête de lettre."""
        ...
