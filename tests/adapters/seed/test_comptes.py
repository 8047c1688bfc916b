"""The demonstration accounts sign in, and each finds what its role is shown."""

from collections.abc import AsyncIterator, Awaitable, Callable

import httpx
import pytest
import pytest_asyncio

from adapters.seed import comptes
from api.main import create_app
from tests.adapters.seed.conftest import DEPARTEMENT, Semee

pytestmark = pytest.mark.asyncio(loop_scope="session")

Entrer = Callable[[str], Awaitable[httpx.AsyncClient]]
ACTIVE, RETOURNEE, BROUILLON, A_RENOUVELER, ENDORMIE, RADIEE = comptes.DEMANDEURS


@pytest_asyncio.fixture(loop_scope="session")
async def client(semee: Semee) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=create_app(semee.container), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="https://fdls.test", headers={"X-Fdls": "1"}) as made:
        yield made


async def agent(client: httpx.AsyncClient, email: str) -> httpx.AsyncClient:
    client.base_url = httpx.URL("https://fdls.test/partenaires/v1/")
    body = {"email": email, "mot_de_passe": comptes.PHRASE_DE_PASSE}
    assert (await client.post("session", json=body)).status_code == 204, email
    return client


async def demandeur(client: httpx.AsyncClient, compte: comptes.DemandeurDemo) -> httpx.AsyncClient:
    client.base_url = httpx.URL("https://fdls.test/grandpublic/v1/")
    body = {
        "departement": DEPARTEMENT,
        "identifiant": compte.email(DEPARTEMENT),
        "mot_de_passe": comptes.PHRASE_DE_PASSE,
    }
    assert (await client.post("session", json=body)).status_code == 204, compte.cle
    return client


@pytest.mark.parametrize("compte", comptes.AGENTS, ids=lambda c: c.cle)
async def test_chaque_agent_de_demonstration_se_connecte_avec_son_profil(
    client: httpx.AsyncClient, compte: comptes.CompteDemo
) -> None:
    await agent(client, compte.email(DEPARTEMENT))
    session = (await client.get("session")).json()
    assert session["profil"]["code"] == compte.profil
    assert session["charte"]["acceptee"] is compte.charte_acceptee
    assert [d["code"] for d in session["departements"]] == [DEPARTEMENT]
    if session["organisme"]["type"] == "BAILLEUR":
        image = await client.get(f"https://fdls.test{session['organisme']['logo']}")
        assert compte.charte_acceptee is (image.content[:4] == b"\x89PNG")


async def test_le_gestionnaire_travaille_dans_tous_les_departements(client: httpx.AsyncClient) -> None:
    await agent(client, comptes.email_du_gestionnaire())
    session = (await client.get("session")).json()
    assert session["profil"]["code"] == "gestionnaire"


async def test_la_chargee_de_clientele_a_une_vacance_a_chaque_etape(client: httpx.AsyncClient) -> None:
    await agent(client, comptes.AGENTS[0].email(DEPARTEMENT))
    compteurs = {c["code"]: c["valeur"] for c in (await client.get("accueil")).json()["compteurs"]}
    for code in ("a_valider", "sans_candidat", "inscrites_en_commission", "a_notifier", "reponses_attendues"):
        assert compteurs[code] > 0, code
    biens = (await client.get("biens", params={"etat": "DISPONIBLE"})).json()["items"]
    candidats = [(await client.get(f"biens/{bien['id']}/candidats")).json() for bien in biens]
    assert any(found["total"] for found in candidats)


async def test_une_demande_a_valider_ressemble_a_une_demande_deja_enregistree(client: httpx.AsyncClient) -> None:
    await agent(client, comptes.AGENTS[0].email(DEPARTEMENT))
    a_valider = (await client.get("demandes", params={"a_valider": "true", "size": 100})).json()["items"]
    doublons = [(await client.get(f"demandes/{d['id']}/doublons")).json() for d in a_valider]
    assert sum(bool(found) for found in doublons) >= 1
    assert sum(not found for found in doublons) >= 1


async def test_la_demande_active_a_une_position_et_une_proposition_a_laquelle_repondre(
    client: httpx.AsyncClient,
) -> None:
    await demandeur(client, ACTIVE)
    espace = (await client.get("mon-espace")).json()
    assert espace["etat"]["code"] == "AC"
    assert espace["position"]["epcis"]
    assert [a["code"] for a in espace["a_faire"]] == ["repondre-proposition"]
    (proposition,) = (await client.get("mes-propositions")).json()
    assert {a["code"]: a["permise"] for a in proposition["actions"]} == {"accepter": True, "refuser": True}
    assert (await client.get("ma-cotation")).json()
    assert (await client.get("mes-consultations")).json()
    for piece in (await client.get("mes-pieces")).json():
        contenu = await client.get(f"mes-pieces/{piece['id']}/contenu")
        assert contenu.content.startswith(b"%PDF-")
        page = await client.get(f"mes-pieces/{piece['id']}/pages/1")
        assert page.content.startswith(b"\xff\xd8"), "l'image d'une page semée se fait à la demande"


async def test_la_demande_retournee_se_corrige_et_le_brouillon_se_termine(client: httpx.AsyncClient) -> None:
    for compte, etat, a_faire in ((RETOURNEE, "RT", "corriger-demande"), (BROUILLON, "ES", "terminer-demande")):
        await demandeur(client, compte)
        espace = (await client.get("mon-espace")).json()
        assert (espace["etat"]["code"], espace["a_faire"][0]["code"]) == (etat, a_faire)
        await client.delete("session")


async def test_une_demande_a_renouveler_une_endormie_et_une_radiee_disent_quoi_faire(client: httpx.AsyncClient) -> None:
    for compte, etat, acte in (
        (A_RENOUVELER, "AC", "renouveler"),
        (ENDORMIE, "SO", "reveiller"),
        (RADIEE, "NR", "restaurer"),
    ):
        await demandeur(client, compte)
        espace = (await client.get("mon-espace")).json()
        assert espace["etat"]["code"] == etat
        assert {a["code"]: a["permise"] for a in espace["actions"]}[acte]
        await client.delete("session")


async def test_le_portail_a_ses_questions_ses_annonces_et_ses_chiffres(client: httpx.AsyncClient) -> None:
    base = f"https://fdls.test/grandpublic/v1/territoires/{DEPARTEMENT}"
    questions = (await client.get(f"{base}/questions")).json()
    assert len(questions) >= 10
    assert all(q["question"].endswith((".", "?")) and q["reponse"].endswith(".") for q in questions)
    assert (await client.get(f"{base}/annonces")).json()["total"] > 0
    chiffres = {c["code"]: c["valeur"] for c in (await client.get(f"{base}/chiffres-cles")).json()["chiffres"]}
    assert chiffres["demandes-actives"] > 0
    assert 3 < chiffres["pression"] < 15
