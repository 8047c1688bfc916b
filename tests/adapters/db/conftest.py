from collections.abc import AsyncIterator

import pytest_asyncio

from tests.adapters.db.parc import Parc, parc
from tests.embedded import Servers


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def un_parc(servers: Servers) -> AsyncIterator[Parc]:
    """4 000 biens and 3 000 annonces in a database of their own; the tests only read it."""
    with servers.database() as url:
        async with parc(url, combien=4_000) as made:
            yield made
