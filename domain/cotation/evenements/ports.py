from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from domain.cotation.evenements.model import Contestation
from domain.cotation.faits import EvenementNote
from domain.cotation.ports import RecotationUnitOfWork


class EvenementsDeVie(Protocol):
    async def de_la_demande(self, departement: str, demande_id: UUID) -> Sequence[EvenementNote]:
        """Les événements de la demande, du plus récent au plus ancien."""
        ...

    async def qualifier(self, departement: str, evenement_id: int, *, adapte: bool) -> None: ...

    async def retirer(self, departement: str, evenement_id: int) -> None: ...


class Contestations(Protocol):
    async def de_la_demande(self, departement: str, demande_id: UUID) -> Sequence[Contestation]:
        """De la plus récente à la plus ancienne."""
        ...

    async def deposer(self, departement: str, contestation: Contestation) -> None: ...

    async def decider(self, departement: str, contestation: Contestation) -> None: ...


class EvenementsUnitOfWork(RecotationUnitOfWork, Protocol):
    @property
    def evenements_de_vie(self) -> EvenementsDeVie: ...

    @property
    def contestations(self) -> Contestations: ...
