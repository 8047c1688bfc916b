from datetime import date
from typing import Protocol

from domain.kernel.unit_of_work import UnitOfWork


class PhotosDesPoints(Protocol):
    async def prendre(self, departement: str, jour: date) -> None:
        """La photo de la nuit ; celles du premier de chaque mois se gardent, les autres laissent la place."""
        ...


class StatistiquesUnitOfWork(UnitOfWork, Protocol):
    @property
    def photos_de_points(self) -> PhotosDesPoints: ...
