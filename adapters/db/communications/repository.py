from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.organismes.tables import reglages
from domain.communications.errors import MessageIntrouvable
from domain.communications.model import Message
from domain.organismes.portail.model import ContactDuPortail


class SqlMessageRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, message: Message) -> None:
        self._session.add(message)

    async def get(self, departement: str, id: UUID) -> Message:
        found = await self._session.get(Message, (departement, id))
        if found is None:
            raise MessageIntrouvable("Ce message est introuvable.")
        return found


async def contact_du_territoire(session: AsyncSession, departement: str) -> str | None:
    found: ContactDuPortail | None = await session.scalar(
        select(reglages.c.contact).where(reglages.c.departement == departement)
    )
    return found.email if found else None


async def titre_du_territoire(session: AsyncSession, departement: str) -> str:
    found: str | None = await session.scalar(select(reglages.c.titre).where(reglages.c.departement == departement))
    return found or "Demande de logement social"
