"""Entrer : un lien, un second code, une charte ; et sortir quand un référent le dit."""

import asyncio
import time
from uuid import uuid4

import httpx
import pyotp
import pytest

from adapters.embedded.smtp import Mailbox
from api.bootstrap import Container
from api.security.sessions import AGENT_COOKIE
from api.worker import relay_of
from tests.api.conftest import PASSPHRASE, NewClient, SignIn, Territory
from tests.api.partenaires.collegues import RECRUE, URL, corriger, lien_recu, un_collegue

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_un_compte_desactive_perd_sa_session(
    agent: SignIn, new_client: NewClient, territory: Territory, container: Container
) -> None:
    referent = await agent("referent")
    compte = (await referent.post("comptes", json=un_collegue(territory.organismes["armor"]))).json()
    visiteur = await new_client()
    secret = {"jeton": await lien_recu(container, compte["id"]), "mot_de_passe": "cinq tortues lisent tard"}
    assert (await visiteur.post(f"{URL}/activations", json=secret)).status_code == 204
    connexion = {"email": compte["email"], "mot_de_passe": secret["mot_de_passe"]}
    assert (await visiteur.post(f"{URL}/session", json=connexion)).status_code == 204
    assert (await referent.post(f"comptes/{compte['id']}/desactivation")).json()["actif"] is False
    assert (await visiteur.get(f"{URL}/session")).status_code == 401
    assert (await visiteur.post(f"{URL}/session", json=connexion)).status_code == 401
    assert (await referent.post(f"comptes/{compte['id']}/reactivation")).json()["actif"] is True


async def test_un_oubli_repond_pareil_que_le_compte_existe_ou_non(new_client: NewClient) -> None:
    visiteur = await new_client()
    connu = await visiteur.post(f"{URL}/mots-de-passe/oubli", json={"email": "epci@exemple.test"})
    inconnu = await visiteur.post(f"{URL}/mots-de-passe/oubli", json={"email": f"{uuid4().hex}@exemple.test"})
    assert connu.status_code == inconnu.status_code == 202
    assert connu.content == inconnu.content


async def test_un_code_totp_ne_sert_qu_une_fois(agent: SignIn, new_client: NewClient) -> None:
    sous_prefete = await agent("sous-prefete")
    secret = (await sous_prefete.post("mon-compte/totp")).json()["secret"]
    totp = pyotp.TOTP(secret)
    bon = {"secret": secret, "code": totp.now(), "mot_de_passe": PASSPHRASE}
    assert (await sous_prefete.put("mon-compte/totp", json=bon | {"code": "000000"})).status_code == 422
    sans_preuve = await sous_prefete.put("mon-compte/totp", json=bon | {"mot_de_passe": "x" * 20})
    assert sans_preuve.json()["code"] == "identifiants-invalides"
    avant = sous_prefete.cookies[AGENT_COOKIE]
    assert (await sous_prefete.put("mon-compte/totp", json=bon)).status_code == 204
    assert sous_prefete.cookies[AGENT_COOKIE] != avant, "un droit de plus, une session neuve"
    assert (await sous_prefete.get("session")).json()["compte"]["totp_actif"]
    visiteur = await new_client()
    identifiants = {"email": "sous-prefete@exemple.test", "mot_de_passe": PASSPHRASE}
    sans = await visiteur.post(f"{URL}/session", json=identifiants)
    assert sans.json()["code"] == "totp-requis"
    rejoue = await visiteur.post(f"{URL}/session", json=identifiants | {"code_totp": totp.now()})
    assert rejoue.json()["code"] == "totp-requis"


async def test_un_code_totp_juste_envoye_plusieurs_fois_n_ouvre_qu_une_session(
    recrue: httpx.AsyncClient, new_client: NewClient
) -> None:
    secret = (await recrue.post("mon-compte/totp")).json()["secret"]
    totp = pyotp.TOTP(secret)
    pose = {"secret": secret, "code": totp.at(time.time() - 30), "mot_de_passe": RECRUE}
    assert (await recrue.put("mon-compte/totp", json=pose)).status_code == 204
    email = (await recrue.get("session")).json()["compte"]["email"]
    visiteur = await new_client()
    body = {"email": email, "mot_de_passe": RECRUE, "code_totp": totp.now()}
    essais = await asyncio.gather(*(visiteur.post(f"{URL}/session", json=body) for _ in range(4)))
    assert sorted(r.status_code for r in essais) == [204, 401, 401, 401]


async def test_l_organisme_qui_exige_un_second_code_n_ouvre_rien_sans_lui(
    agent: SignIn, recrue: httpx.AsyncClient, territory: Territory
) -> None:
    gestionnaire = await agent("gestionnaire", "35")
    organisme = f"organismes/{territory.organismes['armor']}"
    assert (await corriger(gestionnaire, organisme, totp_exige=True)).status_code == 200
    try:
        refus = await recrue.get("demandes")
        assert (refus.status_code, refus.json()["code"]) == (401, "totp-requis")
        assert (await recrue.get("session")).json()["organisme"]["totp_exige"]
    finally:
        assert (await corriger(gestionnaire, organisme, totp_exige=False)).status_code == 200


async def test_un_referent_retire_le_second_code_d_un_collegue_qui_a_perdu_son_telephone(
    agent: SignIn, recrue: httpx.AsyncClient, new_client: NewClient, container: Container, mailbox: Mailbox
) -> None:
    secret = (await recrue.post("mon-compte/totp")).json()["secret"]
    pose = {"secret": secret, "code": pyotp.TOTP(secret).now(), "mot_de_passe": RECRUE}
    assert (await recrue.put("mon-compte/totp", json=pose)).status_code == 204
    compte = (await recrue.get("session")).json()["compte"]
    referent = await agent("referent")
    retire = await referent.delete(f"comptes/{compte['id']}/totp")
    assert retire.status_code == 200, retire.text
    assert not retire.json()["totp_actif"]
    assert (await recrue.get("session")).status_code == 401, "ses sessions sont fermées"
    await relay_of(container).drain()
    assert [m["Subject"] for m in mailbox.messages(to=compte["email"])][
        -1
    ] == "Votre second code de connexion est retiré"
    visiteur = await new_client()
    entree = {"email": compte["email"], "mot_de_passe": RECRUE}
    assert (await visiteur.post(f"{URL}/session", json=entree)).status_code == 204
    soi = (await referent.get("session")).json()["compte"]["id"]
    assert (await referent.delete(f"comptes/{soi}/totp")).json()["code"] == "son-propre-compte"


async def test_on_n_essaie_pas_des_mots_de_passe_par_une_session_laissee_ouverte(recrue: httpx.AsyncClient) -> None:
    faux = {"actuel": "x" * 20, "nouveau": "sept renards roux patientent"}
    essais = [await recrue.post("mon-compte/mot-de-passe", json=faux) for _ in range(11)]
    assert [r.status_code for r in essais] == [401] * 10 + [429]


async def test_la_session_tourne_a_la_connexion(agent: SignIn, new_client: NewClient) -> None:
    client = await new_client()
    client.cookies.set(AGENT_COOKIE, "fixe-par-un-attaquant", domain="fdls.test", path="/")
    identifiants = {"email": "bruno@exemple.test", "mot_de_passe": PASSPHRASE}
    answer = await client.post(f"{URL}/session", json=identifiants)
    assert answer.status_code == 204
    assert "fixe-par-un-attaquant" not in answer.headers["set-cookie"]


async def test_la_charte_se_lit_avant_de_se_connecter(agent: SignIn, new_client: NewClient) -> None:
    visiteur = await new_client()
    lue = await visiteur.get(f"{URL}/charte")
    assert lue.status_code == 200
    epci = await agent("epci")
    charte = (await epci.get("session")).json()["charte"]
    assert lue.json() == {"version": charte["version"], "texte": charte["texte"]}
