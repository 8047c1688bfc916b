import os
import signal
import sys
from pathlib import Path

import pytest

from adapters.embedded.binaries import Program
from adapters.embedded.identity import EmbeddedError, unprivileged
from adapters.embedded.process import Process

_READY = "print('prêt', flush=True); import signal; signal.pause()"


def _started(code: str, folder: Path) -> Process:
    process = Process([sys.executable, "-c", code], log=folder / "essai.log", cwd=folder)
    process.wait_until(lambda: "prêt" in process.last_words())
    return process


def test_un_processus_s_arrete_au_signal_convenu(folder: Path) -> None:
    process = _started(_READY, folder)

    process.stop()

    assert process.returncode == -signal.SIGTERM


def test_un_processus_sourd_finit_tue(folder: Path) -> None:
    deaf = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + _READY
    process = _started(deaf, folder)

    process.stop(timeout=0.1)

    assert process.returncode == -signal.SIGKILL


def test_un_demarrage_manque_donne_les_derniers_mots_du_processus(folder: Path) -> None:
    argv = [sys.executable, "-c", "raise SystemExit('il manque une clé')"]
    process = Process(argv, log=folder / "essai.log", cwd=folder)

    with pytest.raises(EmbeddedError, match="il manque une clé"):
        process.wait_until(lambda: False)


@pytest.mark.skipif(os.geteuid() != 0, reason="seul root prête ses serveurs à un autre utilisateur")
def test_un_programme_hors_d_atteinte_est_copie_une_fois(folder: Path) -> None:
    closed = folder / "ferme"
    closed.mkdir(mode=0o700)
    script = closed / "serveur"
    script.write_text("#!/bin/sh\necho bonjour\n")
    script.chmod(0o755)
    identity = unprivileged()

    copy = Program(script, closed, ("serveur",)).within_reach(identity)
    try:
        assert copy != script
        assert identity.run([copy]).stdout == "bonjour\n"
        assert Program(script, closed, ("serveur",)).within_reach(identity) == copy
    finally:
        copy.unlink()
        copy.parent.rmdir()
