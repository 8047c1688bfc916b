"""A durable base of N demandes, kept between runs below the ignored data folder, and the API in front of it."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from adapters.embedded import sql
from adapters.embedded.environment import Environment
from adapters.embedded.folders import ROOT, kept_folder
from adapters.embedded.postgres import Postgres
from adapters.embedded.process import Process
from adapters.embedded.server import answers, free_port
from tests.bench import annonces
from tests.bench.copying import copy_again

WORKERS = 2
SETTINGS = {"shared_preload_libraries": "pg_stat_statements", "shared_buffers": "1GB", "effective_cache_size": "4GB"}
"""fsync and synchronous_commit stay on: a durable cluster, with the memory of a small real server."""


@dataclass(frozen=True)
class Base:
    folder: Path
    variables: Mapping[str, str]
    postgres: Postgres | None
    """None when somebody gave DATABASE_URL: its CPU cannot be seen from here."""
    semis: dict[str, Any]
    """How long the seed took, and what it wrote."""

    @property
    def url(self) -> str:
        return self.variables["DATABASE_URL"]

    @property
    def postgres_pid(self) -> int | None:
        return self.postgres.process.pid if self.postgres and self.postgres.process else None

    def admin_url(self) -> str | None:
        """Of a superuser in the application's database: only what we started ourselves."""
        if self.postgres is None:
            return None
        return sql.database_url(self.postgres.superuser_url(), self.url.rpartition("/")[2])


@contextmanager
def standing() -> Iterator[Base]:
    """The same durable cluster, where nothing is seeded."""
    folder = kept_folder() / "banc-import"
    environment = Environment(folder)
    environment.postgres = Postgres(folder / "postgres", settings=SETTINGS)
    with environment:
        yield Base(folder, {**environment.variables, "PYTHONPATH": str(ROOT)}, environment.postgres, {})


@contextmanager
def seeded(demandes: int, ads: int) -> Iterator[Base]:
    folder = kept_folder() / f"banc-{demandes}"
    given = "DATABASE_URL" in os.environ
    if not given:
        _drop_if_made_otherwise(folder)
    environment = Environment(folder)
    environment.postgres = Postgres(folder / "postgres", settings=SETTINGS)
    with environment:
        variables = {**environment.variables, "PYTHONPATH": str(ROOT)}
        semis = _seed(folder, variables, demandes, ads)
        yield Base(folder, variables, None if given else environment.postgres, semis)


def _seed(folder: Path, variables: Mapping[str, str], demandes: int, ads: int) -> dict[str, Any]:
    report = folder / "semis.json"
    url = variables["DATABASE_URL"]
    run(variables, "-m", "alembic", "upgrade", "head")
    if not sql.scalar(url, "select count(*) from (select 1 from demandes limit 1) t"):
        began = time.monotonic()
        run(variables, "-m", "api.cli", "seed", "--demandes", str(demandes))
        seconds = round(time.monotonic() - began, 1)
        report.write_text(json.dumps({"empreinte": _fingerprint(), "demandes": demandes, "secondes": seconds}))
    semis: dict[str, Any] = json.loads(report.read_text()) if report.exists() else {}
    if semis and "rows" not in semis:
        semis |= asdict(copy_again(url, folder))
        report.write_text(json.dumps(semis))
    annonces.complete(url, ads)
    sql.execute(url, "vacuum (analyze)")
    return semis


def _drop_if_made_otherwise(folder: Path) -> None:
    """The one initial migration and the generator still change: what they made before is of no use."""
    report = folder / "semis.json"
    if folder.exists() and (not report.exists() or json.loads(report.read_text())["empreinte"] != _fingerprint()):
        shutil.rmtree(folder)


def _fingerprint() -> str:
    sources = sorted([*(ROOT / "migrations" / "versions").glob("*.py"), *(ROOT / "adapters" / "seed").rglob("*.py")])
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:16]


def run(variables: Mapping[str, str], *arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=dict(variables), check=True)


@dataclass(frozen=True)
class Api:
    port: int
    pid: int


@contextmanager
def serving(base: Base) -> Iterator[Api]:
    port = free_port()
    log = base.folder / "api.log"
    log.write_text("")
    serve = ("--host", "127.0.0.1", "--port", str(port), "--workers", str(WORKERS), "--no-access-log")
    with ExitStack() as exit_stack:
        process = Process(
            [sys.executable, "-m", "uvicorn", "api.main:app", *serve, "--log-level", "warning"],
            log=log,
            cwd=ROOT,
            env=base.variables,
        )
        exit_stack.callback(process.stop)
        process.wait_until(lambda: answers(port))
        yield Api(port, process.pid)
