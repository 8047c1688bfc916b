"""The colleagues whose accounts the tests open."""

from typing import Any
from uuid import uuid4

import httpx
from sqlalchemy import text

from api.bootstrap import Container
from tests.api.conftest import NewClient

URL = "https://fdls.test/partenaires/v1"
RECRUE = "huit loutres nagent ensemble"


def un_collegue(organisme: object, profil: str = "charge-de-clientele") -> dict[str, object]:
    return {
        "organisme_id": str(organisme),
        "email": f"{uuid4().hex[:10]}@exemple.test",
        "nom": "Kermarrec",
        "prenom": "Yann",
        "profil": profil,
    }


async def corriger(client: httpx.AsyncClient, chemin: str, **champs: object) -> httpx.Response:
    """A correction by someone who has just read the account or the organisme."""
    if chemin.startswith("comptes/"):
        vus = [c for page in (1, 2) for c in (await client.get(f"comptes?size=100&page={page}")).json()["items"]]
        version = next((c["version"] for c in vus if chemin.endswith(c["id"])), 1)
    else:
        version = (await client.get(chemin)).json().get("version", 1)
    return await client.patch(chemin, json={"version": version, **champs})


async def lien_recu(container: Container, compte_id: str) -> str:
    """The link that the message carries, opened as the worker does."""
    async with container.engine.connect() as connection:
        sealed = await connection.scalar(
            text(
                "select payload->>'jeton_chiffre' from outbox_events"
                " where payload->>'aggregate_id' = :c order by id desc limit 1"
            ),
            {"c": compte_id},
        )
    return container.chiffre.dechiffrer(bytes.fromhex(sealed), "jeton").decode()


async def entrer(compte: dict[str, Any], new_client: NewClient, container: Container) -> httpx.AsyncClient:
    """Activates the account, accepts the charter, and stays signed in."""
    client = await new_client()
    client.base_url = httpx.URL(f"{URL}/")
    jeton = await lien_recu(container, compte["id"])
    assert (await client.post("activations", json={"jeton": jeton, "mot_de_passe": RECRUE})).status_code == 204
    entree = {"email": compte["email"], "mot_de_passe": RECRUE}
    assert (await client.post("session", json=entree)).status_code == 204
    version = (await client.get("session")).json()["charte"]["version"]
    assert (await client.post("session/charte", json={"version": version})).status_code == 204
    return client
