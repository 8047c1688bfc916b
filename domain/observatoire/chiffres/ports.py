from datetime import datetime
from typing import Protocol

from domain.kernel.unit_of_work import UnitOfWork


class PhotosDesChiffres(Protocol):
    async def prendre(self, departement: str, le: datetime) -> None:
        """Les chiffres publics du département et de chacune de ses communes : des nombres, sans nom ni dossier."""
        ...


class ChiffresUnitOfWork(UnitOfWork, Protocol):
    @property
    def photos_des_chiffres(self) -> PhotosDesChiffres: ...
