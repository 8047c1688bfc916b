"""Document contents on disk or S3 through obstore, each sealed with AES-256-GCM before it leaves the process."""

import asyncio
from pathlib import Path
from urllib.parse import urlsplit

from obstore.store import LocalStore, ObjectStore, S3Store, from_url

from domain.organismes.ports import Chiffre


def open_store(url: str) -> ObjectStore:
    parts = urlsplit(url)
    if parts.scheme == "file":
        Path(parts.path).mkdir(parents=True, exist_ok=True)
        return LocalStore(parts.path)
    store = from_url(url)
    assert isinstance(store, S3Store)
    return store


class StockageChiffre:
    def __init__(self, store: ObjectStore, chiffre: Chiffre) -> None:
        self._store = store
        self._chiffre = chiffre

    async def ranger(self, objet: str, contenu: bytes) -> None:
        sealed = await asyncio.to_thread(self._chiffre.chiffrer, contenu, f"piece:{objet}")
        await self._store.put_async(objet, sealed)

    async def lire(self, objet: str) -> bytes:
        found = await self._store.get_async(objet)
        sealed = bytes(await found.bytes_async())
        return await asyncio.to_thread(self._chiffre.dechiffrer, sealed, f"piece:{objet}")

    async def effacer(self, objet: str) -> None:
        await self._store.delete_async(objet)
