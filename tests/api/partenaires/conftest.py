from collections.abc import AsyncIterator

import httpx
import pytest_asyncio

from api.bootstrap import Container
from tests.api.conftest import NewClient, SignIn, Territory
from tests.api.partenaires.collegues import entrer, un_collegue


@pytest_asyncio.fixture(loop_scope="session")
async def recrue(
    agent: SignIn, new_client: NewClient, territory: Territory, container: Container
) -> AsyncIterator[httpx.AsyncClient]:
    """A colleague of Armor Habitat who has just activated the account and accepted the charter."""
    referent = await agent("referent")
    compte = (await referent.post("comptes", json=un_collegue(territory.organismes["armor"]))).json()
    yield await entrer(compte, new_client, container)
