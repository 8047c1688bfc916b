"""COPY, and what makes it fast: as the owner of the tables, or beside them under row-level security."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, text
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.db.lignes import Lignes, lignes


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
    return await Jumelles(connection).verser(lignes(table), records, "on conflict do nothing")


class Jumelles:
    """Temporary twins of the tables, filled by COPY, then poured into them by one INSERT.

    PostgreSQL refuses COPY into a table under row-level security; an INSERT goes through its policies.
    They have neither index nor constraint, and go with the transaction.
    """

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._made: set[str] = set()

    async def remplir(self, rows: Lignes, records: Sequence[tuple[Any, ...]]) -> str:
        """The name of the twin, which holds these rows and no other."""
        twin, columns = f"jumelle_{rows.table}", rows.colonnes
        if twin in self._made:
            await self._connection.execute(text(f"truncate {twin}"))
        else:
            await self._connection.execute(text(f"drop table if exists {twin}"))
            await self._connection.execute(
                text(
                    f"create temp table {twin} on commit drop as"  # noqa: S608
                    f" select {', '.join(columns)} from {rows.table} with no data"
                )
            )
            self._made.add(twin)
        driver = (await self._connection.get_raw_connection()).driver_connection
        assert driver is not None
        await driver.copy_records_to_table(twin, columns=list(columns), records=records)
        return twin

    async def verser(self, rows: Lignes, records: Sequence[tuple[Any, ...]], conflit: str = "") -> int:
        if not records:
            return 0
        twin, columns = await self.remplir(rows, records), ", ".join(rows.colonnes)
        done = await self._connection.execute(
            text(f"insert into {rows.table} ({columns}) select {columns} from {twin} {conflit}")  # noqa: S608
        )
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
