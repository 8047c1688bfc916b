"""Transactional outbox: one row per event, one row per (event, reaction). PostgreSQL is the queue; arq only rings."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    String,
    Table,
    Text,
    Uuid,
    and_,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from adapters.db.historique import event_of, payload
from adapters.db.prepared import Prepared
from adapters.db.types import metadata
from domain.kernel.aggregate import DelayedEvent, Event
from domain.kernel.errors import DomainError

MAX_ATTEMPTS = 8
GIVEN_UP = MAX_ATTEMPTS + 1
"""Attempts of a delivery whose owner has been told: it waits for people, and nothing takes it again by itself."""
LEASE_SECONDS = 60
_INSTANT = DateTime(timezone=True)

events_table = Table(
    "outbox_events",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("departement", String(3), nullable=False),
    Column("name", String(60), nullable=False),
    Column("payload", JSONB, nullable=False),
    Column("correlation", String(36)),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
)
deliveries_table = Table(
    "outbox_deliveries",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("event_id", ForeignKey(events_table.c.id), nullable=False, index=True),
    Column("reaction", String(80), nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("not_before", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("lease_until", DateTime(timezone=True)),
    Column("lease_token", Uuid),
    Column("done_at", DateTime(timezone=True)),
    Column("error", Text),
    Index("ix_outbox_deliveries_due", "not_before", postgresql_where=text("done_at is null")),
)


_EVENT = Prepared(events_table.insert().returning(events_table.c.id), ("departement", "name", "payload", "correlation"))
_DELIVERY = Prepared(
    deliveries_table.insert().inline().values(not_before=func.coalesce(bindparam("due", type_=_INSTANT), func.now())),
    ("event_id", "reaction"),
)


class LeaseLost(Exception):
    """Another worker took this delivery over: what this one did must not be committed."""


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One reaction owed to one event. Its words are read by `Outbox.open`, so that an unreadable one fails alone."""

    id: int
    token: UUID
    departement: str
    correlation: str | None
    name: str
    reaction: str
    attempts: int
    payload: dict[str, Any] = field(repr=False)

    @property
    def given_up(self) -> bool:
        return self.attempts > MAX_ATTEMPTS


@dataclass(frozen=True, kw_only=True)
class Backlog:
    """What `/sante` and the operator look at."""

    due: int
    oldest_seconds: float
    quarantined: int


@dataclass(frozen=True, kw_only=True)
class Quarantined:
    reaction: str
    name: str
    departement: str
    error: str | None


class Outbox:
    def __init__(
        self,
        subscriptions: Mapping[type[Event], Iterable[Callable[..., Any]]],
        given_up: Mapping[str, Callable[..., Any]] | None = None,
    ) -> None:
        """`given_up`: by reaction, what tells the person who waits that nobody will try again."""
        self._subscriptions = {kind: tuple(reactions) for kind, reactions in subscriptions.items()}
        self._types = {kind.__name__: kind for kind in subscriptions}
        self._reactions = {r.__name__: r for reactions in self._subscriptions.values() for r in reactions}
        self._given_up = dict(given_up or {})

    def is_heard(self, kind: type[Event]) -> bool:
        return bool(self._subscriptions[kind])

    async def write(self, session: AsyncSession, events: Sequence[Event], correlation: str | None) -> bool:
        """Keeps the events that somebody waits for. True when the bell is worth ringing."""
        heard = [event for event in events if self.is_heard(type(event))]
        if not heard:
            return False
        rows = [
            {
                "departement": event.departement,
                "name": type(event).__name__,
                "payload": payload(event),
                "correlation": correlation,
            }
            for event in heard
        ]
        ids = [(await _EVENT.write(session, row))[0]["id"] for row in rows]
        deliveries = [
            {
                "event_id": event_id,
                "reaction": reaction.__name__,
                "due": event.not_before if isinstance(event, DelayedEvent) else None,
            }
            for event_id, event in zip(ids, heard, strict=True)
            for reaction in self._subscriptions[type(event)]
        ]
        await _DELIVERY.write(session, *deliveries)
        return True

    async def claim(
        self, session: AsyncSession, *, only: Collection[str] = (), never: Collection[str] = ()
    ) -> Delivery | None:
        """Takes the oldest due delivery for LEASE_SECONDS; a dead worker's lease simply runs out.

        `only` and `never` name reactions: those that wait for a distant server have their own lane.
        """
        d = deliveries_table
        wanted = [d.c.reaction.in_(only)] if only else []
        unwanted = [d.c.reaction.notin_(never)] if never else []
        due = (
            select(d.c.id)
            .where(
                d.c.done_at.is_(None),
                d.c.not_before <= func.now(),
                d.c.lease_until.is_(None) | (d.c.lease_until < func.now()),
                or_(
                    d.c.attempts < MAX_ATTEMPTS,
                    # once more, to say so: whatever the last attempt died of, its worker's death included
                    and_(d.c.attempts == MAX_ATTEMPTS, d.c.reaction.in_(list(self._given_up))),
                ),
                *wanted,
                *unwanted,
            )
            .order_by(d.c.not_before, d.c.id)
            .with_for_update(skip_locked=True)
            .limit(1)
            .scalar_subquery()
        )
        token = uuid4()
        row = (
            await session.execute(
                update(d)
                .where(d.c.id == due, d.c.event_id == events_table.c.id)
                .values(
                    attempts=d.c.attempts + 1,
                    lease_token=token,
                    lease_until=func.now() + timedelta(seconds=LEASE_SECONDS),
                )
                .returning(
                    d.c.id,
                    d.c.reaction,
                    d.c.attempts,
                    events_table.c.departement,
                    events_table.c.name,
                    events_table.c.payload,
                    events_table.c.correlation,
                )
            )
        ).first()
        return None if row is None else Delivery(token=token, **row._mapping)

    def open(self, delivery: Delivery) -> tuple[Callable[..., Any], Event]:
        """The reaction and its event. An event that today's code no longer reads is a failure like another."""
        told = self._given_up if delivery.given_up else self._reactions
        return told[delivery.reaction], event_of(self._types[delivery.name], delivery.payload)

    async def done(self, session: AsyncSession, delivery: Delivery) -> None:
        """In the reaction's own transaction: its effects and this mark are committed together, or not at all.

        Given up, it stays in quarantine with its cause: the operator may still play it again.
        """
        mark = {"done_at": func.now(), "error": None}
        result = await session.execute(
            update(deliveries_table)
            .where(
                deliveries_table.c.id == delivery.id,
                deliveries_table.c.lease_token == delivery.token,
                deliveries_table.c.done_at.is_(None),
            )
            .values(({} if delivery.given_up else mark) | {"lease_until": None})
            .returning(deliveries_table.c.id)
        )
        if result.first() is None:
            raise LeaseLost(delivery.id)

    async def keep(self, session: AsyncSession, delivery: Delivery) -> bool:
        """The lease of a long reaction goes on; false when another worker holds it."""
        found = await session.execute(
            update(deliveries_table)
            .where(
                deliveries_table.c.id == delivery.id,
                deliveries_table.c.lease_token == delivery.token,
                deliveries_table.c.done_at.is_(None),
            )
            .values(lease_until=func.now() + timedelta(seconds=LEASE_SECONDS))
            .returning(deliveries_table.c.id)
        )
        return found.first() is not None

    async def failed(self, session: AsyncSession, delivery: Delivery, error: Exception) -> None:
        attempts = deliveries_table.c.attempts
        wait = func.power(2, attempts) * text("interval '1 second'")
        if delivery.given_up:
            # telling failed: the cause stays that of the work, and telling is tried again
            change = {"attempts": MAX_ATTEMPTS, "not_before": func.now() + wait}
        elif delivery.attempts == MAX_ATTEMPTS:
            change = {"error": _cause(error), "not_before": func.now()}
        else:
            change = {"error": _cause(error), "not_before": func.now() + wait}
        await session.execute(
            update(deliveries_table)
            .where(deliveries_table.c.id == delivery.id, deliveries_table.c.lease_token == delivery.token)
            .values(change | {"lease_until": None})
        )

    async def backlog(self, session: AsyncSession | AsyncConnection) -> Backlog:
        d = deliveries_table.c
        late = d.not_before <= func.now()
        alive = d.attempts < MAX_ATTEMPTS
        row = (
            await session.execute(
                select(
                    func.count().filter(alive, late),
                    func.coalesce(func.extract("epoch", func.now() - func.min(d.not_before).filter(alive, late)), 0),
                    func.count().filter(~alive),
                ).where(d.done_at.is_(None))
            )
        ).one()
        return Backlog(due=row[0], oldest_seconds=float(row[1]), quarantined=row[2])

    async def quarantine(self, session: AsyncSession | AsyncConnection) -> Sequence[Quarantined]:
        """What failed too often, oldest first."""
        d, e = deliveries_table.c, events_table.c
        rows = await session.execute(
            select(d.reaction, e.name, e.departement, d.error)
            .join(events_table, e.id == d.event_id)
            .where(d.done_at.is_(None), d.attempts >= MAX_ATTEMPTS)
            .order_by(d.id)
            .limit(1000)
        )
        return [Quarantined(**row) for row in rows.mappings()]

    async def play_again(self, session: AsyncSession) -> int:
        """Takes every delivery out of quarantine, once its cause is mended."""
        d = deliveries_table
        found = await session.scalars(
            update(d)
            .where(d.c.done_at.is_(None), d.c.attempts >= MAX_ATTEMPTS)
            .values(attempts=0, not_before=func.now(), lease_until=None)
            .returning(d.c.id)
        )
        return len(found.all())

    async def forget_before(self, session: AsyncSession, instant: datetime) -> None:
        """Events may hold an address: once every reaction is done, they have no reason to stay."""
        d, e = deliveries_table, events_table
        waiting = exists().where(d.c.event_id == e.c.id, d.c.done_at.is_(None))
        old = select(e.c.id).where(e.c.created_at < instant, ~waiting)
        await session.execute(delete(d).where(d.c.event_id.in_(old)))
        orphan = ~exists().where(d.c.event_id == e.c.id)
        await session.execute(delete(e).where(e.c.created_at < instant, orphan))


def _cause(error: Exception) -> str:
    """For the operator: never the values of a statement, which may be personal."""
    if isinstance(error, DBAPIError):
        return f"{type(error).__name__}: {type(error.orig).__name__}"
    if isinstance(error, DomainError):
        return f"{type(error).__name__}: {error.code}"
    return type(error).__name__
