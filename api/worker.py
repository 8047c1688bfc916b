"""`python -m api.worker`: reacts to what happened. PostgreSQL keeps the queue, arq only rings."""

import asyncio
import signal
import time
from collections.abc import Callable, Collection
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import structlog
from arq.connections import RedisSettings
from arq.worker import Worker, func
from redis.exceptions import RedisError

from adapters.db.journees import open_day, still_closed
from adapters.db.outbox import LEASE_SECONDS, MAX_ATTEMPTS, Delivery, LeaseLost, Outbox
from adapters.db.unit_of_work import PlayAgain, SqlUnitOfWork
from api import logs
from api.bell import RELAY_JOB, deserialize, serialize
from api.bootstrap import UNAVAILABLE, Container, create_container
from api.correlation import correlation_id
from api.subscriptions import LONG, SLOW
from domain.kernel.calendrier import PARIS
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import Acteur, systeme

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

log = structlog.get_logger()

SWEEP_SECONDS = 5
"""What a lost bell costs."""
DAY_CHECK_SECONDS = 60
DAY_BEGINS_AT_HOUR = 3
"""Paris time: counters are closed and the clock changes are over."""
STATEMENT_TIMEOUT_S = 60

NewUow = Callable[[Acteur, str | None], SqlUnitOfWork]
Transaction = Callable[[], AbstractAsyncContextManager["AsyncSession"]]


@dataclass(frozen=True, kw_only=True)
class Lane:
    """A loop and the reactions it takes: a partner's slow server must not hold back a sign-in code."""

    only: Collection[str] = ()
    never: Collection[str] = ()


LANES = (
    *(Lane(never=SLOW | LONG) for _ in range(3)),
    *(Lane(only=SLOW) for _ in range(2)),
    Lane(only=LONG),
)


class Relay:
    """Gives each due delivery to its reaction, in a transaction that also marks it done."""

    def __init__(
        self, outbox: Outbox, transaction: Transaction, new_uow: NewUow, lanes: Collection[Lane] = LANES
    ) -> None:
        self._outbox = outbox
        self._transaction = transaction
        self._new_uow = new_uow
        self._lanes = [(lane, asyncio.Event()) for lane in lanes]
        self._stopped = False

    def ring(self) -> None:
        for _, bell in self._lanes:
            bell.set()

    def stop(self) -> None:
        """The reactions under way end; no other begins."""
        self._stopped = True
        self.ring()

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            for lane, bell in self._lanes:
                group.create_task(self._loop(lane, bell))

    async def drain(self) -> int:
        """Everything due now, one after the other: how many deliveries were taken."""
        taken = 0
        while await self.deliver_next():
            taken += 1
        return taken

    async def deliver_next(self, lane: Lane | None = None) -> bool:
        lane = lane or Lane()
        async with self._transaction() as session:
            delivery = await self._outbox.claim(session, only=lane.only, never=lane.never)
        if delivery is None:
            return False
        token = correlation_id.set(delivery.correlation or f"livraison-{delivery.id}")
        try:
            await self._deliver(delivery)
        finally:
            correlation_id.reset(token)
        return True

    async def _loop(self, lane: Lane, bell: asyncio.Event) -> None:
        while not self._stopped:
            bell.clear()
            try:
                if await self.deliver_next(lane):
                    continue
            except UNAVAILABLE as error:
                log.warning("base_injoignable", error=type(error).__name__)
            if not self._stopped:
                with suppress(TimeoutError):
                    await asyncio.wait_for(bell.wait(), SWEEP_SECONDS)

    async def _deliver(self, delivery: Delivery) -> None:
        started = time.perf_counter()
        said: dict[str, Any] = {
            "reaction": delivery.reaction,
            "evenement": delivery.name,
            "essai": delivery.attempts,
        }
        kept = asyncio.create_task(self._keep(delivery))
        try:
            await self._react(delivery)
        except LeaseLost:
            log.info("livraison_reprise_ailleurs", **said)
        except Exception as error:  # whatever it is, it must not stop the others
            last = delivery.attempts == MAX_ATTEMPTS
            write = log.error if last else log.warning
            write(
                "livraison_en_quarantaine" if last else "livraison_echouee",
                error=type(error).__name__,
                **said,
            )
            async with self._transaction() as session:
                await self._outbox.failed(session, delivery, error)
        else:
            log.info("livraison", ms=round((time.perf_counter() - started) * 1000, 1), **said)
        finally:
            kept.cancel()

    async def _keep(self, delivery: Delivery) -> None:
        """A reaction may take minutes (a whole file applied at once): its lease lasts as long as it lives."""
        while True:
            await asyncio.sleep(LEASE_SECONDS / 3)
            with suppress(*UNAVAILABLE):
                async with self._transaction() as session:
                    await self._outbox.keep(session, delivery)

    async def _react(self, delivery: Delivery) -> None:
        reaction, event = self._outbox.open(delivery)
        acteur = systeme(delivery.departement)
        uow = self._new_uow(acteur, delivery.correlation)
        try:
            async with uow:
                await reaction(event, acteur, uow)
                await self._outbox.done(uow.session, delivery)
        except PlayAgain as error:
            raise error.cause from error
        if uow.rang_the_bell:
            self.ring()


def relay_of(container: Container) -> Relay:
    return Relay(container.outbox, container.transaction, container.new_uow)


async def open_the_day(container: Container) -> list[str]:
    """Says JourCommence where it has not been said today; the départements where this worker was the first."""
    now = container.now().astimezone(PARIS)
    if now.hour < DAY_BEGINS_AT_HOUR:
        return []
    async with container.transaction() as session:
        waiting = await still_closed(session, now.date())
    opened = []
    for departement in waiting:
        async with container.new_uow(systeme(departement), f"jour-{now:%Y-%m-%d}") as uow:
            if await open_day(uow.session, departement, now.date()):
                uow.record(
                    JourCommence(departement=departement, aggregate_id=new_id(), occurred_at=uow.now(), jour=now.date())
                )
                opened.append(departement)
    return opened


async def watch_the_day(container: Container, relay: Relay, stop: asyncio.Event) -> None:
    while not stop.is_set():
        try:
            if await open_the_day(container):
                relay.ring()
        except UNAVAILABLE as error:
            log.warning("base_injoignable", error=type(error).__name__)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), DAY_CHECK_SECONDS)


async def listen(redis_url: str, relay: Relay, stop: asyncio.Event) -> None:
    """Hears the bell for as long as Redis answers; without it the sweep goes on alone."""

    async def ring(ctx: dict[Any, Any], *_args: Any, **_kwargs: Any) -> None:
        relay.ring()

    while not stop.is_set():
        settings = RedisSettings.from_dsn(redis_url)
        settings.conn_retries = 0
        worker = Worker(
            functions=[func(ring, name=RELAY_JOB, keep_result=0, timeout=5, max_tries=1)],
            redis_settings=settings,
            handle_signals=False,
            poll_delay=0.2,
            job_serializer=serialize,
            job_deserializer=deserialize,
        )
        try:
            await worker.async_run()
        except Exception as error:  # the sweep goes on alone, whatever arq met
            log.warning("sonnette_muette", error=type(error).__name__)
        finally:
            with suppress(RedisError, OSError, TimeoutError, asyncio.CancelledError):
                await worker.close()
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), SWEEP_SECONDS)


async def work(container: Container) -> None:
    relay = relay_of(container)
    stop = asyncio.Event()

    def end() -> None:
        log.info("arret_demande")
        stop.set()
        relay.stop()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, end)
    await container.check_production()
    await container.communes.load()
    side = [
        asyncio.create_task(listen(container.settings.redis_url, relay, stop)),
        asyncio.create_task(watch_the_day(container, relay, stop)),
    ]
    log.info("travailleur_pret", files=len(LANES))
    try:
        await relay.run()
    finally:
        for task in side:
            task.cancel()
        await asyncio.gather(*side, return_exceptions=True)
        await container.close()
    log.info("travailleur_arrete")


def main() -> None:
    logs.configure()
    container = create_container(statement_timeout_s=STATEMENT_TIMEOUT_S, pool_size=len(LANES) + 4)
    asyncio.run(work(container))


if __name__ == "__main__":
    main()
