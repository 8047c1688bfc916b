"""L'accès du demandeur : un code à usage unique, ou un mot de passe pour qui en préfère un."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text

from adapters.embedded.smtp import Mailbox
from api.bootstrap import Container
from api.security.sessions import DEMANDEUR_COOKIE
from api.worker import relay_of
from tests.api.conftest import Clock, NewClient, SignIn, issue_code
from tests.maison import texte

pytestmark = pytest.mark.asyncio(loop_scope="session")
URL = "https://fdls.test/grandpublic/v1"
PHRASE = "neuf pingouins marchent lentement"


def _adresse() -> str:
    return f"{uuid4().hex[:12]}@exemple.test"


def _mobile() -> str:
    return f"+3363998{uuid4().int % 10_000:04d}"


async def test_un_code_arrive_par_courriel_et_ne_sert_qu_une_fois(
    visitor: httpx.AsyncClient, container: Container, mailbox: Mailbox
) -> None:
    qui = {"departement": "35", "identifiant": _adresse()}
    assert (await visitor.post(f"{URL}/session/codes", json=qui)).status_code == 202
    await relay_of(container).drain()
    [message] = mailbox.messages(to=qui["identifiant"])
    code = re.search(r"\b\d{6}\b", texte(message))
    assert code is not None
    essais = await asyncio.gather(*(visitor.post(f"{URL}/session", json=qui | {"code": code[0]}) for _ in range(6)))
    assert sorted(r.status_code for r in essais) == [204] + [401] * 5
    cookie = next(r for r in essais if r.status_code == 204).headers["set-cookie"]
    assert cookie.startswith(f"{DEMANDEUR_COOKIE}=")
    for attribute in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"):
        assert attribute in cookie


async def test_un_code_arrive_par_sms_sur_un_mobile(
    visitor: httpx.AsyncClient, container: Container, mailbox: Mailbox
) -> None:
    mobile = _mobile()
    qui = {"departement": "35", "identifiant": f"0{mobile[3:]}"}
    assert (await visitor.post(f"{URL}/session/codes", json=qui)).status_code == 202
    await relay_of(container).drain()
    [sms] = mailbox.messages(to=f"{mobile.removeprefix('+')}@{container.settings.sms_domaine}")
    code = re.search(r"\b\d{6}\b", texte(sms))
    assert code is not None
    assert (await visitor.post(f"{URL}/session", json=qui | {"code": code[0]})).status_code == 204


async def test_apres_cinq_mauvais_codes_le_bon_ne_vaut_plus_rien(
    visitor: httpx.AsyncClient, container: Container
) -> None:
    qui = {"departement": "35", "identifiant": _adresse()}
    code = await issue_code(container, "35", qui["identifiant"])
    faux = f"{(int(code) + 1) % 1_000_000:06d}"
    for _ in range(5):
        assert (await visitor.post(f"{URL}/session", json=qui | {"code": faux})).status_code == 401
    assert (await visitor.post(f"{URL}/session", json=qui | {"code": code})).status_code == 401


async def test_un_code_vit_dix_minutes(visitor: httpx.AsyncClient, container: Container, clock: Clock) -> None:
    qui = {"departement": "35", "identifiant": _adresse()}
    code = await issue_code(container, "35", qui["identifiant"])
    clock.advance(minutes=11)
    assert (await visitor.post(f"{URL}/session", json=qui | {"code": code})).status_code == 401


async def test_une_adresse_inconnue_recoit_les_memes_reponses_et_les_memes_attentes(
    demandeur: SignIn, visitor: httpx.AsyncClient, clock: Clock
) -> None:
    connue, inconnue = _adresse(), _adresse()
    client = await demandeur(connue)
    assert (await client.put("mon-compte/mot-de-passe", json={"nouveau": PHRASE})).status_code == 204
    suites = []
    for identifiant in (connue, inconnue):
        clock.shift = timedelta(0)
        qui = {"departement": "35", "identifiant": identifiant}
        suite = []
        for _ in range(12):
            essai = await visitor.post(f"{URL}/session", json=qui | {"mot_de_passe": "x" * 20})
            suite.append((essai.status_code, essai.json()["code"], essai.json()["title"]))
            clock.advance(seconds=3)
        suite.append((await visitor.post(f"{URL}/session", json=qui | {"code": "123456"})).json()["title"])
        suites.append(suite)
    assert suites[0] == suites[1]
    assert {s[0] for s in suites[0][:-1]} == {401, 429}


async def test_une_personne_que_l_on_fait_attendre_entre_avec_un_code(
    demandeur: SignIn, visitor: httpx.AsyncClient, container: Container
) -> None:
    identifiant = _adresse()
    client = await demandeur(identifiant)
    assert (await client.put("mon-compte/mot-de-passe", json={"nouveau": PHRASE})).status_code == 204
    qui = {"departement": "35", "identifiant": identifiant}
    for _ in range(6):
        await visitor.post(f"{URL}/session", json=qui | {"mot_de_passe": "x" * 20})
    assert (await visitor.post(f"{URL}/session", json=qui | {"mot_de_passe": PHRASE})).status_code == 429
    code = await issue_code(container, "35", identifiant)
    assert (await visitor.post(f"{URL}/session", json=qui | {"code": code})).status_code == 204


async def test_choisir_un_mot_de_passe_ferme_les_autres_sessions_et_se_dit_par_message(
    demandeur: SignIn, visitor: httpx.AsyncClient, container: Container, mailbox: Mailbox
) -> None:
    identifiant = _adresse()
    ancienne, client = await demandeur(identifiant), await demandeur(identifiant)
    assert (await ancienne.post("ma-demande")).status_code == 201
    assert (await ancienne.get("mon-espace")).status_code == 200
    avant = client.cookies[DEMANDEUR_COOKIE]
    assert (await client.put("mon-compte/mot-de-passe", json={"nouveau": PHRASE})).status_code == 204
    assert client.cookies[DEMANDEUR_COOKIE] != avant
    assert (await client.get("mon-compte")).json()["a_un_mot_de_passe"]
    assert (await ancienne.get("mon-compte")).status_code == 401
    await relay_of(container).drain()
    assert [m["Subject"] for m in mailbox.messages(to=identifiant)][-1] == "Un mot de passe vient d'être choisi"
    body = {"departement": "35", "identifiant": identifiant, "mot_de_passe": PHRASE}
    assert (await visitor.post(f"{URL}/session", json=body)).status_code == 204


async def test_une_nouvelle_adresse_ne_sert_a_se_connecter_qu_une_fois_prouvee_et_l_ancienne_l_apprend(
    demandeur: SignIn, visitor: httpx.AsyncClient, container: Container, mailbox: Mailbox
) -> None:
    ancien, nouveau = _adresse(), _adresse()
    ailleurs, client = await demandeur(ancien), await demandeur(ancien)
    assert (await client.post("ma-demande")).status_code == 201
    faux = await client.put("mon-compte/identifiant", json={"identifiant": nouveau, "code": "000000"})
    assert (faux.status_code, faux.json()["code"]) == (422, "code-d-identifiant-refuse")
    code = await issue_code(container, "35", ancien)
    comme_avant = {"departement": "35", "identifiant": ancien, "code": code}
    assert (await visitor.post(f"{URL}/session", json=comme_avant)).status_code == 204

    code = await issue_code(container, "35", nouveau)
    change = await client.put("mon-compte/identifiant", json={"identifiant": nouveau, "code": code})
    assert change.status_code == 204, change.text
    assert (await client.get("mon-compte")).json() | {"connexion_precedente_le": None} == {
        "identifiant": nouveau,
        "departement": "35",
        "a_une_demande": True,
        "a_un_mot_de_passe": False,
        "connexion_precedente_le": None,
    }
    assert (await ailleurs.get("mon-compte")).status_code == 401
    phrases = [ligne["phrase"] for ligne in (await client.get("mon-historique")).json()]
    assert "L'adresse ou le mobile qui sert à vous connecter a changé." in phrases
    await relay_of(container).drain()
    [dit] = [m for m in mailbox.messages(to=ancien) if "a changé" in m["Subject"]]
    assert nouveau not in texte(dit)


async def test_une_adresse_qui_ouvre_deja_un_autre_espace_ne_se_prend_pas(
    demandeur: SignIn, container: Container
) -> None:
    client, prise = await demandeur(_adresse()), _adresse()
    assert (await (await demandeur(prise)).post("ma-demande")).status_code == 201
    code = await issue_code(container, "35", prise)
    refus = await client.put("mon-compte/identifiant", json={"identifiant": prise, "code": code})
    assert (refus.status_code, refus.json()["code"]) == (409, "identifiant-deja-pris")


async def test_sa_propre_adresse_ne_se_prend_pas_une_seconde_fois(demandeur: SignIn, container: Container) -> None:
    mienne = _adresse()
    client = await demandeur(mienne)
    code = await issue_code(container, "35", mienne)
    refus = await client.put("mon-compte/identifiant", json={"identifiant": mienne, "code": code})
    assert (refus.status_code, refus.json()["code"]) == (409, "identifiant-deja-pris")
    assert (await client.get("mon-compte")).json()["identifiant"] == mienne


async def test_qui_s_est_connecte_trop_tot_avec_sa_nouvelle_adresse_peut_encore_la_confirmer(
    demandeur: SignIn, container: Container
) -> None:
    """L'espace vide ouvert par erreur garderait l'adresse : la demande ne se retrouverait plus par elle."""
    client, nouvelle = await demandeur(_adresse()), _adresse()
    demande = (await client.post("ma-demande")).json()
    trop_tot = await demandeur(nouvelle)
    assert (await trop_tot.get("mon-compte")).json()["a_une_demande"] is False
    code = await issue_code(container, "35", nouvelle)
    change = await client.put("mon-compte/identifiant", json={"identifiant": nouvelle, "code": code})
    assert change.status_code == 204, change.text
    assert (await trop_tot.get("mon-compte")).status_code == 401
    revenu = await demandeur(nouvelle)
    assert (await revenu.get("ma-demande")).json()["id"] == demande["id"]


async def test_un_mot_de_passe_faible_dit_pourquoi(demandeur: SignIn) -> None:
    client = await demandeur("gwenola.leborgne@exemple.test")
    for nouveau, code in (
        ("logement-social-35", "mots-attendus"),
        ("gwenola.leborgne!", "contient-le-nom"),
        ("a" * 20, "repetition"),
    ):
        refus = await client.put("mon-compte/mot-de-passe", json={"nouveau": nouveau})
        assert refus.status_code == 422
        assert code in {e["code"] for e in refus.json()["erreurs"]}


async def test_me_deconnecter_partout_ferme_mes_autres_sessions(demandeur: SignIn) -> None:
    identifiant = _adresse()
    une, autre = await demandeur(identifiant), await demandeur(identifiant)
    assert (await une.post("ma-demande")).status_code == 201
    assert (await une.get("mon-espace")).status_code == 200
    assert (await autre.post("session/deconnexion-partout")).status_code == 204
    for client in (une, autre):
        assert (await client.get("mon-compte")).status_code == 401


Depenser = Callable[[str, int], Awaitable[None]]


@pytest.fixture
def depenser(container: Container) -> Depenser:
    """What a day of other requests has already spent of a limit."""

    async def spend(cle: str, fois: int) -> None:
        await container.rate_limit._count(cle, 86_400)
        async with container.engine.begin() as connection:
            await connection.execute(
                text("update tentatives set nombre = :n where cle = sha256(convert_to(:c, 'UTF8'))"),
                {"n": fois, "c": cle},
            )

    return spend


async def test_un_mobile_ne_recoit_que_cinq_codes_par_jour(visitor: httpx.AsyncClient, depenser: Depenser) -> None:
    mobile = _mobile()
    await depenser(f"code-jour:{mobile}", 5)
    refus = await visitor.post(f"{URL}/session/codes", json={"departement": "35", "identifiant": mobile})
    assert (refus.status_code, refus.json()["code"]) == (429, "trop-de-tentatives")


async def test_la_depense_de_sms_d_un_jour_est_bornee_et_le_courriel_reste_ouvert(
    visitor: httpx.AsyncClient, depenser: Depenser
) -> None:
    await depenser("sms:22", 2000)
    par_sms = await visitor.post(f"{URL}/session/codes", json={"departement": "22", "identifiant": _mobile()})
    assert par_sms.status_code == 429
    assert "par courriel" in par_sms.json()["title"]
    par_courriel = await visitor.post(f"{URL}/session/codes", json={"departement": "22", "identifiant": _adresse()})
    assert par_courriel.status_code == 202


async def test_une_adresse_ip_ne_fait_partir_que_dix_sms_par_heure(visitor: httpx.AsyncClient) -> None:
    envois = [
        (await visitor.post(f"{URL}/session/codes", json={"departement": "44", "identifiant": _mobile()})).status_code
        for _ in range(11)
    ]
    assert envois == [202] * 10 + [429]


async def test_aucun_code_ne_part_vers_l_etranger(new_client: NewClient, container: Container) -> None:
    client = await new_client()
    for numero in ("+447700900123", "+19005550100", "0892123456", "0299123456"):
        refus = await client.post(f"{URL}/session/codes", json={"departement": "35", "identifiant": numero})
        assert (refus.status_code, refus.json()["code"]) == (422, "identifiant-illisible")
