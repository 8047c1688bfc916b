"""One measure: the API under load and its bare SQL, one after the other and back, so that both meet the same noise."""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace

from tests.bench.bare import Exchange, Replay, play
from tests.bench.base import WORKERS, Api, Base
from tests.bench.client import Load, Outcome, fire
from tests.bench.report import Measure
from tests.bench.statements import Statements
from tests.bench.usage import Spent, Watch
from tests.bench.workloads import Request, Workload

POOL = 10 * WORKERS
"""Connections that the API processes hold together: the bare SQL gets no more."""

WARM, ENOUGH = 16, 300


@dataclass(frozen=True)
class Question:
    workload: Workload
    requests: Sequence[Request]
    exchanges: list[Exchange]


class Bench:
    def __init__(self, base: Base, api: Api, departement: str, apart: Executor, seconds: float, turns: int) -> None:
        """`apart`: another process, so that whoever asks does not slow down whoever measures."""
        self._base = base
        self._api = api
        self._departement = departement
        self._apart = apart
        self._seconds = seconds
        self._turns = turns
        self._watch = Watch(api.pid, base.postgres_pid)
        self._statements = Statements(base.admin_url())

    def measure(self, question: Question, concurrency: int) -> Measure:
        load = Load(self._api.port, [r.raw() for r in question.requests], concurrency, self._seconds)
        replay = Replay(
            self._base.url, self._departement, question.exchanges, min(concurrency, POOL), self._seconds / 2
        )
        http, spent, bare, said, answered = Outcome(), Spent(), Outcome(), 0, 0
        self._warm_up(load)
        self._watch.forget_peak()
        for _ in range(self._turns):
            self._statements.forget()
            before = self._watch.now()
            found = self._apart.submit(fire, load).result()
            spent += self._watch.now().since(before, found.total_cpu)
            said += self._statements.count() or 0
            answered += found.answered
            http = http.merged(found)
            if question.exchanges[0].statements:
                bare = bare.merged(self._apart.submit(play, replay).result())
        heard = sum(len(e.statements) for e in question.exchanges) / len(question.exchanges)
        return Measure(
            workload=question.workload,
            concurrency=concurrency,
            http=http,
            spent=spent,
            answered=answered,
            bare=bare if bare.latencies else None,
            statements=said / answered if said else heard,
            peak_mb=self._watch.peak_megabytes(),
            knows_postgres=self._watch.knows_postgres,
        )

    def _warm_up(self, load: Load) -> None:
        """Both processes compile their statements and open their connections before anything is counted."""
        answered = 0
        for _ in range(20):
            answered += self._apart.submit(fire, replace(load, concurrency=WARM, seconds=0.3)).result().answered
            if answered >= ENOUGH:
                return
