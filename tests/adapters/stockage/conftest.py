"""The two places where documents are kept: a folder, and a real S3 server of one's own."""

import json
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from obstore.store import ObjectStore

from adapters.embedded.identity import EmbeddedError
from adapters.embedded.process import Process
from adapters.embedded.server import answers, free_port
from adapters.securite.crypto import AesChiffre
from adapters.stockage.objets import StockageChiffre, open_store

KEY = b"k" * 32
IDENTITY = {
    "identities": [
        {
            "name": "essai",
            "credentials": [{"accessKey": "essai", "secretKey": "secret"}],
            "actions": ["Admin", "Read", "Write", "List"],
        }
    ]
}


@pytest.fixture(scope="session")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], ObjectStore]]:
    server, port = _started(tmp_path_factory)
    try:
        yield lambda: open_store(
            "s3://documents",
            endpoint=f"http://127.0.0.1:{port}",
            access_key_id="essai",
            secret_access_key="secret",
            region="us-east-1",
            client_options={"allow_http": True},
        )
    finally:
        server.kill()  # asked to stop, it waits thirty seconds for whoever might still read; its folder goes with it


def _started(tmp_path_factory: pytest.TempPathFactory, attempts: int = 5) -> tuple[Process, int]:
    """A port found free may be taken, by any client of the machine, before the server binds it."""
    folder = tmp_path_factory.mktemp("s3")
    config = folder / "identites.json"
    config.write_text(json.dumps(IDENTITY))
    ports = {name: free_port() for name in ("master", "volume", "filer", "s3")}
    arguments = [f"-{name}.port={port}" for name, port in ports.items()]
    arguments += [f"-{name}.port.grpc={free_port()}" for name in ports]
    server = Process(
        [
            "weed",
            "server",
            f"-dir={folder}",
            "-ip=127.0.0.1",
            "-ip.bind=127.0.0.1",
            "-volume.max=4",
            "-s3",
            "-s3.port.iceberg=0",  # two doors on fixed ports, which another test worker would find taken
            "-s3.port.lance=0",
            f"-s3.config={config}",
            *arguments,
        ],
        log=folder / "journal",
        cwd=folder,
    )
    try:
        server.wait_until(lambda: answers(ports["s3"]), timeout=60)
    except EmbeddedError:
        server.stop()
        if attempts == 1:
            raise
        return _started(tmp_path_factory, attempts - 1)
    return server, ports["s3"]


@pytest.fixture(params=["disque", pytest.param("s3", marks=pytest.mark.lent)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectStore:
    if request.param == "disque":
        return open_store(tmp_path.as_uri())
    made: ObjectStore = request.getfixturevalue("s3")()
    return made


@pytest.fixture
def stockage(store: ObjectStore) -> StockageChiffre:
    return StockageChiffre(store, AesChiffre(KEY, "pieces"))


async def flux(*morceaux: bytes) -> AsyncIterator[bytes]:
    for morceau in morceaux:
        yield morceau
