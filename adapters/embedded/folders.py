"""Where the servers keep their data: beside the code, elsewhere when they cannot enter it, or in memory."""

import contextlib
import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from adapters.embedded.identity import EmbeddedError, unprivileged

ROOT = Path(__file__).parents[2]

_THROW_AWAY = "fdls-ephemere-"
_LOCK = "owner.lock"


def kept_folder() -> Path:
    """DATA_DIR, else `.data` of the checkout, else a folder that root's servers can enter."""
    if given := os.environ.get("DATA_DIR"):
        return Path(given)
    identity = unprivileged()
    if identity.uid is None or identity.can("x", ROOT):
        return ROOT / ".data"
    mark = hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]
    elsewhere = Path("/var/tmp") / f"fdls-{mark}"  # noqa: S108 - its owner is checked below
    elsewhere.mkdir(mode=0o755, exist_ok=True)
    if elsewhere.is_symlink() or elsewhere.stat().st_uid != os.geteuid():
        raise EmbeddedError(f"{elsewhere} appartient à un autre utilisateur : donnez DATA_DIR.")
    return elsewhere


@contextmanager
def throw_away_folder() -> Iterator[Path]:
    parent = _fast_folder()
    _sweep(parent)
    folder = Path(tempfile.mkdtemp(prefix=_THROW_AWAY, dir=parent))
    folder.chmod(0o755)  # the servers' unprivileged user goes through it; each server keeps its own closed
    try:
        draft = folder / f"{_LOCK}.draft"
        with draft.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            draft.rename(folder / _LOCK)  # whoever sees the lock sees it taken
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(parent: Path) -> None:
    """What a killed run left: in memory, it would stay until the machine restarts."""
    for lock in parent.glob(f"{_THROW_AWAY}*/{_LOCK}"):
        with contextlib.suppress(OSError), lock.open("a") as file:  # taken, someone else's, or just gone
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(lock.parent, ignore_errors=True)


def _fast_folder() -> Path:
    memory = Path("/dev/shm")  # noqa: S108 - only the parent of a private folder
    # containers often give 64 MB: a full memory disk would fail far from here, in the middle of a test
    if memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 1 << 30:
        return memory
    return Path(tempfile.gettempdir())
