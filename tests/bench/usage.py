"""CPU and memory of the processes under measure, read from /proc: what somebody else burns is seen too."""

import os
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path

PROC = Path("/proc")
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Snapshot:
    at: float
    app: float
    postgres: float
    machine: float
    """Seconds of CPU since the beginning; `machine` counts everybody on every core."""

    def since(self, before: "Snapshot", client: float) -> "Spent":
        app, postgres = self.app - before.app, self.postgres - before.postgres
        others = self.machine - before.machine - app - postgres - client
        return Spent(self.at - before.at, app, postgres, client, max(0.0, others))


@dataclass(frozen=True)
class Spent:
    """Seconds."""

    elapsed: float = 0.0
    app: float = 0.0
    postgres: float = 0.0
    client: float = 0.0
    others: float = 0.0

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Spent)))

    @property
    def foreign(self) -> float:
        """Share of one core that went to nobody of ours: 1.0 is a whole core."""
        return self.others / self.elapsed if self.elapsed else 0.0


class Watch:
    def __init__(self, app: int, postgres: int | None) -> None:
        self._app = app
        self._postgres = postgres

    @property
    def knows_postgres(self) -> bool:
        return self._postgres is not None

    def now(self) -> Snapshot:
        postgres = family(self._postgres) if self._postgres else []
        return Snapshot(
            at=time.monotonic(),
            # the process that measures is also the one that started PostgreSQL: its children are counted once
            app=_cpu(set(family(self._app)).difference(postgres)),
            postgres=_cpu(postgres),
            machine=_machine(),
        )

    def forget_peak(self) -> None:
        for pid in family(self._app):
            (PROC / str(pid) / "clear_refs").write_text("5")

    def peak_megabytes(self) -> float:
        """The heaviest moment of each API process since `forget_peak`, added up."""
        return sum(peak_kilobytes(pid) for pid in family(self._app)) / 1024


class Near:
    """CPU of this process and of the backends that already serve it, a hundred times cheaper to read than a `Watch`:
    what is measured in many small pieces must not be charged with its own measuring.
    """

    def __init__(self, postgres: int | None) -> None:
        self._backends = family(postgres) if postgres else []

    def now(self) -> float:
        return time.process_time() + sum(_on_cpu(pid) for pid in self._backends)


class Peak:
    """The heaviest moment of a process and of all that it started, together: what they share is counted once.

    Looked at twice a second, for the processes of a job come and go.
    """

    EVERY_S = 0.5

    def __init__(self, root: int) -> None:
        self._root = root
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.megabytes = 0.0

    def __enter__(self) -> "Peak":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._stopped.wait(self.EVERY_S):
            self.megabytes = max(self.megabytes, sum(_share_of_memory(pid) for pid in family(self._root)) / 1024)


def _share_of_memory(pid: int) -> int:
    """Kilobytes; none for a process that has just ended."""
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def family(root: int) -> list[int]:
    parents: dict[int, int] = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit() and (fields := _stat(int(entry.name))):
            parents[int(entry.name)] = int(fields[1])
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        waiting += [child for child, parent in parents.items() if parent == pid]
    return found


def _stat(pid: int) -> list[str]:
    """The fields after the name of the program, which may hold anything."""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _cpu(pids: Iterable[int]) -> float:
    """Own and reaped children's time: a backend that ends leaves its seconds to its postmaster."""
    return sum(sum(int(field) for field in fields[11:15]) for pid in pids if (fields := _stat(pid))) / TICK


def _on_cpu(pid: int) -> float:
    """Of a process with one thread, to the nanosecond."""
    try:
        return int((PROC / str(pid) / "schedstat").read_text().split()[0]) / 1e9
    except (FileNotFoundError, ProcessLookupError):
        return 0.0


def _machine() -> float:
    fields = [int(field) for field in (PROC / "stat").read_text().splitlines()[0].split()[1:9]]
    idle = fields[3] + fields[4]
    return (sum(fields) - idle) / TICK


def peak_kilobytes(pid: int) -> int:
    for line in (PROC / str(pid) / "status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    return 0
