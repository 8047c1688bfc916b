from typing import Protocol
from uuid import UUID

from domain.demandes.filtres.model import FiltreEnregistre
from domain.organismes.ports import OrganismesUnitOfWork


class FiltreRepository(Protocol):
    def add(self, filtre: FiltreEnregistre) -> None: ...

    async def get(self, departement: str, id: UUID) -> FiltreEnregistre: ...

    async def combien(self, departement: str, compte_id: UUID) -> int: ...

    async def retirer(self, filtre: FiltreEnregistre) -> None: ...


class FiltresUnitOfWork(OrganismesUnitOfWork, Protocol):
    @property
    def filtres(self) -> FiltreRepository: ...
