import signal
from pathlib import Path

from adapters.embedded import binaries, sql
from adapters.embedded.identity import EmbeddedError
from adapters.embedded.server import Server

OWNER = "fdls"
"""Owns the application's database; neither a superuser nor exempt from row-level security."""

_DURABLE = {"max_wal_size": "2GB", "checkpoint_timeout": "15min"}
_THROW_AWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


class Postgres(Server):
    name = "postgres"
    stop_signal = signal.SIGINT
    """PostgreSQL's « fast » shutdown: transactions rolled back, everything flushed."""

    def __init__(self, folder: Path, *, durable: bool = True, settings: dict[str, str] | None = None) -> None:
        super().__init__(folder, durable=durable)
        self.data = self.folder / "data"
        self._settings = settings or {}

    def url(self) -> str:
        return f"postgresql+asyncpg://{OWNER}:{self.password}@127.0.0.1:{self.port}/{OWNER}"

    def superuser_url(self) -> str:
        """For creating databases only: row-level security does not stop a superuser."""
        return f"postgresql+asyncpg://postgres:{self.password}@127.0.0.1:{self.port}/postgres"

    def _command(self) -> list[str | Path]:
        program = binaries.postgres().within_reach(self.identity)
        version = self.identity.run([program, "--version"]).stdout.split()
        major = int(version[2].split(".")[0])
        if not (self.data / "PG_VERSION").exists():
            self._create_cluster(program.parent, major)
        made_by = int((self.data / "PG_VERSION").read_text())
        if made_by != major:
            raise EmbeddedError(
                f"{self.data} a été créé par PostgreSQL {made_by} et le programme présent est le {major} : "
                "donnez PG_BINDIR, ou effacez ce dossier pour repartir de zéro."
            )
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": "",
            "max_connections": "200",
            "shared_buffers": "256MB",
            "effective_cache_size": "2GB",
            "maintenance_work_mem": "256MB",
            "work_mem": "16MB",
            "random_page_cost": "1.1",
            "jit": "off",
            "timezone": "UTC",
            "log_timezone": "UTC",
            **(_DURABLE if self.durable else _THROW_AWAY),
            **self._settings,
        }
        options = [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
        return [program, "-D", self.data, *options]

    def _create_cluster(self, programs: Path, major: int) -> None:
        # no ICU in the wheel: the built-in locale sorts alike here, on Debian and in production
        locale = (
            ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
            if major >= 17
            else ["--locale=C.UTF-8"]
        )
        secret = self.folder / "initdb.password"
        secret.touch(mode=0o600)
        secret.write_text(self.password)
        self.identity.own(secret)
        try:
            made = self.identity.run(
                [
                    programs / "initdb",
                    f"--pgdata={self.data}",
                    "--username=postgres",
                    "--encoding=UTF8",
                    "--auth=scram-sha-256",
                    f"--pwfile={secret}",
                    "--no-instructions",
                    *locale,
                    *([] if self.durable else ["--no-sync"]),
                ],
                cwd=self.folder,
            )
        finally:
            secret.unlink()
        if made.returncode:
            raise EmbeddedError(f"PostgreSQL n'a pas pu créer {self.data} :\n{made.stdout}{made.stderr}")

    def _is_ready(self) -> bool:
        """The postmaster writes its own state on the eighth line of its pid file."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        ours = self.process is not None and lines[:1] == [str(self.process.pid)]
        return ours and len(lines) > 7 and lines[7].strip() == "ready"

    def _prepare(self) -> None:
        state = self._state()
        if state.get("prepared"):
            return
        password = self.password.replace("'", "''")
        if not sql.scalar(self.superuser_url(), "select 1 from pg_roles where rolname = $1", OWNER):
            sql.execute(
                self.superuser_url(),
                f"create role {OWNER} login nosuperuser nobypassrls createrole password '{password}'",
            )
        if not sql.scalar(self.superuser_url(), "select 1 from pg_database where datname = $1", OWNER):
            sql.execute(self.superuser_url(), f"create database {OWNER} owner {OWNER}")
        self._keep({**state, "prepared": True})
