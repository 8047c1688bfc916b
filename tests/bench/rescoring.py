"""A whole file scored again, and the floor of it: the bare write of the same rows in the same narrow table."""

import asyncio
import io
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from typing import Any
from unittest.mock import patch

import asyncpg

from adapters.db.cotation.ecriture import Ecriture
from adapters.embedded import sql
from api.bootstrap import Container
from api.worker import LANES
from domain.cotation.model import LotCote, Voie
from domain.organismes.acteur import systeme
from tests.bench.usage import Near

LOT = 10_000
VOIES = 2
FILES = sum(not lane.only for lane in LANES)
"""The lanes of the worker that take any delivery: those of the recalculations among others."""
BESIDE = {"dire": "tell", "classer": "show", "_conserver": "keep"}
"""What a batch writes beside the narrow table: the historique, the points of lists, the version replaced."""


@dataclass
class Clock:
    near: Near
    tell: float = 0.0
    show: float = 0.0
    keep: float = 0.0


async def rescore(
    container: Container, territoires: Sequence[tuple[str, str]], le: date, clock: Clock
) -> tuple[int, int]:
    """One batch after the other, so that the CPU of each part can be told apart: demandes examined, results written."""
    with ExitStack() as patches:
        for method, apart in BESIDE.items():
            patches.enter_context(patch.object(Ecriture, method, _timed(getattr(Ecriture, method), clock, apart)))
        lots = [await _voie(container, departement, epci, le, Voie(rang=0)) for departement, epci in territoires]
    return sum(lot.examinees for lot in lots), sum(lot.changees for lot in lots)


async def rescore_abreast(container: Container, territoires: Sequence[tuple[str, str]], le: date) -> float:
    """Seconds on the clock, as the worker does: each lane takes the next batch due, of whichever territory.

    Only the narrow table is written.
    """
    with ExitStack() as patches:
        for method in BESIDE:
            patches.enter_context(patch.object(Ecriture, method, _nothing))
        began = time.perf_counter()
        due = deque([(ou, voie) for ou in territoires for voie in await _voies(container, *ou)])
        await asyncio.gather(*(_lane(container, due, le) for _ in range(FILES)))
        return time.perf_counter() - began


async def _voies(container: Container, departement: str, epci: str) -> Sequence[Voie]:
    async with container.new_uow(systeme(departement), None) as uow:
        if await uow.recalculs.a_examiner(departement, epci, uow.today()) <= LOT:
            return [Voie(rang=0)]
        return await uow.recalculs.partager(departement, epci, VOIES)


async def _lane(container: Container, due: deque[tuple[tuple[str, str], Voie]], le: date) -> None:
    while due:
        ou, voie = due.popleft()
        voie, _ = await _lot(container, *ou, le, voie)
        if not voie.finie:
            due.append((ou, voie))


async def _voie(container: Container, departement: str, epci: str, le: date, voie: Voie) -> LotCote:
    changed = 0
    while not voie.finie:
        voie, written = await _lot(container, departement, epci, le, voie)
        changed += written
    return LotCote(examinees=voie.examinees, changees=changed, derniere=voie.curseur)


async def _lot(container: Container, departement: str, epci: str, le: date, voie: Voie) -> tuple[Voie, int]:
    acteur = systeme(departement)
    async with container.new_uow(acteur, None) as uow:
        lot = await uow.cotation_en_masse.recoter_le_territoire(
            departement, epci, le, apres=voie.curseur, jusqu_a=voie.jusqu_a, combien=LOT, acteur=acteur
        )
    return voie.apres(lot, LOT), lot.changees


async def _nothing(*_: object) -> None: ...


def _timed(work: Callable[..., Awaitable[None]], clock: Clock, apart: str) -> Callable[..., Awaitable[None]]:
    async def timed(*arguments: Any) -> None:
        before = clock.near.now()
        await work(*arguments)
        setattr(clock, apart, getattr(clock, apart) + clock.near.now() - before)

    return timed


def put_back(url: str) -> None:
    """The results as they were before the grid."""
    sql.execute(url, "truncate cotations", "insert into cotations select * from avant", "vacuum (analyze) cotations")


@dataclass(frozen=True, kw_only=True)
class Bare:
    """Seconds of CPU, and on the clock."""

    copie: float
    copie_duree: float
    ecriture: float
    ecriture_duree: float

    @property
    def duree(self) -> float:
        return self.copie_duree + self.ecriture_duree


async def bare(url: str, postgres: int | None, epci: str | None = None) -> Bare:
    """Yesterday's rows in a twin, today's by one UPDATE of every column; and what their COPY to the server costs.

    `epci`: the rows of this territory only, in a twin that holds them all.
    """
    sql.execute(
        url,
        "create table jumelle (like cotations including all)",
        "insert into jumelle select * from avant",
        *(f"alter table jumelle add {constraint}" for constraint in _foreign_keys(url)),
        "create unlogged table venues (like cotations)",
        "vacuum (analyze) jumelle",
    )
    columns = str(
        sql.scalar(
            url,
            "select string_agg(column_name || ' = c.' || column_name, ', ') from information_schema.columns"
            " where table_name = 'cotations' and column_name not in ('departement', 'demande_id', 'epci')",
        )
    )
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        held = io.BytesIO()
        asked = ("select * from cotations where epci = $1", epci) if epci else ("select * from cotations",)
        await connection.copy_from_query(*asked, output=held, format="binary")
        held.seek(0)
        near = Near(postgres)
        before, began = near.now(), time.perf_counter()
        await connection.copy_to_table("venues", source=held, format="binary")
        copied, copied_in = near.now() - before, time.perf_counter() - began
        await connection.execute("analyze venues")
        before, began = near.now(), time.perf_counter()
        await connection.execute(
            f"update jumelle j set {columns} from venues c"
            " where c.departement = j.departement and c.demande_id = j.demande_id and c.epci = j.epci"
        )
        written, written_in = near.now() - before, time.perf_counter() - began
    finally:
        await connection.close()
    sql.execute(url, "drop table jumelle, venues")
    return Bare(copie=copied, copie_duree=copied_in, ecriture=written, ecriture_duree=written_in)


def _foreign_keys(url: str) -> list[str]:
    found = sql.scalar(
        url,
        "select string_agg(pg_get_constraintdef(oid), '|') from pg_constraint"
        " where conrelid = 'cotations'::regclass and contype = 'f'",
    )
    return str(found).split("|")
