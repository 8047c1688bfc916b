"""The variables the application reads, with a server started here for each address nobody gave."""

import os
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from adapters.embedded import keys
from adapters.embedded.folders import throw_away_folder
from adapters.embedded.postgres import Postgres
from adapters.embedded.server import Server
from adapters.embedded.smtp import Smtp
from adapters.embedded.valkey import Valkey


class Environment:
    """Durable in `folder`; without folder, throw-away and in memory when the machine allows it.

    With `shared`, the servers of a demo already running in `folder` are used instead of started.
    """

    def __init__(
        self, folder: Path | None = None, *, shared: bool = False, given: Mapping[str, str] | None = None
    ) -> None:
        self._given = dict(os.environ if given is None else given)
        self._shared = shared
        self._durable = folder is not None
        self._exit = ExitStack()
        self.folder = folder.resolve() if folder is not None else self._exit.enter_context(throw_away_folder())
        self.postgres = Postgres(self.folder / "postgres", durable=self._durable)
        self.valkey = Valkey(self.folder / "valkey", durable=self._durable)
        self.smtp = Smtp(self.folder / "smtp", durable=self._durable)
        self.started: list[Server] = []

    def __enter__(self) -> Self:
        with self._exit:  # whatever fails below, what was started is stopped
            self.folder.mkdir(parents=True, exist_ok=True)
            files = self.folder / "fichiers"
            files.mkdir(mode=0o700, exist_ok=True)
            self.variables = {
                "FDLS_ENV": "dev",
                "STOCKAGE_URL": files.as_uri(),
                "WEBHOOKS_LOCAUX": "true",
                **keys.keep_or_make(self.folder / "secrets.json"),
                **self._given,
            }
            for variable, server in self._missing():
                self.variables[variable] = self._address(server)
            self._exit = self._exit.pop_all()
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        self._exit.close()

    def _missing(self) -> list[tuple[str, Server]]:
        wanted: dict[str, Server] = {
            "DATABASE_URL": self.postgres,
            "REDIS_URL": self.valkey,
            "SMTP_URL": self.smtp,
        }
        return [(variable, server) for variable, server in wanted.items() if not self._given.get(variable)]

    def _address(self, server: Server) -> str:
        if self._shared and server.is_held_by_another():
            return server.url()
        self._exit.callback(server.stop)
        self.started.append(server)
        return server.start()
