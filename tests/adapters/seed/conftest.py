"""One seeded territory for the tests that only look at it; those that write have a database of their own."""

import base64
import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass

import pytest
import pytest_asyncio

from adapters.seed import Bilan, run
from api.bootstrap import Container, create_container
from tests.embedded import Servers

DEMANDES = 420
DEPARTEMENT = "35"


@dataclass(frozen=True)
class Semee:
    """A database where the seed has run, and an application open on it."""

    url: str
    stockage_url: str
    container: Container
    bilan: Bilan


def cle() -> bytes:
    return base64.b64decode(os.environ["CLE_CHIFFREMENT"])


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def semee(
    servers: Servers, environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Semee]:
    stockage_url = tmp_path_factory.mktemp("pieces").as_uri()
    async with AsyncExitStack() as stack:
        url = stack.enter_context(servers.database())
        bilan = await run(url, DEMANDES, (DEPARTEMENT,), cle=cle(), stockage_url=stockage_url, dire=lambda _: None)
        assert bilan is not None
        container = create_container(database_url=url, stockage_url=stockage_url)
        stack.push_async_callback(container.close)
        await container.communes.load()
        yield Semee(url, stockage_url, container, bilan)
