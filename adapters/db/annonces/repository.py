from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.annonces.tables import annonces
from adapters.db.demandes.tables import demandes
from domain.annonces.errors import AnnonceIntrouvable
from domain.annonces.model import Annonce, Contact


class SqlAnnonceRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, annonce: Annonce) -> None:
        self._session.add(annonce)

    def add_contact(self, contact: Contact) -> None:
        self._session.add(contact)

    async def contact(self, departement: str, id: UUID) -> Contact | None:
        return await self._session.get(Contact, (departement, id))

    async def get(self, departement: str, id: UUID) -> Annonce:
        found = await self._session.get(Annonce, (departement, id))
        if found is None:
            raise AnnonceIntrouvable("Cette annonce est introuvable.")
        return found

    async def de_la_mise_en_location(self, departement: str, mise_en_location_id: UUID) -> Annonce | None:
        found: Annonce | None = await self._session.scalar(
            select(Annonce).where(
                annonces.c.departement == departement,
                annonces.c.mise_en_location_id == mise_en_location_id,
                annonces.c.retiree_le.is_(None),
            )
        )
        return found


class SqlDemandesConnues:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def identifiant(self, departement: str, numero_unique: str) -> UUID | None:
        found: UUID | None = await self._session.scalar(
            select(demandes.c.id).where(
                demandes.c.departement == departement, demandes.c.numero_unique == numero_unique
            )
        )
        return found
