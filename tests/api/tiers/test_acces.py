"""L'accès d'un logiciel : ouvert, limité, renouvelé, fermé."""

import base64
import time

import httpx
import pytest

from api.security import sessions
from tests.api.conftest import Clock, NewClient, SignIn
from tests.api.tiers.conftest import NouveauLogiciel

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_le_secret_n_est_montre_qu_une_fois(agent: SignIn, logiciel: NouveauLogiciel) -> None:
    ouvert = await logiciel()
    referent = await agent("referent")
    [vue] = [c for c in (await referent.get("clients-tiers")).json() if c["id"] == ouvert.client["id"]]
    assert "secret" not in vue
    assert vue["client_id"] == f"35-{vue['id']}"
    assert vue["organisme"]["nom"] == "Armor Habitat"


async def test_une_creation_rejouee_n_ouvre_pas_deux_acces(agent: SignIn) -> None:
    referent = await agent("referent")
    body = {"nom": "Rejoué", "portees": ["biens:lire"]}
    premier, second = [
        (await referent.post("clients-tiers", json=body, headers={"Idempotency-Key": "rejoue-0001"})).json()
        for _ in range(2)
    ]
    assert premier["client"]["id"] == second["client"]["id"]
    assert premier["secret"]
    assert second["secret"] is None


async def test_le_jeton_ne_donne_que_ses_portees(logiciel: NouveauLogiciel) -> None:
    ouvert = await logiciel(portees=["annonces:lire", "biens:lire"])
    assert (await ouvert.http.get("annonces")).status_code == 200
    refus = await ouvert.http.get("attributions")
    assert (refus.status_code, refus.json()["code"]) == (403, "portee-manquante")

    await ouvert.connecter("biens:lire")
    assert (await ouvert.http.get("annonces")).status_code == 403
    assert (await ouvert.jeton("candidats:lire")).status_code == 403


async def test_le_secret_voyage_aussi_en_basic(logiciel: NouveauLogiciel) -> None:
    ouvert = await logiciel(connecte=False)
    paire = base64.b64encode(f"{ouvert.client['client_id']}:{ouvert.secret}".encode()).decode()
    answer = await ouvert.http.post(
        "jetons", data={"grant_type": "client_credentials"}, headers={"Authorization": f"Basic {paire}"}
    )
    assert answer.status_code == 200, answer.text
    assert answer.json()["expires_in"] == 900
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "faute",
    [
        {"client_secret": "faux"},
        {"client_id": "35-00000000-0000-7000-8000-000000000000"},
        {"client_id": "n'importe quoi".replace(" ", "")},
        {"client_id": "../../etc"},
    ],
)
async def test_un_mauvais_secret_et_un_client_inconnu_recoivent_la_meme_reponse(
    logiciel: NouveauLogiciel, faute: dict[str, str]
) -> None:
    ouvert = await logiciel(connecte=False)
    refus = await ouvert.jeton(**faute)
    assert (refus.status_code, refus.json()["code"]) == (401, "jeton-d-acces-refuse")
    assert refus.headers["www-authenticate"] == 'Bearer realm="fdls"'


async def test_sans_jeton_rien_ne_s_ouvre(new_client: NewClient) -> None:
    http = await new_client()
    for authorization in ({}, {"Authorization": "Basic YTpi"}, {"Authorization": "Bearer"}):
        refus = await http.get("/tiers/v1/annonces", headers=authorization)
        assert (refus.status_code, refus.json()["code"]) == (401, "jeton-d-acces-refuse")


async def test_l_ancien_secret_reste_valable_le_temps_de_changer(
    agent: SignIn, logiciel: NouveauLogiciel, clock: Clock
) -> None:
    ouvert = await logiciel(connecte=False)
    referent = await agent("referent")
    tourne = await referent.post(f"clients-tiers/{ouvert.client['id']}/rotation", json={"version": 1})
    assert tourne.status_code == 200, tourne.text
    nouveau = tourne.json()["secret"]
    assert (await ouvert.jeton()).status_code == 200
    assert (await ouvert.jeton(client_secret=nouveau)).status_code == 200

    clock.advance(days=8)
    assert (await ouvert.jeton()).status_code == 401
    assert (await ouvert.jeton(client_secret=nouveau)).status_code == 200


async def test_un_acces_revoque_se_ferme_en_moins_de_cinq_secondes(
    agent: SignIn, logiciel: NouveauLogiciel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Trois secondes au plus dans la mémoire de chaque processus : le reste est la marge d'une machine occupée."""
    assert sessions.REMEMBERED_SECONDS <= 3
    ouvert = await logiciel()
    assert (await ouvert.http.get("annonces")).status_code == 200
    referent = await agent("referent")
    ferme = await referent.post(f"clients-tiers/{ouvert.client['id']}/revocation", json={"version": 1})
    assert ferme.status_code == 200, ferme.text

    monkeypatch.setattr(sessions, "monotonic", lambda: time.monotonic() + sessions.REMEMBERED_SECONDS)
    assert (await ouvert.http.get("annonces")).status_code == 401
    assert (await ouvert.jeton()).status_code == 401
    encore = await referent.post(f"clients-tiers/{ouvert.client['id']}/revocation", json={"version": 2})
    assert (encore.status_code, encore.json()["code"]) == (409, "acces-deja-ferme")
    for action in ferme.json()["actions"]:
        assert action["permise"] is False
        assert action["raisons"][0]["phrase"] == encore.json()["raisons"][0]["phrase"]


async def test_un_jeton_perime_ne_sert_plus(logiciel: NouveauLogiciel, clock: Clock) -> None:
    ouvert = await logiciel()
    clock.advance(minutes=15, seconds=20)
    assert (await ouvert.http.get("annonces")).status_code == 200, "trente secondes d'écart d'horloge sont permises"
    clock.advance(seconds=20)
    assert (await ouvert.http.get("annonces")).status_code == 401


async def test_seul_le_referent_de_l_organisme_ouvre_et_voit_ses_acces(
    agent: SignIn, logiciel: NouveauLogiciel
) -> None:
    ouvert = await logiciel()
    anne = await agent("anne", "35")
    assert (await anne.get("clients-tiers")).status_code == 403
    assert (await anne.post("clients-tiers", json={"nom": "x", "portees": ["biens:lire"]})).status_code == 403
    gestionnaire = await agent("gestionnaire", "35")
    vus = (await gestionnaire.get("clients-tiers")).json()
    assert ouvert.client["id"] in [c["id"] for c in vus]
    ailleurs = await agent("gestionnaire", "44")
    assert ouvert.client["id"] not in [c["id"] for c in (await ailleurs.get("clients-tiers")).json()]
    refus = await ailleurs.post(f"clients-tiers/{ouvert.client['id']}/revocation", json={"version": 1})
    assert refus.status_code == 404


async def test_trop_de_jetons_demandes_font_attendre(logiciel: NouveauLogiciel) -> None:
    ouvert = await logiciel(connecte=False)
    reponses: list[httpx.Response] = [await ouvert.jeton() for _ in range(125)]
    assert {r.status_code for r in reponses[:120]} == {200}
    assert {r.status_code for r in reponses[121:]} == {429}
    assert reponses[-1].headers["retry-after"]
