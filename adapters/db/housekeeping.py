from datetime import datetime, timedelta

from sqlalchemy import delete, func
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db import idempotence
from adapters.db.demandes.tables import codes_de_connexion
from adapters.db.journees import journees
from adapters.db.organismes import rate_limit, sessions
from adapters.db.outbox import Outbox


async def forget(session: AsyncSession, outbox: Outbox, *, evenements: datetime, cles: datetime) -> None:
    await sessions.forget_expired(session)
    await rate_limit.forget_old(session)
    await idempotence.forget_before(session, cles)
    await session.execute(delete(codes_de_connexion).where(codes_de_connexion.c.fin_le < func.now()))
    await session.execute(delete(journees).where(journees.c.jour < (evenements - timedelta(days=365)).date()))
    await outbox.forget_before(session, evenements)
