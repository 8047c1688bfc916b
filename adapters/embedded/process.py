"""A child process that cannot outlive us: stopped in order when we end, by the kernel when we are killed."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from adapters.embedded.identity import EmbeddedError, Identity

KERNEL_TELLS_CHILDREN = sys.platform == "linux"
"""Elsewhere a killed supervisor leaves orphans, which the next start of the same server ends."""

_PR_SET_PDEATHSIG = 1


def _die_with_parent(stop_signal: signal.Signals, *, own_session: bool) -> Callable[[], None]:
    """Runs in the child after it changed user: an earlier setting would be cleared by the kernel."""
    parent = os.getpid()
    libc = ctypes.CDLL(None, use_errno=True) if KERNEL_TELLS_CHILDREN else None

    def before_exec() -> None:
        if own_session:
            os.setsid()  # Ctrl+C reaches us alone, and we stop the children in order
        if libc is not None:
            libc.prctl(_PR_SET_PDEATHSIG, int(stop_signal), 0, 0, 0)
            if os.getppid() != parent:
                os._exit(1)  # we died between fork and prctl: no signal will ever come

    return before_exec


def end_with_parent(stop_signal: signal.Signals) -> None:
    """For ourselves, when whoever started us only makes sense with us."""
    if KERNEL_TELLS_CHILDREN:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(stop_signal), 0, 0, 0)


class Process:
    def __init__(
        self,
        argv: Sequence[str | Path],
        *,
        log: Path,
        cwd: Path,
        env: Mapping[str, str] | None = None,
        identity: Identity | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
        pass_fds: Sequence[int] = (),
    ) -> None:
        self._log = log
        self._stop_signal = stop_signal
        self._name = Path(argv[0]).name
        identity = identity or Identity()
        with log.open("ab") as output:
            self._popen = subprocess.Popen(  # noqa: S603
                argv,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=cwd,
                env=None if env is None else dict(env),
                user=identity.uid,
                group=identity.gid,
                extra_groups=identity.groups,
                pass_fds=pass_fds,
                preexec_fn=_die_with_parent(stop_signal, own_session=True),
            )

    @property
    def pid(self) -> int:
        return self._popen.pid

    @property
    def alive(self) -> bool:
        return self._popen.poll() is None

    @property
    def returncode(self) -> int | None:
        return self._popen.poll()

    def last_words(self, size: int = 3000) -> str:
        return self._log.read_text(errors="replace")[-size:].strip() if self._log.exists() else ""

    def wait_until(self, ready: Callable[[], bool], *, timeout: float = 60) -> None:
        end = time.monotonic() + timeout
        while not ready():
            if not self.alive:
                raise EmbeddedError(f"{self._name} s'est arrêté au démarrage :\n{self.last_words()}")
            if time.monotonic() > end:
                raise EmbeddedError(f"{self._name} ne répond pas après {timeout:.0f} s :\n{self.last_words()}")
            time.sleep(0.01)

    def stop(self, *, timeout: float = 30) -> None:
        if not self.alive:
            return
        self._popen.send_signal(self._stop_signal)
        try:
            self._popen.wait(timeout)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """The whole session at once, as the kernel does when memory runs out."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._popen.wait()


def run_in_foreground(argv: Sequence[str], *, env: Mapping[str, str]) -> int:
    """The command keeps the terminal; Ctrl+C is its own, SIGTERM is passed on."""
    child = subprocess.Popen(  # noqa: S603
        argv, env=dict(env), preexec_fn=_die_with_parent(signal.SIGTERM, own_session=False)
    )
    previous = {
        signal.SIGINT: signal.signal(signal.SIGINT, signal.SIG_IGN),
        signal.SIGTERM: signal.signal(signal.SIGTERM, lambda *_: child.terminate()),
    }
    try:
        return child.wait()
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
