"""A closed-loop HTTP/1.1 client: as many connections as asked, each sends again as soon as it is answered.

It lives in a process of its own and does no more than find the end of an answer: its own price is reported beside.
"""

import asyncio
import re
import resource
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import cycle
from uuid import uuid4

import uvloop

KEY = b"@cle-d-idempotence-unique-@"
"""Replaced in each sending by a key of the same length."""

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_NO_BODY = {204, 304}


@dataclass(frozen=True)
class Load:
    port: int
    requests: list[bytes]
    concurrency: int
    seconds: float
    warm_up: float = 0.3


@dataclass
class Outcome:
    elapsed: float = 0.0
    total_cpu: float = 0.0
    """Seconds, warm-up included."""
    latencies: list[float] = field(default_factory=list)
    """Seconds, one per answer."""
    statuses: Counter[int] = field(default_factory=Counter)
    received: int = 0
    broken: int = 0
    """Connections lost before their answer."""
    answered: int = 0
    """Every answer, those of the warm-up included."""

    @property
    def errors(self) -> int:
        return self.broken + sum(n for status, n in self.statuses.items() if status >= 400)

    def merged(self, other: "Outcome") -> "Outcome":
        return Outcome(
            self.elapsed + other.elapsed,
            self.total_cpu + other.total_cpu,
            self.latencies + other.latencies,
            self.statuses + other.statuses,
            self.received + other.received,
            self.broken + other.broken,
            self.answered + other.answered,
        )

    def rate(self) -> float:
        return len(self.latencies) / self.elapsed

    def quantile(self, part: float) -> float:
        """Milliseconds."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * part))] * 1000 if ordered else 0.0


def fire(load: Load) -> Outcome:
    """Runs in the client's process."""
    return uvloop.run(_fire(load))


async def _fire(load: Load) -> Outcome:
    run, cpu = _Run(load), _cpu()
    loop = asyncio.get_running_loop()
    connections = [
        (await loop.create_connection(lambda: _Connection(run), "127.0.0.1", load.port))[1]
        for _ in range(load.concurrency)
    ]
    for connection in connections:
        connection.send()
    await asyncio.sleep(load.warm_up)
    run.measured, began = Outcome(), time.perf_counter()
    await asyncio.sleep(load.seconds)
    run.over = True
    run.measured.elapsed = time.perf_counter() - began
    measured, run.measured = run.measured, Outcome()
    await asyncio.gather(*(connection.finished for connection in connections))
    measured.answered, measured.total_cpu = run.answered, _cpu() - cpu
    return measured


class _Run:
    def __init__(self, load: Load) -> None:
        self.requests = cycle(load.requests)
        self.measured = Outcome()
        self.answered = 0
        self.over = False

    def next_request(self) -> bytes:
        request = next(self.requests)
        return request.replace(KEY, uuid4().hex[: len(KEY)].encode()) if KEY in request else request


class _Connection(asyncio.Protocol):
    def __init__(self, run: _Run) -> None:
        self._run = run
        self._buffer = b""
        self._awaited = 0
        self._status = 0
        self._sent = 0.0
        self.finished: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport) or hasattr(transport, "write")
        self._transport: asyncio.Transport = transport  # type: ignore[assignment]

    def send(self) -> None:
        self._awaited = 0
        self._buffer = b""
        self._sent = time.perf_counter()
        self._transport.write(self._run.next_request())

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._awaited:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            self._status = int(self._buffer[9:12])
            length = _LENGTH.search(self._buffer, 0, end + 2)
            empty = self._status in _NO_BODY or length is None
            self._awaited = end + 4 + (0 if empty or length is None else int(length[1]))
        if len(self._buffer) >= self._awaited:
            self._answered()

    def _answered(self) -> None:
        self._run.answered += 1
        measured = self._run.measured
        measured.latencies.append(time.perf_counter() - self._sent)
        measured.statuses[self._status] += 1
        measured.received += self._awaited
        if self._run.over:
            self._transport.close()
        else:
            self.send()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self._run.over:
            self._run.measured.broken += 1
        if not self.finished.done():
            self.finished.set_result(None)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
