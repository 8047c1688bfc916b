from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import httpx
import pytest_asyncio

from tests.api.conftest import NewClient, SignIn

TOUTES = [
    "biens:ecrire",
    "biens:lire",
    "attributions:lire",
    "candidats:lire",
    "annonces:lire",
    "demandes:lire",
    "webhooks:gerer",
]


@dataclass
class Logiciel:
    """A third party's software and its credentials."""

    http: httpx.AsyncClient
    client: dict[str, Any]
    secret: str

    async def jeton(self, scope: str | None = None, **autres: str) -> httpx.Response:
        form = {
            "grant_type": "client_credentials",
            "client_id": self.client["client_id"],
            "client_secret": self.secret,
            **({"scope": scope} if scope else {}),
            **autres,
        }
        return await self.http.post("jetons", data=form)

    async def connecter(self, scope: str | None = None) -> "Logiciel":
        answer = await self.jeton(scope)
        assert answer.status_code == 200, answer.text
        self.http.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
        return self


NouveauLogiciel = Callable[..., Awaitable[Logiciel]]


@pytest_asyncio.fixture(loop_scope="session")
async def logiciel(agent: SignIn, new_client: NewClient) -> NouveauLogiciel:
    """`await logiciel()`: a client opened by the landlord's referent, with a token of every scope."""

    async def ouvrir(
        referent: str = "referent", portees: list[str] | None = None, *, connecte: bool = True
    ) -> Logiciel:
        partenaires = await agent(referent)
        ouvert = await partenaires.post("clients-tiers", json={"nom": "Gestion locative", "portees": portees or TOUTES})
        assert ouvert.status_code == 201, ouvert.text
        http = await new_client()
        http.base_url = httpx.URL("https://fdls.test/tiers/v1/")
        trouve = Logiciel(http=http, client=ouvert.json()["client"], secret=ouvert.json()["secret"])
        return await trouve.connecter() if connecte else trouve

    return ouvrir
