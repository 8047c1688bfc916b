"""`make demo`: every server that nobody gave, the migrations, a believable territory, the API and the worker.

Stops them in order on Ctrl+C, SIGTERM or a closed terminal. With `--avec COMMANDE…`, runs the command against
the whole application and stops with it: the browser journeys are such a command.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import FrameType

from adapters.embedded.environment import Environment
from adapters.embedded.folders import ROOT, kept_folder
from adapters.embedded.identity import EmbeddedError
from adapters.embedded.process import Process, end_with_parent, run_in_foreground
from adapters.embedded.server import free_port, is_free

USUAL_PORT = 8000

_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
"""A workstation behind a proxy still speaks to itself directly."""


class Stopped(BaseException):
    """Someone asked us to stop: not an error, but nothing may go on."""


def main(arguments: Sequence[str]) -> int:
    options = _options(arguments)
    began = time.monotonic()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    if "MAKELEVEL" in os.environ:
        end_with_parent(signal.SIGTERM)  # a killed make must not leave us running unseen
    with Demo(throw_away=options.ephemere, port=options.port) as demo:
        demo.prepare(demandes=options.demandes)
        demo.start()
        if options.avec:
            return run_in_foreground(options.avec, env=demo.variables)
        if options.check:
            demo.verify()
            print(f"La démonstration démarre et répond, en {time.monotonic() - began:.1f} s.", flush=True)
            return 0
        demo.present(time.monotonic() - began)
        return demo.watch()


class Demo:
    def __init__(self, *, throw_away: bool, port: int | None) -> None:
        # a run that nobody visits takes any free port: several may go on side by side
        self._port = free_port() if throw_away and port is None else _choose(port)
        self._environment = Environment(None if throw_away else kept_folder(), given=_given(self._port))
        self._exit = ExitStack()
        self._processes: dict[str, Process] = {}

    def __enter__(self) -> "Demo":
        with self._exit:
            _say("Démarrage de PostgreSQL, Valkey et de la messagerie…")
            self._exit.enter_context(self._environment)
            self.variables: Mapping[str, str] = {
                **self._environment.variables,
                "COURRIELS_DIR": str(self._environment.smtp.mailbox.folder),
                "PROMETHEUS_MULTIPROC_DIR": str(self._fresh_folder("metriques")),
                "PYTHONPATH": str(ROOT),
            }
            self._exit = self._exit.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # a second Ctrl+C must not leave half of them running
        _say("Arrêt…")
        self._exit.close()

    def _fresh_folder(self, name: str) -> Path:
        """What the processes of an earlier run counted is not counted again."""
        folder = self._environment.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder

    @property
    def address(self) -> str:
        return self.variables["URL_PUBLIQUE"].rstrip("/")

    def prepare(self, *, demandes: int) -> None:
        _say("Mise à jour de la base de données…")
        self._run("-m", "alembic", "upgrade", "head")
        _say("Chargement du territoire de démonstration, s'il manque…")
        self._run("-m", "api.cli", "seed", "--if-empty", "--premiere-nuit", "--demandes", str(demandes))

    def start(self) -> None:
        serve = ("--host", "127.0.0.1", "--port", str(self._port), "--workers", "2", "--no-access-log")
        self._spawn("api", "-m", "uvicorn", "api.main:app", *serve)
        self._spawn("worker", "-m", "api.worker")
        self._processes["api"].wait_until(self._is_healthy, timeout=120)

    def verify(self) -> None:
        for path in ("/sante", "/", "/partenaires/"):
            if _status(f"{self._local}{path}") != 200:
                raise EmbeddedError(f"{path} ne répond pas comme attendu.")
        self._refuse_the_dead()

    def watch(self) -> int:
        """Until someone stops us, or one of the two processes ends by itself."""
        while True:
            self._refuse_the_dead()
            time.sleep(0.5)

    def present(self, seconds: float) -> None:
        accounts = self._capture("-m", "api.cli", "comptes-demo")
        folder = self._environment.folder
        print(
            f"""
Prêt en {seconds:.1f} s.

  Demande de logement (public)      {self.address}/
  Fichier partagé (partenaires)     {self.address}/partenaires/
  Contrats de l'API                 {ROOT / "openapi"}
  Courriels envoyés                 {self.variables["COURRIELS_DIR"]}
  Données et journaux               {folder}

{accounts.rstrip()}

Ctrl+C pour arrêter.""",
            flush=True,
        )

    @property
    def _local(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def _is_healthy(self) -> bool:
        return _status(f"{self._local}/sante") == 200

    def _refuse_the_dead(self) -> None:
        for name, process in self._processes.items():
            if not process.alive:
                raise EmbeddedError(f"« {name} » s'est arrêté ({process.returncode}) :\n{process.last_words()}")

    def _spawn(self, name: str, *arguments: str) -> None:
        log = self._environment.folder / f"{name}.log"
        log.write_text("")
        process = Process([sys.executable, *arguments], log=log, cwd=ROOT, env=self.variables)
        self._processes[name] = process
        self._exit.callback(process.stop, timeout=45)

    def _run(self, *arguments: str) -> None:
        done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=self.variables, check=False)  # noqa: S603
        if done.returncode:
            raise EmbeddedError(f"« {' '.join(arguments)} » a échoué ({done.returncode}).")

    def _capture(self, *arguments: str) -> str:
        return subprocess.run(  # noqa: S603
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.variables,
            check=True,
            capture_output=True,
            text=True,
        ).stdout


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__)
    parser.add_argument("--check", action="store_true", help="démarre, vérifie, arrête")
    parser.add_argument("--ephemere", action="store_true", help="ne garde rien")
    parser.add_argument("--port", type=int, default=int(os.environ["PORT"]) if "PORT" in os.environ else None)
    parser.add_argument("--demandes", type=int, default=2000, help="taille du territoire créé s'il manque")
    parser.add_argument("--avec", nargs=argparse.REMAINDER, help="commande à lancer, puis tout arrêter")
    return parser.parse_args(arguments)


def _choose(port: int | None) -> int:
    if port is None:
        return USUAL_PORT if is_free(USUAL_PORT) else free_port()
    if not is_free(port):
        raise EmbeddedError(f"Le port {port} est déjà pris.")
    return port


def _given(port: int) -> dict[str, str]:
    # browsers keep our `__Host-` cookies without TLS on localhost only
    return {"URL_PUBLIQUE": f"http://localhost:{port}", **os.environ}


def _status(url: str) -> int | None:
    try:
        with _direct.open(url, timeout=5) as answer:
            status: int = answer.status
            return status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


def _say(sentence: str) -> None:
    print(sentence, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stopped:
        sys.exit(0)
    except EmbeddedError as error:
        sys.exit(f"\n{error}")
