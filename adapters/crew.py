"""Processes that compute beside this one: the event loop speaks with PostgreSQL while they make its rows.

Each is a fresh interpreter which knows only what it is sent, on its standard input; it ends with that input, whatever
happened to us. They are started when there is work and leave when there is none any more.
"""

import asyncio
import itertools
import pickle
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

R = TypeVar("R")

SIZE = 2
"""One for each core of a small machine: this process mostly waits for PostgreSQL meanwhile."""
IDLE_S = 30.0
LENGTH = struct.Struct(">Q")
_BUFFER = 4 * 1024 * 1024
_ROOT = Path(__file__).resolve().parents[1]
_numbers = itertools.count(1)


class CrewError(RuntimeError):
    """A work failed, or its process ended before the answer: what it was for is not done, and may be asked again."""


class Shared:
    """What the works of one task have in common, sent once to each process. It keeps the last one that it was sent."""

    def __init__(self, value: Any) -> None:
        self.value = value
        self.number = next(_numbers)
        self.packed = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


class Crew:
    def __init__(self, size: int = SIZE, idle_s: float = IDLE_S) -> None:
        self.size = size
        self._idle_s = idle_s
        self._places = asyncio.Semaphore(size)
        self._resting: list[_Member] = []
        self._leaving: asyncio.TimerHandle | None = None

    async def do(self, work: Callable[..., R], shared: Shared, *given: Any) -> R:
        """`work(shared.value, *given)`, elsewhere. `work` is a function of a module: it goes by its name."""
        async with self._places:
            self._stay()
            member = self._resting.pop() if self._resting else await _Member.start()
            try:
                answer = await member.ask(work, shared, given)
            except BaseException:
                # In the middle of an answer, or dead: nothing more can be read from it.
                await member.end()
                raise
            self._resting.append(member)
            self._stay()  # two works end together: the last one alone says when to leave
            self._leaving = asyncio.get_running_loop().call_later(self._idle_s, self._dismiss)
        done, value = answer
        if not done:
            raise CrewError(value)
        return value  # type: ignore[no-any-return]

    def _stay(self) -> None:
        if self._leaving is not None:
            self._leaving.cancel()

    def _dismiss(self) -> None:
        while self._resting:
            self._resting.pop().dismiss()

    async def close(self) -> None:
        self._stay()
        while self._resting:
            await self._resting.pop().end()


class _Member:
    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        assert process.stdin is not None
        assert process.stdout is not None
        self._to, self._from = process.stdin, process.stdout
        self._kept = 0

    @classmethod
    async def start(cls) -> "_Member":
        return cls(
            await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "adapters.crew_member",
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                limit=_BUFFER,
                env={"PYTHONPATH": str(_ROOT)},  # no address, and no key but what a work carries
                start_new_session=True,  # Ctrl+C is for us: we dismiss it in order
            )
        )

    async def ask(self, work: Callable[..., Any], shared: Shared, given: tuple[Any, ...]) -> tuple[bool, Any]:
        kept = b"" if shared.number == self._kept else shared.packed
        self._kept = shared.number
        asked = await asyncio.to_thread(pickle.dumps, (work, given), pickle.HIGHEST_PROTOCOL)
        for part in (kept, asked):
            self._to.write(LENGTH.pack(len(part)))
            self._to.write(part)
        try:
            await self._to.drain()
            [length] = LENGTH.unpack(await self._from.readexactly(LENGTH.size))
            answer = await self._from.readexactly(length)
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise CrewError(f"un calcul s'est arrêté (code {await self._process.wait()})") from error
        return pickle.loads(answer)  # type: ignore[no-any-return]  # noqa: S301 - from our own process

    def dismiss(self) -> None:
        """It reads the end of its input, and leaves."""
        self._to.close()

    async def end(self) -> None:
        self._to.close()
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()
