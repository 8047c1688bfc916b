import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from adapters.embedded.folders import ROOT
from adapters.embedded.server import Server
from tests.adapters.embedded.killed import SERVERS


@pytest.mark.parametrize("name", SERVERS)
@pytest.mark.skipif(sys.platform != "linux", reason="seul Linux prévient un enfant de la mort de son parent")
def test_un_serveur_s_arrete_quand_son_superviseur_est_tue(name: str, folder: Path) -> None:
    pid = _start_and_kill_supervisor(name, folder, "avec-signal")

    assert _ends(pid)


@pytest.mark.parametrize("name", SERVERS)
def test_un_serveur_orphelin_est_arrete_au_demarrage_suivant(name: str, folder: Path) -> None:
    orphan = _start_and_kill_supervisor(name, folder, "sans-signal")
    assert _lives(orphan)

    server: Server = SERVERS[name](folder, durable=False)
    try:
        server.start()
        assert _ends(orphan)
        assert server.process is not None
        assert server.process.pid != orphan
    finally:
        server.stop()


def _start_and_kill_supervisor(name: str, folder: Path, kernel: str) -> int:
    done = subprocess.run(
        [sys.executable, "-m", "tests.adapters.embedded.killed", name, str(folder), kernel],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=False,
        text=True,
    )
    assert done.returncode == -9
    return int(done.stdout)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def _ends(pid: int) -> bool:
    end = time.monotonic() + 10
    while _lives(pid):
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
