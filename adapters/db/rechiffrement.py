"""The values of the database under the master key of today, batch after batch; stopped, it goes on where it was."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Table, bindparam, select, tuple_
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.db.demandes.tables import nirs
from adapters.db.echanges.tables import abonnements_webhook
from adapters.db.organismes.tables import comptes

Rewrap = Callable[[bytes, str], bytes | None]
BATCH = 1000


@dataclass(frozen=True)
class _Sealed:
    table: Table
    column: Column[Any]
    context: Callable[[Any], str]


SEALED = (
    _Sealed(nirs, nirs.c.chiffre, lambda row: f"nir:{row.demande_id}:{row.personne_id}"),
    _Sealed(comptes, comptes.c.totp_secret, lambda row: f"totp:{row.id}"),
    _Sealed(abonnements_webhook, abonnements_webhook.c.secret, lambda row: f"abonnement:{row.id}"),
)
"""What lasts. A link, a code or the line of an import lives some days: the former key is kept as long."""


async def rechiffrer_les_valeurs(engine: AsyncEngine, rewrap: Rewrap) -> dict[str, int]:
    """As the owner of the tables, who sees every département. How many values were turned, table by table."""
    return {sealed.table.name: await _turn(engine, sealed, rewrap) for sealed in SEALED}


async def _turn(engine: AsyncEngine, sealed: _Sealed, rewrap: Rewrap) -> int:
    keys = tuple(sealed.table.primary_key.columns)
    written = (
        sealed.table.update()
        .where(*(k == bindparam(f"k_{k.name}") for k in keys))
        .values({sealed.column.name: bindparam("sealed_again")})
    )
    turned, last = 0, None
    while True:
        batch = select(*keys, sealed.column.label("sealed")).where(sealed.column.is_not(None))
        if last is not None:
            batch = batch.where(tuple_(*keys) > tuple_(*last))
        async with engine.begin() as connection:
            rows = (await connection.execute(batch.order_by(*keys).limit(BATCH).with_for_update())).all()
            again = [
                {"sealed_again": new} | {f"k_{k.name}": getattr(row, k.name) for k in keys}
                for row in rows
                if (new := rewrap(row.sealed, sealed.context(row))) is not None
            ]
            if again:
                await connection.execute(written, again)
        turned += len(again)
        if len(rows) < BATCH:
            return turned
        last = tuple(getattr(rows[-1], k.name) for k in keys)
