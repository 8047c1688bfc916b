import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from typing import Any

import pytest_asyncio
from sqlalchemy import text

from adapters.db.outbox import Outbox
from adapters.db.unit_of_work import Reaction, SqlUnitOfWork
from adapters.embedded.process import Process
from api.bootstrap import Container, create_container
from api.worker import Lane, Relay
from domain.kernel.aggregate import Event
from domain.organismes.acteur import Acteur, systeme


class Bench:
    """A container on a database of one's own, and relays for whatever events a test invents."""

    def __init__(self, container: Container) -> None:
        self.container = container

    def relay(
        self,
        subscriptions: Mapping[type[Event], Sequence[Reaction]],
        lanes: int = 1,
        given_up: Mapping[str, Reaction] | None = None,
    ) -> "Office":
        return Office(self.container, Outbox(subscriptions, given_up), lanes)

    async def rows(self, statement: str) -> list[Any]:
        async with self.container.engine.connect() as connection:
            return list((await connection.execute(text(statement))).all())

    async def write(self, statement: str) -> None:
        async with self.container.engine.begin() as connection:
            await connection.execute(text(statement))

    async def later(self) -> None:
        """Every wait is over: the leases of the dead have run out, the next tries are due."""
        async with self.container.engine.begin() as connection:
            await connection.execute(
                text(
                    "update outbox_deliveries set not_before = now(), "
                    "lease_until = case when lease_until is null then null else now() - interval '1 second' end "
                    "where done_at is null"
                )
            )


class Office:
    def __init__(self, container: Container, outbox: Outbox, lanes: int) -> None:
        self._container = container
        self._outbox = outbox
        self.relay = Relay(outbox, container.transaction, self.uow, [Lane()] * lanes)

    def uow(self, acteur: Acteur, correlation: str | None) -> SqlUnitOfWork:
        c = self._container
        return SqlUnitOfWork(c._sessions, self._outbox, c.gateways, acteur, correlation)

    async def say(self, *events: Event, correlation: str | None = None) -> None:
        async with self.uow(systeme("35"), correlation) as uow:
            for event in events:
                uow.record(event)


@pytest_asyncio.fixture(loop_scope="session")
async def bench(fresh_database: str, environment: dict[str, str]) -> AsyncIterator[Bench]:
    container = create_container(database_url=fresh_database)
    try:
        yield Bench(container)
    finally:
        await container.close()


async def until(process: Process, check: Callable[[], Awaitable[bool]], within: float = 30) -> None:
    """Waits for what another process does; says its last words when it never comes."""
    end = time.monotonic() + within
    while not await check():
        assert process.alive, process.last_words()
        assert time.monotonic() < end, process.last_words()
        await asyncio.sleep(0.05)


class SlowSmtp:
    """Takes messages as a real server does, but holds its last answer until told."""

    def __init__(self) -> None:
        self.received: list[str] = []
        self.holding = asyncio.Event()
        self.release = asyncio.Event()

    async def __aenter__(self) -> "SlowSmtp":
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        self.release.set()
        self._server.close()
        await self._server.wait_closed()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        recipient = ""
        try:
            await _say(writer, "220 pret")
            while line := (await reader.readline()).decode().strip():
                if line.upper().startswith("RCPT"):
                    recipient = line.partition("<")[2].rstrip(">")
                if line.upper() == "DATA":
                    await _say(writer, "354 dites")
                    while (await reader.readline()).strip() not in (b".", b""):
                        pass
                    self.holding.set()
                    await self.release.wait()
                    self.received.append(recipient)
                await _say(writer, "250 ok")
        except ConnectionError:
            pass  # the worker was killed: that is what the test is about
        finally:
            writer.close()


async def _say(writer: asyncio.StreamWriter, answer: str) -> None:
    writer.write(f"{answer}\r\n".encode())
    await writer.drain()
