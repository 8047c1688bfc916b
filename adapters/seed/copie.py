"""COPY as the owner of the tables, and what makes it fast when they are empty."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, text
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.seed.lignes import lignes


async def copier(connection: AsyncConnection, table: Table, records: Sequence[tuple[Any, ...]]) -> int:
    if not records:
        return 0
    driver = (await connection.get_raw_connection()).driver_connection
    if driver is None:
        raise RuntimeError("connexion PostgreSQL fermée")
    await driver.copy_records_to_table(table.name, columns=list(lignes(table).colonnes), records=records)
    return len(records)


async def inserer(connection: AsyncConnection, table: Table, records: Sequence[tuple[Any, ...]]) -> int:
    """COPY beside, then only what is not there yet: a second run adds nothing to what it finds."""
    if not records:
        return 0
    beside, columns = f"semis_{table.name}", ", ".join(lignes(table).colonnes)
    await connection.execute(text(f"create temp table {beside} (like {table.name} including defaults) on commit drop"))
    driver = (await connection.get_raw_connection()).driver_connection
    assert driver is not None
    await driver.copy_records_to_table(beside, columns=list(lignes(table).colonnes), records=records)
    statement = f"insert into {table.name} ({columns}) select {columns} from {beside} on conflict do nothing"  # noqa: S608
    done = await connection.execute(text(statement))
    await connection.execute(text(f"drop table {beside}"))
    return done.rowcount


@dataclass(frozen=True, slots=True)
class _Objet:
    table: str
    nom: str
    definition: str
    contrainte: bool


class Index:
    """Secondary indexes and foreign keys of tables that were empty, put away during the load.

    In the transaction of the load: whoever looks meanwhile waits, and a failure leaves everything as it was.
    """

    def __init__(self, connection: AsyncConnection, tables: Collection[Table]) -> None:
        self._connection = connection
        self._tables = tables
        self._ranges: list[_Objet] = []

    async def ranger(self) -> None:
        for table in self._tables:
            if await self._connection.scalar(text(f"select not exists (select 1 from {table.name})")):  # noqa: S608
                self._ranges += await self._objets(table.name)
        for objet in self._ranges:
            verbe = f"alter table {objet.table} drop constraint" if objet.contrainte else "drop index"
            await self._connection.execute(text(f'{verbe} "{objet.nom}"'))

    async def remettre(self) -> None:
        """Indexes first: a foreign key is checked by one join of both tables."""
        await self._connection.execute(text("set local maintenance_work_mem = '256MB'"))
        for objet in sorted(self._ranges, key=lambda o: o.contrainte):
            if objet.contrainte:
                sql = f'alter table {objet.table} add constraint "{objet.nom}" {objet.definition}'
            else:
                sql = objet.definition
            await self._connection.exec_driver_sql(sql)

    async def _objets(self, table: str) -> list[_Objet]:
        cles = await self._connection.execute(
            text(
                "select conname, pg_get_constraintdef(oid) as definition from pg_constraint"
                " where conrelid = cast(:t as regclass) and contype = 'f' order by conname"
            ),
            {"t": table},
        )
        index = await self._connection.execute(
            text(
                "select c.relname, pg_get_indexdef(i.indexrelid) as definition from pg_index i"
                " join pg_class c on c.oid = i.indexrelid"
                " where i.indrelid = cast(:t as regclass) and not i.indisprimary"
                " and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid) order by c.relname"
            ),
            {"t": table},
        )
        return [_Objet(table, row.conname, row.definition, True) for row in cles] + [
            _Objet(table, row.relname, row.definition, False) for row in index
        ]
