"""Idempotency-Key: the first answer to a key is kept with the act itself, in its transaction."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, DateTime, String, Table, Uuid, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.engine import context_of_the_transaction
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


@dataclass(frozen=True, kw_only=True)
class Key:
    acteur: str
    cle: str
    empreinte: str
    """Of the request: the same key never serves two."""


@dataclass(frozen=True, kw_only=True)
class Served:
    """What was done the first time that this key came."""

    resultat: list[UUID]
    by_the_same_request: bool
    """Otherwise the key served another one."""


_THE_KEY = (idempotence.c.acteur == bindparam("qui"), idempotence.c.cle == bindparam("la_cle"))
_GIVEN = ("acteur", "cle", "empreinte")
_context = context_of_the_transaction().cte("contexte").prefix_with("MATERIALIZED", dialect="postgresql")
_ENTER_AND_RESERVE = Prepared(
    insert(idempotence)
    .from_select(
        _GIVEN,
        select(*(bindparam(name, type_=idempotence.c[name].type) for name in _GIVEN)).select_from(_context),
    )
    .on_conflict_do_nothing()
    .returning(idempotence.c.cle)
)
_KNOWN = select(idempotence.c.empreinte, idempotence.c.resultat).where(*_THE_KEY)
_REMEMBER = Prepared(idempotence.update().where(*_THE_KEY), ("resultat",))


async def enter(session: AsyncSession, departement: str, demande_id: UUID | None, key: Key) -> Served | None:
    """Opens the transaction as `engine.enter` does, its key reserved in the same round trip.

    None: the key is ours. Otherwise what was done with it (waits for a first request still running).
    """
    context = {"d": departement, "f": str(demande_id) if demande_id else ""}
    given = {"acteur": key.acteur, "cle": key.cle, "empreinte": key.empreinte}
    if await _ENTER_AND_RESERVE.write(session, context | given):
        return None
    row = (await session.execute(_KNOWN, {"qui": key.acteur, "la_cle": key.cle})).one()
    return Served(resultat=list(row.resultat), by_the_same_request=row.empreinte == key.empreinte)


async def remember(session: AsyncSession, key: Key, resultat: list[UUID]) -> None:
    await _REMEMBER.write(session, {"qui": key.acteur, "la_cle": key.cle, "resultat": resultat})


async def forget_before(session: AsyncSession, instant: datetime) -> None:
    await session.execute(idempotence.delete().where(idempotence.c.cree_le < instant))
