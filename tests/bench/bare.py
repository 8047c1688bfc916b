"""The same SQL without us: what the application sends to PostgreSQL is heard once, then replayed by bare asyncpg."""

import asyncio
import re
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from typing import Any
from uuid import UUID

import asyncpg
import uvloop
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.db.engine import ROLE
from domain.kernel.identifiers import new_id
from tests.bench.client import Outcome


@dataclass(frozen=True)
class Statement:
    sql: str
    rows: list[tuple[Any, ...]]
    many: bool
    transaction: bool


@dataclass(frozen=True)
class Exchange:
    """What one request says to PostgreSQL, in order."""

    statements: list[Statement]
    own: tuple[str, ...] = ()
    """What a creation made for itself (identifiers, references): made anew in each replay."""


_OF_THE_SESSION = re.compile(r"\b(FROM|UPDATE) sessions\b|set_config\(.*\), set_config\(.*\)$", re.DOTALL)
"""Remembered three seconds and kept by the connection: not what a request costs, or not to every one."""


@contextmanager
def heard(write: AsyncEngine, *reads: AsyncEngine) -> Iterator[list[Statement]]:
    said: list[Statement] = []

    def listener(transaction: bool) -> Callable[..., None]:
        def hear(_: Any, __: Any, sql: str, parameters: Any, ___: Any, many: bool) -> None:
            if _OF_THE_SESSION.search(sql):
                return
            rows = [tuple(row) for row in parameters] if many else [tuple(parameters)]
            said.append(Statement(sql, rows, many, transaction))

        return hear

    listeners = [(write.sync_engine, listener(True)), *((read.sync_engine, listener(False)) for read in reads)]
    for engine, function in listeners:
        event.listen(engine, "before_cursor_execute", function)
    try:
        yield said
    finally:
        for engine, function in listeners:
            event.remove(engine, "before_cursor_execute", function)


@dataclass(frozen=True)
class Replay:
    url: str
    departement: str
    exchanges: list[Exchange]
    concurrency: int
    seconds: float
    warm_up: float = 0.3


def own_words(one: list[Statement], other: list[Statement]) -> tuple[str, ...]:
    """The atoms that differ between two answers to the same request, as the second says them."""
    found: set[str] = set()
    for x, y in zip(_values(one), _values(other), strict=True):
        if x == y:
            continue
        if isinstance(y, UUID):
            found.add(str(y))
        elif isinstance(y, str) and " " not in y and "{" not in y and not _is_date(y):
            found.add(y)
    return tuple(sorted(found, key=len, reverse=True))


def _values(statements: list[Statement]) -> list[Any]:
    return [value for statement in statements for row in statement.rows for value in row]


def _is_date(text: str) -> bool:
    return text[:4].isdigit() and text[4:5] == "-"


def play(replay: Replay) -> Outcome:
    """Runs in a process of its own, as the client does."""
    return uvloop.run(_play(replay))


async def _play(replay: Replay) -> Outcome:
    connections = [await _connect(replay) for _ in range(replay.concurrency)]
    queue = cycle(replay.exchanges)
    outcome = Outcome()
    run = _Run(outcome)
    tasks = [asyncio.create_task(_loop(c, queue, run)) for c in connections]
    await asyncio.sleep(replay.warm_up)
    run.outcome = outcome = Outcome()
    began = time.perf_counter()
    await asyncio.sleep(replay.seconds)
    outcome.elapsed = time.perf_counter() - began
    run.outcome, run.over = Outcome(), True
    await asyncio.gather(*tasks)
    for connection in connections:
        await connection.close()
    return outcome


@dataclass
class _Run:
    outcome: Outcome
    over: bool = False


async def _connect(replay: Replay) -> Any:
    settings = {"role": ROLE, "timezone": "UTC", "app.departement": replay.departement}
    connection = await asyncpg.connect(replay.url.replace("+asyncpg", ""), server_settings=settings)
    for name in ("json", "jsonb"):
        await connection.set_type_codec(name, schema="pg_catalog", encoder=str, decoder=str)
    return connection


async def _loop(connection: Any, queue: Iterator[Exchange], run: _Run) -> None:
    while not run.over:
        exchange = next(queue)
        statements = _anew(exchange) if exchange.own else exchange.statements
        began = time.perf_counter()
        await _say(connection, statements)
        run.outcome.latencies.append(time.perf_counter() - began)


async def _say(connection: Any, statements: list[Statement]) -> None:
    transaction = None
    for statement in statements:
        if statement.transaction and transaction is None:
            transaction = connection.transaction()
            await transaction.start()
        elif not statement.transaction and transaction is not None:
            await transaction.commit()
            transaction = None
        if statement.many:
            await connection.executemany(statement.sql, statement.rows)
        else:
            await connection.fetch(statement.sql, *statement.rows[0])
    if transaction is not None:
        await transaction.commit()


def _anew(exchange: Exchange) -> list[Statement]:
    fresh = {word: _like(word) for word in exchange.own}
    return [
        Statement(s.sql, [tuple(_renamed(v, fresh) for v in row) for row in s.rows], s.many, s.transaction)
        for s in exchange.statements
    ]


def _like(word: str) -> str:
    return str(new_id()) if len(word) == 36 else secrets.token_hex(len(word))[: len(word)]


def _renamed(value: Any, fresh: dict[str, str]) -> Any:
    if isinstance(value, UUID):
        found = fresh.get(str(value))
        return UUID(found) if found else value
    if isinstance(value, str):
        for word, replacement in fresh.items():
            value = value.replace(word, replacement)
    return value
