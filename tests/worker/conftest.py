from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

import pytest_asyncio
from sqlalchemy import text

from adapters.db.outbox import Outbox
from adapters.db.unit_of_work import Reaction, SqlUnitOfWork
from api.bootstrap import Container, create_container
from api.worker import Lane, Relay
from domain.kernel.aggregate import Event
from domain.organismes.acteur import Acteur, systeme


class Bench:
    """A container on a database of one's own, and relays for whatever events a test invents."""

    def __init__(self, container: Container) -> None:
        self.container = container

    def relay(self, subscriptions: Mapping[type[Event], Sequence[Reaction]], lanes: int = 1) -> "Office":
        return Office(self.container, Outbox(subscriptions), lanes)

    async def rows(self, statement: str) -> list[Any]:
        async with self.container.engine.connect() as connection:
            return list((await connection.execute(text(statement))).all())

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
