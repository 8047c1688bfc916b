"""Ce que porte chaque réponse, quelle que soit la route : ces tests les parcourent toutes."""

import re
from collections.abc import AsyncIterator
from uuid import uuid4

import httpx
import pytest

from api.contracts import CONTRACTS
from api.middleware import JSON_LIMIT
from api.security.rate_limit import QUARTER_HOUR
from tests.api.conftest import NewClient, SignIn
from tests.architecture.decouverte import routes

pytestmark = pytest.mark.asyncio(loop_scope="session")

PREFIX = {c.name: c.path for c in CONTRACTS}
TOUTES = [(contract, name) for contract, name, _ in routes()]
SANS_EFFET = ("GET ", "HEAD ")
QUI_ECRIVENT = [name for contract, name in TOUTES if contract == "partenaires" and not name.startswith(SANS_EFFET)]


def _url(contract: str, name: str) -> tuple[str, str]:
    method, path = name.split(" ", 1)
    filled = path.replace("{departement}", "35")
    filled = re.sub(r"\{[a-z_]+\}", str(uuid4()), filled)
    return method, f"https://fdls.test{PREFIX[contract]}{filled}"


@pytest.mark.parametrize(("contract", "name"), TOUTES, ids=[f"{c} {n}" for c, n in TOUTES])
async def test_toute_reponse_porte_les_protections(visitor: httpx.AsyncClient, contract: str, name: str) -> None:
    method, url = _url(contract, name)
    answer = await visitor.request(method, url)
    csp = answer.headers["content-security-policy"]
    assert "unsafe-inline" not in csp
    assert "frame-ancestors 'none'" in csp
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["strict-transport-security"]
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["x-fdls-version"]
    assert answer.headers["x-correlation-id"]
    assert answer.status_code < 500
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        if method != "HEAD":
            assert {"type", "title", "status", "code"} <= answer.json().keys()
    if answer.status_code == 401:
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("name", QUI_ECRIVENT)
async def test_un_corps_trop_gros_est_refuse_avant_d_etre_lu(visitor: httpx.AsyncClient, name: str) -> None:
    method, url = _url("partenaires", name)
    enorme = {"Content-Length": str(JSON_LIMIT * 50), "Content-Type": "application/json"}
    answer = await visitor.request(method, url, headers=enorme, content=b"{}")
    assert answer.status_code == 413
    assert answer.json()["code"] == "contenu-trop-gros"


async def test_une_reponse_personnelle_ne_reste_dans_aucun_cache(agent: SignIn) -> None:
    anne = await agent("anne")
    for chemin in ("session", "demandes", "organismes"):
        assert (await anne.get(chemin)).headers["cache-control"] == "no-store"


async def test_un_formulaire_d_un_autre_site_ne_peut_rien(agent: SignIn) -> None:
    anne = await agent("anne")
    del anne.headers["X-Fdls"]
    for name in QUI_ECRIVENT:
        method, url = _url("partenaires", name)
        assert (await anne.request(method, url)).json()["code"] == "origine-non-verifiee"


async def test_une_methode_inconnue_dit_lesquelles_existent(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.request("DELETE", "https://fdls.test/partenaires/v1/demandes")
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) >= {"GET", "POST"}


async def test_le_meme_fil_suit_la_requete(new_client: NewClient) -> None:
    client = await new_client()
    answer = await client.get("https://fdls.test/grandpublic/v1/territoires", headers={"X-Correlation-Id": "fil-12345"})
    assert answer.headers["x-correlation-id"] == "fil-12345"


async def test_la_sante_et_les_mesures_se_lisent(visitor: httpx.AsyncClient) -> None:
    sante = (await visitor.get("https://fdls.test/sante")).json()
    assert sante["base"] == "ok"
    mesures = await visitor.get("https://fdls.test/metrics")
    assert "fdls_requetes_total" in mesures.text


async def test_un_corps_envoye_par_morceaux_s_arrete_a_la_limite(agent: SignIn) -> None:
    anne = await agent("anne", "35")

    async def sans_fin() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"x" * 65_536

    answer = await anne.post("demandes", content=sans_fin(), headers={"Content-Type": "application/json"})
    assert answer.status_code == 413
    assert answer.json()["code"] == "contenu-trop-gros"


async def test_une_route_limitee_dit_ce_qui_reste(visitor: httpx.AsyncClient) -> None:
    corps = {"departement": "35", "identifiant": f"{uuid4().hex[:12]}@exemple.test"}
    url = "https://fdls.test/grandpublic/v1/session/codes"
    reponses = [await visitor.post(url, json=corps) for _ in range(3)]
    assert [r.headers["ratelimit-remaining"] for r in reponses] == ["2", "1", "0"]
    assert {r.headers["ratelimit-limit"] for r in reponses} == {"3"}
    refus = await visitor.post(url, json=corps)
    assert refus.status_code == 429
    assert refus.headers["ratelimit-remaining"] == "0"
    assert 0 < int(refus.headers["retry-after"]) <= QUARTER_HOUR
    assert 0 < int(refus.headers["ratelimit-reset"]) <= QUARTER_HOUR


async def test_une_route_sans_limite_n_en_annonce_pas(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.get("https://fdls.test/grandpublic/v1/territoires")
    assert not [name for name in answer.headers if name.startswith("ratelimit")]
