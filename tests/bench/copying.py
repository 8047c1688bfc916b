"""The same rows as the seed wrote, by bare COPY: what the disk and the indexes cost without any of our code."""

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg

ENOUGH = 1000
"""Smaller tables change nothing."""

_TABLES = """
select t.relname, t.n_live_tup, array_agg(c.column_name::text order by c.ordinal_position) as columns
from pg_stat_user_tables t
join information_schema.columns c on c.table_schema = t.schemaname and c.table_name = t.relname
where t.schemaname = 'public' and t.n_live_tup >= $1 and c.is_generated = 'NEVER'
group by 1, 2 order by 2 desc
"""


@dataclass(frozen=True)
class Copy:
    rows: int
    heap_seconds: float
    """Into tables without index."""
    indexed_seconds: float
    """Into tables with the same indexes, alive."""
    indexed_cpu: float
    """Its seconds of CPU, by the clock that was given."""


def copy_again(
    url: str,
    folder: Path,
    only: Sequence[str] = ("", "including indexes"),
    cpu: Callable[[], float] = lambda: 0.0,
) -> Copy:
    with ThreadPoolExecutor(max_workers=1) as executor:
        return executor.submit(asyncio.run, _copy_again(url, folder, only, cpu)).result()


async def _copy_again(url: str, folder: Path, only: Sequence[str], cpu: Callable[[], float]) -> Copy:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        tables = await connection.fetch(_TABLES, ENOUGH)
        spent, burnt = {"": 0.0, "including indexes": 0.0}, {"": 0.0, "including indexes": 0.0}
        for table in tables:
            file = folder / f"{table['relname']}.copy"
            await connection.copy_from_table(
                table["relname"], columns=table["columns"], output=str(file), format="binary"
            )
            for extra in only:
                before = cpu()
                spent[extra] += await _into_a_twin(connection, table, file, extra)
                burnt[extra] += cpu() - before
            file.unlink()
        return Copy(
            rows=sum(table["n_live_tup"] for table in tables),
            heap_seconds=round(spent[""], 1),
            indexed_seconds=round(spent["including indexes"], 1),
            indexed_cpu=round(burnt["including indexes"], 1),
        )
    finally:
        await connection.close()


async def _into_a_twin(connection: Any, table: Any, file: Path, extra: str) -> float:
    await connection.execute(f"create table jumelle (like {table['relname']} including generated {extra})")
    try:
        began = time.monotonic()
        await connection.copy_to_table("jumelle", columns=table["columns"], source=str(file), format="binary")
        return time.monotonic() - began
    finally:
        await connection.execute("drop table jumelle")
