from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.demandes.model import Demande
from domain.demandes.ports import DemandesUnitOfWork
from domain.echanges.sne.codes import TypeFichier
from domain.echanges.sne.model import Accuse, Transmission


@dataclass(frozen=True, slots=True, kw_only=True)
class FichierSne:
    """Une demande, telle qu'elle est au moment de l'envoi, et ce qu'on en dit."""

    nom: str
    type_fichier: TypeFichier
    guichet: str
    demande: Demande
    le: datetime


class Sne(Protocol):
    """La porte du système national ; fermée tant qu'aucune convention ne l'ouvre."""

    @property
    def ouvert(self) -> bool: ...

    async def transmettre(self, fichier: FichierSne) -> Accuse:
        """Son accusé ; SneIndisponible s'il n'a pas répondu, ou pas de façon lisible."""
        ...


class TransmissionRepository(Protocol):
    def add(self, transmission: Transmission) -> None: ...

    async def get(self, departement: str, id: UUID) -> Transmission:
        """La transmission, ou TransmissionIntrouvable."""
        ...

    async def modification_en_attente(self, departement: str, demande_id: UUID) -> bool:
        """Une modification attend déjà : l'envoi dira l'état du moment, deux fois ne dirait rien de plus."""
        ...

    async def a_transmettre(self, departement: str, combien: int) -> Sequence[Transmission]:
        """Dans l'ordre des faits, tenues jusqu'à la fin du lot."""
        ...


class SneUnitOfWork(DemandesUnitOfWork, Protocol):
    @property
    def sne(self) -> Sne: ...

    @property
    def transmissions(self) -> TransmissionRepository: ...
