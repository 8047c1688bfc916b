from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from domain.cotation.faits import EvenementNote
from domain.cotation.ports import RecotationUnitOfWork


class EvenementsDeVie(Protocol):
    async def de_la_demande(self, departement: str, demande_id: UUID) -> Sequence[EvenementNote]:
        """Les événements de la demande, du plus récent au plus ancien."""
        ...

    async def qualifier(self, departement: str, evenement_id: int, *, adapte: bool) -> None: ...

    async def retirer(self, departement: str, evenement_id: int) -> None: ...


class EvenementsUnitOfWork(RecotationUnitOfWork, Protocol):
    @property
    def evenements_de_vie(self) -> EvenementsDeVie: ...
