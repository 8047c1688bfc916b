"""Idempotency-Key: the first answer to a key is kept with the act itself, in its transaction."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, DateTime, String, Table, Uuid, func, select
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.types import metadata

idempotence = Table(
    "idempotence",
    metadata,
    Column("acteur", String(60), primary_key=True),
    Column("cle", String(80), primary_key=True),
    Column("empreinte", String(64), nullable=False),
    Column("resultat", ARRAY(Uuid), nullable=False, server_default="{}"),
    Column("cree_le", DateTime(timezone=True), nullable=False, server_default=func.now(), index=True),
)


async def reserve(session: AsyncSession, acteur: str, cle: str, empreinte: str) -> tuple[str, list[UUID]] | None:
    """None: the key is ours. Otherwise what was done with it (waits for a first request still running)."""
    taken = await session.execute(
        insert(idempotence)
        .values(acteur=acteur, cle=cle, empreinte=empreinte)
        .on_conflict_do_nothing()
        .returning(idempotence.c.cle)
    )
    if taken.first() is not None:
        return None
    row = (
        await session.execute(
            select(idempotence.c.empreinte, idempotence.c.resultat).where(
                idempotence.c.acteur == acteur, idempotence.c.cle == cle
            )
        )
    ).one()
    return row.empreinte, list(row.resultat)


async def remember(session: AsyncSession, acteur: str, cle: str, resultat: list[UUID]) -> None:
    await session.execute(
        idempotence.update().where(idempotence.c.acteur == acteur, idempotence.c.cle == cle).values(resultat=resultat)
    )


async def forget_before(session: AsyncSession, instant: datetime) -> None:
    await session.execute(idempotence.delete().where(idempotence.c.cree_le < instant))
