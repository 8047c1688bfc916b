from typing import Protocol
from uuid import UUID

from domain.kernel.unit_of_work import UnitOfWork


class AttributionsComptees(Protocol):
    async def compter(self, departement: str, proposition_id: UUID | None = None) -> None:
        """Chaque bail signé qui ne l'est pas encore, ou celui-là seul, avec ce que le ménage était ce jour-là.

        Compté, il ne change plus : la demande peut changer, se radier, s'effacer.
        """
        ...


class QuotasUnitOfWork(UnitOfWork, Protocol):
    @property
    def attributions_comptees(self) -> AttributionsComptees: ...
