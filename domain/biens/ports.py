from typing import Protocol
from uuid import UUID

from domain.biens.model import Bien, Residence
from domain.organismes.ports import OrganismesUnitOfWork


class BienRepository(Protocol):
    def add(self, bien: Bien) -> None: ...

    async def get(self, departement: str, id: UUID, *, exclusif: bool = False) -> Bien:
        """Le bien, ou BienIntrouvable. `exclusif` : personne d'autre n'y touche jusqu'à la fin de l'acte."""
        ...

    async def par_reference_externe(self, departement: str, organisme_id: UUID, reference: str) -> Bien | None:
        """Le bien que la gestion locative du bailleur connaît sous cet identifiant."""
        ...

    async def prochaine_reference(self, departement: str) -> str:
        """Une référence neuve, pour un bailleur qui n'en donne pas."""
        ...


class ResidenceRepository(Protocol):
    def add(self, residence: Residence) -> None: ...

    async def get(self, departement: str, id: UUID) -> Residence:
        """La résidence, ou ResidenceIntrouvable."""
        ...


class BiensUnitOfWork(OrganismesUnitOfWork, Protocol):
    @property
    def biens(self) -> BienRepository: ...

    @property
    def residences(self) -> ResidenceRepository: ...
