from datetime import date
from typing import Protocol

from domain.kernel.unit_of_work import UnitOfWork


class PhotosDuStock(Protocol):
    async def prendre(self, departement: str, jour: date) -> None:
        """La photo de la nuit remplace celle de la veille : des nombres par groupes, sans nom ni dossier."""
        ...


class CroisementsUnitOfWork(UnitOfWork, Protocol):
    @property
    def photos_du_stock(self) -> PhotosDuStock: ...
