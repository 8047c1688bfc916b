"""Who runs the servers: PostgreSQL refuses root, so root lends them an unprivileged user of the machine."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


class EmbeddedError(RuntimeError):
    """A sentence for the person who typed the command."""


@dataclass(frozen=True)
class Identity:
    uid: int | None = None
    gid: int | None = None

    @property
    def groups(self) -> list[int] | None:
        return None if self.uid is None else []

    def run(self, argv: Sequence[str | Path], *, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603
            argv,
            user=self.uid,
            group=self.gid,
            extra_groups=self.groups,
            cwd=cwd or "/",
            capture_output=True,
            text=True,
            check=False,
        )

    def can(self, flag: str, path: Path) -> bool:
        """`flag` is one of test(1): x to enter or run, w to write."""
        if self.uid is None:
            return os.access(path, {"x": os.X_OK, "w": os.W_OK}[flag])
        return self.run(["/usr/bin/env", "test", f"-{flag}", path]).returncode == 0

    def own(self, path: Path) -> None:
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)


def unprivileged() -> Identity:
    if os.geteuid() != 0:
        return Identity()
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Identity(entry.pw_uid, entry.pw_gid)
    raise EmbeddedError("Lancé par root, sans utilisateur « postgres » ni « nobody » pour porter les serveurs.")
