"""The table that `make bench` prints, and the cause of what falls short."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from tests.bench.client import Outcome
from tests.bench.usage import Spent
from tests.bench.workloads import Workload

CORES = 2
NOISY = 0.25
SERVICE_FACTOR, SERVICE_MS = 2.5, 3.0
"""The service time of the issue: at most 2.5 times its bare SQL, plus 3 ms."""


@dataclass(frozen=True)
class Measure:
    workload: Workload
    concurrency: int
    http: Outcome
    spent: Spent
    answered: int
    """Warm-up included, as in `spent`."""
    bare: Outcome | None
    statements: float
    peak_mb: float
    knows_postgres: bool

    def per_request(self, seconds: float) -> float:
        """Milliseconds of CPU."""
        return seconds * 1000 / max(1, self.answered)

    @property
    def app_ms(self) -> float:
        return self.per_request(self.spent.app)

    @property
    def pg_ms(self) -> float:
        return self.per_request(self.spent.postgres)

    @property
    def client_ms(self) -> float:
        return self.per_request(self.spent.client)

    @property
    def capacity(self) -> float:
        """What two quiet cores would serve, the client being elsewhere."""
        return CORES * 1000 / (self.app_ms + self.pg_ms) if self.app_ms + self.pg_ms else 0.0

    @property
    def service_ok(self) -> bool | None:
        if self.bare is None or self.concurrency != 1:
            return None
        return self.http.quantile(0.5) <= SERVICE_FACTOR * self.bare.quantile(0.5) + SERVICE_MS

    def as_json(self) -> dict[str, Any]:
        return {
            "charge": self.workload.code,
            "concurrence": self.concurrency,
            "requetes_par_seconde": round(self.http.rate(), 1),
            "p50_ms": round(self.http.quantile(0.5), 2),
            "p99_ms": round(self.http.quantile(0.99), 2),
            "erreurs": self.http.errors,
            "statuts": dict(self.http.statuses),
            "instructions": round(self.statements, 2),
            "octets": round(self.http.received / max(1, len(self.http.latencies))),
            "memoire_mo": round(self.peak_mb),
            "app_ms": round(self.app_ms, 3),
            "pg_ms": round(self.pg_ms, 3) if self.knows_postgres else None,
            "client_ms": round(self.client_ms, 3),
            "cpu_etrangere": round(self.spent.foreign, 2),
            "capacite_deux_coeurs": round(self.capacity),
            "sql_nu": None
            if self.bare is None
            else {
                "par_seconde": round(self.bare.rate(), 1),
                "p50_ms": round(self.bare.quantile(0.5), 2),
                "p99_ms": round(self.bare.quantile(0.99), 2),
            },
            "mesure": {k: round(v, 3) for k, v in asdict(self.spent).items()},
        }


_HEADER = (
    "charge",
    "c",
    "req/s",
    "p50 ms",
    "p99 ms",
    "err",
    "instr",
    "octets",
    "Mo",
    "app ms",
    "PG ms",
    "client",
    "SQL nu/s",
    "p50 nu",
    "débit/nu",
    "capacité",
    "étranger",
)


def table(measures: Iterable[Measure]) -> str:
    rows = [_HEADER, *(_row(m) for m in measures)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(_HEADER))]
    return "\n".join("  ".join(cell.rjust(w) for cell, w in zip(row, widths, strict=True)) for row in rows)


def _row(m: Measure) -> tuple[str, ...]:
    bare = m.bare
    return (
        m.workload.code,
        str(m.concurrency),
        f"{m.http.rate():.0f}",
        f"{m.http.quantile(0.5):.1f}",
        f"{m.http.quantile(0.99):.1f}",
        str(m.http.errors),
        f"{m.statements:.1f}",
        f"{m.http.received / max(1, len(m.http.latencies)):.0f}",
        f"{m.peak_mb:.0f}",
        f"{m.app_ms:.2f}",
        f"{m.pg_ms:.2f}" if m.knows_postgres else "–",
        f"{m.client_ms:.2f}",
        f"{bare.rate():.0f}" if bare else "–",
        f"{bare.quantile(0.5):.1f}" if bare else "–",
        f"{m.http.rate() / bare.rate():.2f}" if bare else "–",
        f"{m.capacity:.0f}" if m.knows_postgres else "–",
        f"{m.spent.foreign:.0%}" + (" !" if m.spent.foreign > NOISY else ""),
    )


def verdicts(measures: list[Measure]) -> list[str]:
    lines = []
    for workload in dict.fromkeys(m.workload for m in measures):
        mine = [m for m in measures if m.workload is workload]
        lines.append(f"{workload.code:4} {workload.name} : {_goal(workload, mine)}")
        lines += [f"       {remark}" for remark in _remarks(workload, mine)]
    return lines


def _goal(workload: Workload, mine: list[Measure]) -> str:
    best = max(mine, key=lambda m: m.http.rate())
    reached = best.http.rate()
    if workload.goal is None:
        return f"{reached:.0f}/s"
    if reached >= workload.goal:
        return f"{reached:.0f}/s, but de {workload.goal}/s atteint"
    return f"{reached:.0f}/s, but de {workload.goal}/s manqué : {_cause(best, workload.goal)}"


def _cause(m: Measure, goal: int) -> str:
    """What the CPU was spent on says whether the code, the machine or the disk is short."""
    spent = f"application {m.app_ms:.2f} ms + PostgreSQL {m.pg_ms:.2f} ms de CPU par requête"
    busy = (m.spent.app + m.spent.postgres + m.spent.client) / m.spent.elapsed
    if m.capacity >= goal and m.spent.foreign > NOISY:
        noise = f"d'autres prenaient {m.spent.foreign:.0%} d'un cœur"
        return f"{spent} ; {noise}, deux cœurs calmes en font {m.capacity:.0f}/s"
    if busy + m.spent.foreign < CORES * 0.8:
        return f"{spent}, mais les cœurs attendaient : écriture durable, verrou ou connexions"
    side = "l'application" if m.app_ms > m.pg_ms else "PostgreSQL"
    return f"{spent} ; {side} pèse le plus, deux cœurs calmes en font {m.capacity:.0f}/s"


def _remarks(workload: Workload, mine: list[Measure]) -> list[str]:
    remarks = []
    too_many = max(m.statements for m in mine)
    if too_many > workload.statements + 0.5:
        remarks.append(f"{too_many:.1f} instructions SQL par requête, {workload.statements} au plus étaient prévues")
    for m in mine:
        if m.http.errors:
            remarks.append(f"c={m.concurrency} : {m.http.errors} erreurs {dict(m.http.statuses)}")
        if m.service_ok is False and m.bare is not None:
            allowed = SERVICE_FACTOR * m.bare.quantile(0.5) + SERVICE_MS
            remarks.append(f"temps de service {m.http.quantile(0.5):.1f} ms, {allowed:.1f} ms au plus étaient prévus")
    return remarks


def seeding(semis: Mapping[str, Any]) -> str:
    """Empty when the base was given."""
    if not semis:
        return ""
    bare, alive = semis["heap_seconds"], semis["indexed_seconds"]
    return (
        f"semis {semis['demandes']} demandes, {semis['rows']} lignes en {semis['secondes']:.0f} s "
        f"({semis['demandes'] / semis['secondes']:.0f} demandes/s) ; les mêmes lignes par COPY nu : "
        f"{bare:.0f} s sans index, {alive:.0f} s avec, soit {semis['secondes'] / alive:.1f} fois"
    )


def failures(measures: list[Measure]) -> list[str]:
    """What no noisy machine excuses: errors and statements."""
    return [
        f"{m.workload.code} c={m.concurrency} : {m.http.errors} erreurs, {m.statements:.1f} instructions"
        for m in measures
        if m.http.errors or m.statements > m.workload.statements + 0.5
    ]
