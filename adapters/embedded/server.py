"""What our three servers have in common: a folder, a lock, a port and a password kept between runs."""

import fcntl
import json
import os
import secrets
import signal
import socket
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import IO, ClassVar, TypedDict

from adapters.embedded.identity import EmbeddedError, Identity, unprivileged
from adapters.embedded.process import Process


class State(TypedDict, total=False):
    port: int
    password: str
    pid: int
    prepared: bool


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 0.2).close()
    except OSError:
        return False
    return True


class Server(ABC):
    name: ClassVar[str]
    stop_signal: ClassVar[signal.Signals] = signal.SIGTERM
    drops_privileges: ClassVar[bool] = True

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder.resolve()
        self.durable = durable
        self.identity = unprivileged() if self.drops_privileges else Identity()
        self.process: Process | None = None
        self._lock: IO[str] | None = None

    @abstractmethod
    def url(self) -> str:
        """What the application is given."""

    @abstractmethod
    def _command(self) -> list[str | Path]:
        """Prepares the folder and says what to run."""

    @abstractmethod
    def _is_ready(self) -> bool: ...

    def start(self) -> str:
        self._take_folder()
        child_lock = self._stop_orphan()
        state = self._state()
        state.setdefault("password", secrets.token_urlsafe(18))
        if not is_free(state.setdefault("port", free_port())):
            state["port"] = free_port()
        self._keep(state)
        with child_lock:
            self.process = Process(
                self._command(),
                log=self.folder / f"{self.name}.log",
                cwd=self._working_folder(),
                identity=self.identity,
                stop_signal=self.stop_signal,
                pass_fds=(child_lock.fileno(),),
            )
        self._keep({**state, "pid": self.process.pid})
        self.process.wait_until(self._is_ready)
        self._prepare()
        return self.url()

    def stop(self) -> None:
        if self.process is not None:
            self.process.stop()
            self.process = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def is_held_by_another(self) -> bool:
        """A living supervisor owns this folder."""
        path = self.folder / "supervisor.lock"
        if not path.exists():
            return False
        with path.open("a") as probe:
            return not _lock_now(probe)

    @property
    def port(self) -> int:
        return self._state()["port"]

    @property
    def password(self) -> str:
        return self._state()["password"]

    def _prepare(self) -> None:  # noqa: B027 - most servers need nothing
        """Once the server answers, before anyone is told its address."""

    def _working_folder(self) -> Path:
        return self.folder

    def _take_folder(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.folder.chmod(0o700)
            self.identity.own(self.folder)
            self._lock = (self.folder / "supervisor.lock").open("a")
        except PermissionError as error:
            raise EmbeddedError(
                f"{self.folder} appartient à un autre utilisateur : choisissez un autre dossier par DATA_DIR."
            ) from error
        if not _lock_now(self._lock):
            self._lock.close()
            self._lock = None
            raise EmbeddedError(f"{self.folder} sert déjà à une autre exécution : arrêtez-la d'abord.")
        if not self.identity.can("w", self.folder):
            raise EmbeddedError(
                f"{self.folder} est hors d'atteinte de l'utilisateur qui porte les serveurs : "
                "choisissez un autre dossier par DATA_DIR, par exemple sous /var/tmp."
            )

    def _stop_orphan(self) -> IO[str]:
        """The child inherits this lock: a server whose supervisor was killed keeps us out until it ends."""
        lock = (self.folder / "server.lock").open("a")
        if _lock_now(lock):
            return lock
        pid = self._state().get("pid")
        if pid is not None:
            try:
                os.kill(pid, self.stop_signal)
            except ProcessLookupError:
                pid = None  # already gone: only its last children are still closing
        end = time.monotonic() + 30
        while not _lock_now(lock):
            if time.monotonic() > end:
                lock.close()
                raise EmbeddedError(f"{self.folder} est tenu par un serveur qui ne s'arrête pas (processus {pid}).")
            time.sleep(0.02)
        return lock

    def _state(self) -> State:
        path = self.folder / "server.json"
        if not path.exists():
            return State()
        state: State = json.loads(path.read_text())
        return state

    def _keep(self, state: State) -> None:
        path = self.folder / "server.json"
        path.touch(mode=0o600)
        path.write_text(json.dumps(state))


def _lock_now(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
