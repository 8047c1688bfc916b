"""Chaque route limitée des trois contrats dit ce qui reste de sa limite, à qui l'appelle comme dans son document."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from api.contracts import CONTRACTS
from api.dependencies import dependants, rate_limit
from api.security.rate_limit import QUARTER_HOUR
from tests.api.conftest import SignIn
from tests.api.tiers.conftest import NouveauLogiciel
from tests.architecture.decouverte import routes
from tests.documents import document

pytestmark = pytest.mark.asyncio(loop_scope="session")

COMPTEURS = ("ratelimit-limit", "ratelimit-remaining", "ratelimit-reset")
DAY = 86_400
PERSONNE = f"{uuid4().hex[:12]}@exemple.test"
QUI = {"departement": "35", "identifiant": PERSONNE}

APPELS: dict[str, dict[str, Any]] = {
    "partenaires POST /session": {"json": {"email": PERSONNE, "mot_de_passe": "ce n'est pas le bon"}},
    "partenaires POST /mots-de-passe/oubli": {"json": {"email": PERSONNE}},
    "partenaires POST /activations": {"json": {"jeton": "x" * 40, "mot_de_passe": "quatre ours dorment bien"}},
    "partenaires POST /mon-compte/mot-de-passe": {
        "json": {"actuel": "ce n'est pas le bon", "nouveau": "quatre ours dorment bien"}
    },
    "partenaires PUT /mon-compte/totp": {
        "json": {"mot_de_passe": "ce n'est pas le bon", "secret": "JBSWY3DPEHPK3PXP", "code": "000000"}
    },
    "partenaires POST /recherches-de-demandes": {"json": {"numero_unique": "0351126000001" + "35A01"}},
    "grandpublic POST /session": {"json": QUI | {"code": "000000"}},
    "grandpublic POST /session/codes": {"json": QUI},
    "grandpublic POST /session/recherches": {
        "json": {"departement": "35", "nom": "Inconnue", "prenom": "Ada", "ne_le": "1990-02-03"}
    },
    "grandpublic POST /territoires/{departement}/annonces/{annonce_id}/contacts": {
        "json": {"nom": "Le Goff", "prenom": "Ada", "email": PERSONNE, "message": "Bonjour"}
    },
    "grandpublic POST /territoires/{departement}/questions": {
        "json": {"nom": "Le Goff", "prenom": "Ada", "email": PERSONNE, "question": "Où déposer ma demande ?"}
    },
    "grandpublic PUT /mon-compte/identifiant": {"json": {"identifiant": PERSONNE, "code": "000000"}},
    "tiers POST /jetons": {
        "data": {"grant_type": "client_credentials", "client_id": f"35-{uuid4()}", "client_secret": "x"}
    },
    "tiers GET /demandes/{numero_unique}": {},
}


def limitees() -> set[str]:
    return {
        f"{contract} {name}"
        for contract, name, route in routes()
        if rate_limit in [dependant.call for dependant in dependants(route)]
    }


async def test_chaque_route_limitee_dit_ce_qui_reste(
    visitor: httpx.AsyncClient, agent: SignIn, demandeur: SignIn, logiciel: NouveauLogiciel
) -> None:
    assert limitees() == APPELS.keys(), "un appel par route limitée"
    software, adil, yann = (await logiciel()).http, await agent("adil"), await demandeur(f"yann-{PERSONNE}")
    for name, appel in APPELS.items():
        contract, method, path = name.split(" ", 2)
        url = f"https://fdls.test/{contract}/v1{path}".format(
            departement="35", annonce_id=uuid4(), numero_unique="0351126000001" + "35A01"
        )
        signed_in = "/mon-compte/" in name or "/recherches-de-demandes" in name
        themselves = yann if contract == "grandpublic" else adil
        client = software if name.startswith("tiers GET") else themselves if signed_in else visitor
        answer = await client.request(method, url, **appel)
        assert answer.status_code < 500, f"{name} : {answer.text}"
        assert answer.status_code != 422 or answer.json()["code"] != "saisie-invalide", f"{name} : {answer.text}"
        limite, reste, fin = (int(answer.headers[header]) for header in COMPTEURS)
        assert 0 <= reste < limite, name
        assert 0 < fin <= DAY, name


async def test_au_dela_de_la_limite_la_reponse_dit_quand_recommencer(visitor: httpx.AsyncClient) -> None:
    appel = {"grant_type": "client_credentials", "client_id": f"35-{uuid4()}", "client_secret": "x"}
    url = "https://fdls.test/tiers/v1/jetons"
    premier = await visitor.post(url, data=appel)
    permis = int(premier.headers["ratelimit-limit"])
    for _ in range(permis - 1):
        assert (await visitor.post(url, data=appel)).status_code == 401
    refus = await visitor.post(url, data=appel)
    assert (refus.status_code, refus.json()["code"]) == (429, "trop-de-tentatives")
    assert refus.headers["ratelimit-remaining"] == "0"
    assert refus.headers["retry-after"] == refus.headers["ratelimit-reset"]
    assert 0 < int(refus.headers["retry-after"]) <= QUARTER_HOUR


async def test_chaque_route_limitee_l_annonce_dans_son_contrat() -> None:
    attendues = {"RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"}
    annoncees = set()
    for contract in CONTRACTS:
        for path, item in document(contract.name)["paths"].items():
            for method, operation in item.items():
                responses = operation["responses"]
                if "429" in responses:
                    annoncees.add(f"{contract.name} {method.upper()} {path}")
                    assert responses["429"]["headers"].keys() == attendues | {"Retry-After"}
                    assert all(r["headers"].keys() == attendues for s, r in responses.items() if s < "300")
    assert annoncees == limitees()
