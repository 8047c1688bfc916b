from collections.abc import AsyncIterator

import httpx
import pytest_asyncio

from api.bootstrap import Container
from tests.api.conftest import NewClient, SignIn, Territory
from tests.api.partenaires.collegues import RECRUE, URL, lien_recu, un_collegue


@pytest_asyncio.fixture(loop_scope="session")
async def recrue(
    agent: SignIn, new_client: NewClient, territory: Territory, container: Container
) -> AsyncIterator[httpx.AsyncClient]:
    """A colleague of Armor Habitat who has just activated the account and accepted the charter."""
    referent = await agent("referent")
    compte = (await referent.post("comptes", json=un_collegue(territory.organismes["armor"]))).json()
    client = await new_client()
    client.base_url = httpx.URL(f"{URL}/")
    jeton = await lien_recu(container, compte["id"])
    assert (await client.post("activations", json={"jeton": jeton, "mot_de_passe": RECRUE})).status_code == 204
    entree = {"email": compte["email"], "mot_de_passe": RECRUE}
    assert (await client.post("session", json=entree)).status_code == 204
    version = (await client.get("session")).json()["charte"]["version"]
    assert (await client.post("session/charte", json={"version": version})).status_code == 204
    yield client
