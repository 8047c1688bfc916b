from typing import Protocol

from domain.kernel.unit_of_work import UnitOfWork
from domain.organismes.portail.model import Portail
from domain.organismes.ports import OrganismesUnitOfWork


class PortailRepository(Protocol):
    def add(self, portail: Portail) -> None: ...

    async def get(self, departement: str) -> Portail:
        """Le portail, ou PortailNonOuvert."""
        ...

    async def est_ouvert(self, departement: str) -> bool: ...

    async def nom_du_departement(self, departement: str) -> str:
        """Son nom au référentiel, ou TerritoireInconnu."""
        ...

    async def deposer_logo(self, departement: str, image: bytes) -> str | None:
        """L'empreinte de l'image gardée, redessinée ; rien si ce n'en est pas une que l'on sache lire."""
        ...

    async def retirer_logo(self, departement: str) -> None: ...


class PortailUnitOfWork(UnitOfWork, Protocol):
    @property
    def portails(self) -> PortailRepository: ...


class OuvertureUnitOfWork(OrganismesUnitOfWork, PortailUnitOfWork, Protocol):
    """Ce qu'il faut pour confier un département à son gestionnaire."""
