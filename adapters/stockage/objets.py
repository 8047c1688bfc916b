"""Document contents on disk or S3 through obstore, each sealed before it leaves the process."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidTag
from obstore.store import LocalStore, ObjectStore, S3Store, from_url

from adapters.securite.crypto import UnknownKey
from adapters.stockage.enveloppe import FRAME, Tampered, opened, rewrapped, sealed
from domain.organismes.ports import Chiffre

PART = 5 * 1024 * 1024
"""S3 takes no smaller part but the last; what a stream holds in memory at most."""


def open_store(url: str, **config: Any) -> ObjectStore:
    """`file:///path`, or `s3://bucket/prefix` with the AWS_* variables of the process."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        Path(parts.path).mkdir(parents=True, exist_ok=True)
        return LocalStore(parts.path)
    store = from_url(url, **config)
    assert isinstance(store, S3Store)
    return store


@dataclass
class Rotation:
    """What turning the master key did. Stopped, it starts again and finds what is left."""

    turned: int = 0
    seen: int = 0
    unreadable: list[str] = field(default_factory=list)


class StockageChiffre:
    def __init__(self, store: ObjectStore, chiffre: Chiffre) -> None:
        self._store = store
        self._chiffre = chiffre

    async def ranger(self, objet: str, contenu: bytes) -> None:
        await self._store.put_async(objet, b"".join([part async for part in self._sealed(objet, _once(contenu))]))

    async def ranger_le_flux(self, objet: str, contenu: AsyncIterator[bytes]) -> None:
        """A small content is put in one go; a larger one part by part."""
        source = _Source(self._sealed(objet, contenu))
        try:
            await self._store.put_async(objet, source, use_multipart=True, chunk_size=PART, max_concurrency=1)
        except Exception as error:
            # obstore wraps what the stream raised: the refusal itself is what the caller understands
            raise source.error or error from None

    async def lire(self, objet: str) -> bytes:
        return b"".join([part async for part in self.ouvrir(objet)])

    async def ouvrir(self, objet: str) -> AsyncIterator[bytes]:
        found = await self._store.get_async(objet)
        async for part in opened(_bytes(found.stream(min_chunk_size=FRAME)), self._chiffre, _contexte(objet)):
            yield part

    async def existe(self, objet: str) -> bool:
        try:
            await self._store.head_async(objet)
        except FileNotFoundError:
            return False
        return True

    async def effacer(self, objet: str) -> None:
        try:
            await self._store.delete_async(objet)
        except FileNotFoundError:
            return

    async def effacer_tout(self, prefixe: str) -> None:
        for objet in await self._names(prefixe):
            await self.effacer(objet)

    async def ranges_avant(self, prefixe: str, instant: datetime) -> Sequence[str]:
        return [found["path"] for found in await self._list(prefixe) if found["last_modified"] < instant]

    async def rechiffrer(self, rewrap: Callable[[bytes, str], bytes | None]) -> "Rotation":
        """Every object under the master key of today; what no key opens is named, and the others go on."""
        done = Rotation()
        async for page in self._store.list():
            for found in page:
                objet = str(found["path"])
                done.seen += 1
                try:
                    done.turned += await self._turn(objet, rewrap)
                except (InvalidTag, Tampered, UnknownKey):
                    done.unreadable.append(objet)
        return done

    async def _turn(self, objet: str, rewrap: Callable[[bytes, str], bytes | None]) -> bool:
        stored = _bytes((await self._store.get_async(objet)).stream(min_chunk_size=FRAME))
        again = await rewrapped(stored, rewrap, _contexte(objet))
        if again is None:
            return False
        await self._store.put_async(objet, _Source(again), use_multipart=True, chunk_size=PART, max_concurrency=1)
        return True

    async def _names(self, prefixe: str) -> list[str]:
        return [found["path"] for found in await self._list(prefixe)]

    async def _list(self, prefixe: str) -> list[Any]:
        """obstore lists whole folders: the end of the name is compared here."""
        folder = prefixe.rpartition("/")[0]
        found: list[Any] = []
        try:
            async for page in self._store.list(folder):
                found += [one for one in page if one["path"].startswith(prefixe)]
        except FileNotFoundError:
            return []
        return found

    def _sealed(self, objet: str, contenu: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        return sealed(contenu, self._chiffre, _contexte(objet))


class _Source:
    """Remembers what stopped the stream."""

    def __init__(self, content: AsyncIterator[bytes]) -> None:
        self._content = content
        self.error: BaseException | None = None

    def __aiter__(self) -> "_Source":
        return self

    async def __anext__(self) -> bytes:
        try:
            return await anext(self._content)
        except StopAsyncIteration:
            raise
        except BaseException as error:
            self.error = error
            raise


def _contexte(objet: str) -> str:
    return f"piece:{objet}"


async def _once(contenu: bytes) -> AsyncIterator[bytes]:
    yield contenu


async def _bytes(stream: Any) -> AsyncIterator[bytes]:
    async for part in stream:
        yield bytes(part)
