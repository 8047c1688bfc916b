"""No hot question reads a big table from end to end, whether PostgreSQL plans for these values or for any."""

import asyncio
import json
from collections.abc import Iterator, Sequence
from typing import Any

import asyncpg

from adapters.db.engine import ROLE
from tests.bench.bare import Exchange, Statement
from tests.bench.measuring import Question

BIG = 5000
"""Rows. Below, reading everything may be the best plan."""
SAMPLES = 10
"""Of each statement, with different values."""


def sequential_scans(url: str, departement: str, questions: Sequence[Question]) -> list[str]:
    return asyncio.run(_sequential_scans(url, departement, questions))


async def plan_of(url: str, departement: str, sql: str) -> Any:
    settings = {"role": ROLE, "timezone": "UTC", "app.departement": departement}
    connection = await asyncpg.connect(url.replace("+asyncpg", ""), server_settings=settings)
    try:
        return json.loads(await connection.fetchval(f"explain (format json) {sql}"))[0]["Plan"]
    finally:
        await connection.close()


def nodes(plan: Any) -> Iterator[str]:
    """Of the rows themselves: what is looked up beside each one has its own plan."""
    yield plan["Node Type"]
    for below in plan.get("Plans", ()):
        if below["Parent Relationship"] != "SubPlan":
            yield from nodes(below)


async def _sequential_scans(url: str, departement: str, questions: Sequence[Question]) -> list[str]:
    settings = {"role": ROLE, "timezone": "UTC", "app.departement": departement}
    connection = await asyncpg.connect(url.replace("+asyncpg", ""), server_settings=settings)
    try:
        for name in ("json", "jsonb"):
            await connection.set_type_codec(name, schema="pg_catalog", encoder=str, decoder=str)
        big = {
            row["relname"]
            for row in await connection.fetch(
                "select relname from pg_class where relkind = 'r' and reltuples > $1", BIG
            )
        }
        found = []
        for question in questions:
            for statement in _samples(question.exchanges):
                for kind, plan in await _plans(connection, statement):
                    read = sorted(set(scanned(plan)) & big)
                    if read:
                        first_line = " ".join(statement.sql.split())[:80]
                        found.append(
                            f"{question.workload.code} lit {', '.join(read)} en entier ({kind}) : {first_line}…"
                        )
        return list(dict.fromkeys(found))
    finally:
        await connection.close()


def _samples(exchanges: Sequence[Exchange]) -> Iterator[Statement]:
    seen: dict[str, int] = {}
    for statement in (s for exchange in exchanges for s in exchange.statements):
        seen[statement.sql] = seen.get(statement.sql, 0) + 1
        if seen[statement.sql] <= SAMPLES:
            yield statement


async def _plans(connection: Any, statement: Statement) -> list[tuple[str, Any]]:
    plans = []
    for kind in ("custom", "generic"):
        async with connection.transaction(readonly=False):
            await connection.execute(f"set local plan_cache_mode = force_{kind}_plan")
            written = await connection.fetchval(f"explain (format json) {statement.sql}", *statement.rows[0])
        plans.append((kind, json.loads(written)[0]["Plan"]))
    return plans


def scanned(plan: Any) -> Iterator[str]:
    if plan["Node Type"] == "Seq Scan":
        yield plan["Relation Name"]
    for below in plan.get("Plans", ()):
        yield from scanned(below)
