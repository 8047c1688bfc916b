"""The servers of a test run: one throw-away PostgreSQL, one migrated template, one clone per worker or file of the API.

DATABASE_URL or REDIS_URL given: the real server is used, in databases of our own that are erased at the end.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import redis

from adapters.embedded import sql
from adapters.embedded.folders import ROOT, throw_away_folder
from adapters.embedded.postgres import OWNER, Postgres
from adapters.embedded.smtp import Mailbox, Smtp
from adapters.embedded.valkey import Valkey

_SHARED = "FDLS_TEST_SERVERS"
"""How the controller of pytest-xdist tells its workers what it started."""

_numbers = count(1)


class MigrationFailed(RuntimeError): ...


@dataclass(frozen=True)
class Servers:
    admin_url: str
    """Creates and drops databases; the application never sees it."""
    owner_url: str
    owner: str
    prefix: str
    smtp_url: str
    mailbox_folder: str
    redis_url: str | None
    """The real server somebody gave. Otherwise each asks for a Valkey of their own: it starts in 50 ms."""

    @property
    def template(self) -> str:
        return f"{self.prefix}_modele"

    @property
    def mailbox(self) -> Mailbox:
        return Mailbox(Path(self.mailbox_folder))

    def variables(self) -> dict[str, str]:
        return {
            **os.environ,
            "FDLS_ENV": "test",
            "SMTP_URL": self.smtp_url,
            "URL_PUBLIQUE": "http://localhost:8000",
            "WEBHOOKS_LOCAUX": "true",
            "PYTHONPATH": str(ROOT),
        }

    @contextmanager
    def database(self, *, migrated: bool = True, like: str | None = None) -> Iterator[str]:
        """A database of one's own: empty, as the migrations leave it, or as another is that nobody is connected to."""
        name = f"{self.prefix}_{os.getpid()}_{next(_numbers)}"
        model = urlsplit(like).path.lstrip("/") if like else self.template
        template = f"template {model} strategy file_copy" if migrated else ""
        sql.execute(self.admin_url, f"create database {name} {template} owner {self.owner}")
        try:
            yield sql.database_url(self.owner_url, name)
        finally:
            sql.execute(self.admin_url, f"drop database if exists {name} with (force)")

    @contextmanager
    def redis(self) -> Iterator[str]:
        if self.redis_url is not None:
            with _redis_database(self.redis_url) as address:
                yield address
            return
        with throw_away_folder() as folder:
            valkey = Valkey(folder, durable=False)
            try:
                yield valkey.start()
            finally:
                valkey.stop()

    @contextmanager
    def smtp(self) -> Iterator[Smtp]:
        """A mail catcher of one's own, for who counts every message that leaves."""
        with throw_away_folder() as folder:
            catcher = Smtp(folder, durable=False)
            try:
                catcher.start()
                yield catcher
            finally:
                catcher.stop()

    def share(self) -> None:
        os.environ[_SHARED] = json.dumps(asdict(self))


def shared() -> Servers | None:
    given = os.environ.get(_SHARED)
    return Servers(**json.loads(given)) if given else None


@contextmanager
def running() -> Iterator[Servers]:
    given = os.environ.get("DATABASE_URL")
    with ExitStack() as exit_stack:
        folder = exit_stack.enter_context(throw_away_folder())
        smtp = Smtp(folder / "smtp", durable=False)
        exit_stack.callback(smtp.stop)
        postgres = Postgres(folder / "postgres", durable=False)
        if not given:
            exit_stack.callback(postgres.stop)
            postgres.start()
        servers = Servers(
            admin_url=given or postgres.superuser_url(),
            owner_url=given or postgres.url(),
            owner=(urlsplit(given).username if given else None) or OWNER,
            prefix=f"fdls_test_{os.getpid()}",
            smtp_url=smtp.start(),
            mailbox_folder=str(smtp.mailbox.folder),
            redis_url=os.environ.get("REDIS_URL"),
        )
        exit_stack.enter_context(_template(servers))
        yield servers


@contextmanager
def _template(servers: Servers) -> Iterator[None]:
    sql.execute(servers.admin_url, f"create database {servers.template} owner {servers.owner}")
    try:
        migrate(sql.database_url(servers.owner_url, servers.template))
        # nobody may connect any more: a clone never waits for a forgotten connection
        sql.execute(servers.admin_url, f"alter database {servers.template} allow_connections false")
        yield
    finally:
        sql.execute(servers.admin_url, f"drop database if exists {servers.template} with (force)")


def migrate(url: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "alembic", "upgrade", "head"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise MigrationFailed(f"{done.stdout}{done.stderr}")


@contextmanager
def _redis_database(url: str) -> Iterator[str]:
    """One of a real server's sixteen databases: taken when empty, reserved by a key, emptied at the end."""
    for number in range(15, -1, -1):
        address = urlsplit(url)._replace(path=f"/{number}").geturl()
        with redis.Redis.from_url(address) as client:
            if client.dbsize() or not client.set("fdls:test", os.getpid(), nx=True):
                continue
            try:
                yield address
            finally:
                client.flushdb()
            return
    raise RuntimeError("Les seize bases de ce Redis sont occupées : donnez-en un autre dans REDIS_URL.")
