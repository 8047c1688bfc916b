import httpx
import pytest

from api.security.sessions import AGENT_COOKIE
from tests.api.conftest import PASSPHRASE, Clock, NewClient, SignIn

pytestmark = pytest.mark.asyncio(loop_scope="session")
URL = "https://fdls.test/partenaires/v1"


async def test_un_agent_se_connecte_et_lit_qui_il_est(agent: SignIn) -> None:
    anne = await agent("anne")
    vue = (await anne.get("session")).json()
    assert vue["organisme"]["nom"] == "Armor Habitat"
    assert vue["departement"] == "22"
    assert [d["nom"] for d in vue["departements"]] == ["Côtes-d'Armor", "Ille-et-Vilaine"]
    assert "demandes:valider" in vue["droits"]
    assert vue["charte"]["acceptee"]


async def test_le_cookie_de_session_est_inaccessible_au_script_et_lie_a_l_hote(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.post(f"{URL}/session", json={"email": "bruno@exemple.test", "mot_de_passe": PASSPHRASE})
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{AGENT_COOKIE}=")
    for attribute in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"):
        assert attribute in cookie
    assert "Domain" not in cookie


async def test_un_compte_inconnu_et_un_mauvais_mot_de_passe_repondent_pareil(visitor: httpx.AsyncClient) -> None:
    inconnu = await visitor.post(f"{URL}/session", json={"email": "personne@exemple.test", "mot_de_passe": "x" * 20})
    mauvais = await visitor.post(f"{URL}/session", json={"email": "adil@exemple.test", "mot_de_passe": "x" * 20})
    assert inconnu.status_code == mauvais.status_code == 401
    assert inconnu.json() == mauvais.json()
    assert inconnu.json()["code"] == "identifiants-invalides"


async def test_au_cinquieme_echec_le_compte_fait_attendre(new_client: NewClient, clock: Clock) -> None:
    client = await new_client()
    for _ in range(5):
        await client.post(f"{URL}/session", json={"email": "chloe@exemple.test", "mot_de_passe": "faux" * 5})
    juste = {"email": "chloe@exemple.test", "mot_de_passe": PASSPHRASE}
    bloque = await client.post(f"{URL}/session", json=juste)
    assert bloque.status_code == 429
    assert int(bloque.headers["retry-after"]) >= 1
    clock.advance(minutes=16)
    assert (await client.post(f"{URL}/session", json=juste)).status_code == 204


async def test_sans_session_tout_est_refuse(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.get(f"{URL}/demandes")
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "non-connecte"


async def test_une_requete_qui_ne_vient_pas_de_l_application_est_refusee(agent: SignIn) -> None:
    anne = await agent("anne")
    del anne.headers["X-Fdls"]
    answer = await anne.post("session/deconnexion-partout")
    assert answer.status_code == 403
    assert answer.json()["code"] == "origine-non-verifiee"


async def test_se_deconnecter_partout_ferme_les_autres_sessions(agent: SignIn, clock: Clock) -> None:
    premiere, seconde = await agent("bruno"), await agent("bruno")
    assert (await premiere.get("session")).status_code == 200
    assert (await seconde.post("session/deconnexion-partout")).status_code == 204
    assert (await seconde.get("session")).status_code == 401


async def test_changer_de_departement_change_le_perimetre(agent: SignIn) -> None:
    anne = await agent("anne")
    ancien = anne.cookies[AGENT_COOKIE]
    assert (await anne.put("session/departement", json={"departement": "35"})).status_code == 204
    assert anne.cookies[AGENT_COOKIE] != ancien
    assert (await anne.get("session")).json()["departement"] == "35"
    refus = await anne.put("session/departement", json={"departement": "44"})
    assert refus.status_code == 404


async def test_un_champ_inconnu_est_refuse(visitor: httpx.AsyncClient) -> None:
    corps = {"email": "anne@exemple.test", "mot_de_passe": PASSPHRASE, "role": "gestionnaire"}
    answer = await visitor.post(f"{URL}/session", json=corps)
    assert answer.status_code == 422
    assert answer.json()["erreurs"][0]["code"] == "extra_forbidden"
