"""Idempotency-Key: the first answer to a key is kept with the act itself, in its transaction."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, DateTime, String, Table, Uuid, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.prepared import Prepared
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


_THE_KEY = (idempotence.c.acteur == bindparam("qui"), idempotence.c.cle == bindparam("la_cle"))
_RESERVE = Prepared(
    insert(idempotence).on_conflict_do_nothing().returning(idempotence.c.cle), ("acteur", "cle", "empreinte")
)
_KNOWN = select(idempotence.c.empreinte, idempotence.c.resultat).where(*_THE_KEY)
_REMEMBER = Prepared(idempotence.update().where(*_THE_KEY), ("resultat",))


async def reserve(session: AsyncSession, acteur: str, cle: str, empreinte: str) -> tuple[str, list[UUID]] | None:
    """None: the key is ours. Otherwise what was done with it (waits for a first request still running)."""
    if await _RESERVE.write(session, {"acteur": acteur, "cle": cle, "empreinte": empreinte}):
        return None
    row = (await session.execute(_KNOWN, {"qui": acteur, "la_cle": cle})).one()
    return row.empreinte, list(row.resultat)


async def remember(session: AsyncSession, acteur: str, cle: str, resultat: list[UUID]) -> None:
    await _REMEMBER.write(session, {"qui": acteur, "la_cle": cle, "resultat": resultat})


async def forget_before(session: AsyncSession, instant: datetime) -> None:
    await session.execute(idempotence.delete().where(idempotence.c.cree_le < instant))
