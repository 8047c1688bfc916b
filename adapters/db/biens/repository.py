from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.biens.tables import biens, references_biens
from domain.biens.errors import BienIntrouvable, ResidenceIntrouvable
from domain.biens.model import Bien, Residence


class SqlBienRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, bien: Bien) -> None:
        self._session.add(bien)

    async def get(self, departement: str, id: UUID, *, exclusif: bool = False) -> Bien:
        # Waiting for the row rather than failing on its version: the second of two agents reads what the first did.
        lock = {"key_share": True} if exclusif else None
        found = await self._session.get(Bien, (departement, id), with_for_update=lock)
        if found is None:
            raise BienIntrouvable("Ce bien est introuvable.")
        return found

    async def par_reference_externe(self, departement: str, organisme_id: UUID, reference: str) -> Bien | None:
        found: Bien | None = await self._session.scalar(
            select(Bien)
            .where(
                biens.c.departement == departement,
                biens.c.organisme_id == organisme_id,
                biens.c.reference_externe == reference,
            )
            .with_for_update(key_share=True)
        )
        return found

    async def prochaine_reference(self, departement: str) -> str:
        found = await self._session.scalar(select(references_biens.next_value()))
        return f"B{departement}-{int(found or 0):06d}"


class SqlResidenceRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, residence: Residence) -> None:
        self._session.add(residence)

    async def get(self, departement: str, id: UUID) -> Residence:
        found = await self._session.get(Residence, (departement, id))
        if found is None:
            raise ResidenceIntrouvable("Cette résidence est introuvable.")
        return found
