import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from adapters.embedded.folders import ROOT
from tests.embedded import Servers

pytestmark = [
    pytest.mark.lent,
    pytest.mark.skipif(sys.platform != "linux", reason="les enfants d'un processus se lisent dans /proc"),
]


@pytest.fixture(scope="module")
def base(servers: Servers) -> Iterator[str]:
    """The first demonstration seeds it, the others find it as `make demo` does when it is run again."""
    with servers.database() as database:
        yield database


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda n: n.name)
def test_la_demonstration_ne_laisse_aucun_processus(number: signal.Signals, base: str, servers: Servers) -> None:
    with servers.redis() as redis, _demo(base, redis) as demo:
        family = _descendants(demo.pid)
        # the supervisor of uvicorn and its two workers, the worker, at the very least
        assert len(family) >= 4

        demo.send_signal(number)
        demo.wait(60)

        end = time.monotonic() + 30
        while alive := [pid for pid in family if _is_alive(pid)]:
            assert time.monotonic() < end, alive
            time.sleep(0.05)
        assert demo.returncode == (-number if number is signal.SIGKILL else 0)


@contextmanager
def _demo(database: str, redis: str) -> Iterator["subprocess.Popen[str]"]:
    demo = subprocess.Popen(
        [sys.executable, "-m", "api.demo", "--ephemere", "--demandes", "20"],
        cwd=ROOT,
        env={**os.environ, "FDLS_ENV": "dev", "DATABASE_URL": database, "REDIS_URL": redis},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert demo.stdout is not None
    with demo:
        said = []
        for line in demo.stdout:
            said.append(line)
            if line.startswith("Ctrl+C"):
                break
        else:
            pytest.fail("".join(said))
        try:
            yield demo
        finally:
            if demo.poll() is None:
                demo.kill()


def _descendants(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [found for child in map(int, children) for found in (child, *_descendants(child))]


def _is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
