from typing import Protocol
from uuid import UUID

from domain.cotation.faits import ValidationPosee
from domain.cotation.ports import RecotationUnitOfWork


class Validations(Protocol):
    async def de_la_demande(self, departement: str, demande_id: UUID) -> list[ValidationPosee]:
        """De la plus récente à la plus ancienne."""
        ...

    async def poser(self, departement: str, demande_id: UUID, validation: ValidationPosee) -> None: ...

    async def retirer(self, departement: str, validation_id: UUID) -> None: ...


class ValidationsUnitOfWork(RecotationUnitOfWork, Protocol):
    @property
    def validations(self) -> Validations: ...
