"""Le gestionnaire règle le portail de son département ; le public le lit aussitôt, dans ce département seulement."""

from io import BytesIO
from typing import Any
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio
from PIL import Image
from sqlalchemy import delete

from adapters.db.organismes.tables import logos_des_portails, reglages
from api.bootstrap import Container
from domain.kernel.errors import DomainError
from domain.organismes.acteur import script
from domain.organismes.errors import CompteIntrouvable, DroitManquant, TerritoireInconnu
from domain.organismes.portail.use_cases import ConfierDepartement, confier_un_departement
from tests.api.conftest import SignIn, Territory
from tests.api.partenaires.collegues import un_collegue

pytestmark = pytest.mark.asyncio(loop_scope="session")
QUESTIONS = [
    {"question": "Qui peut demander ?", "reponse": "Toute personne majeure."},
    {"question": "Combien cela coûte-t-il ?", "reponse": "Rien."},
]


def reglages_du_portail(**autres: Any) -> dict[str, Any]:
    return {
        "titre": "Un toit en Ille-et-Vilaine",
        "couleur_accent": "#0b5d6b",
        "textes": {"accueil": "Bienvenue à tous.", "presentation": "Tenu par une association."},
        "contact": {"nom": "La maison du logement", "telephone": "02 99 00 00 00", "email": None, "horaires": "9h-17h"},
        "questions": QUESTIONS,
    } | autres


def image(format: str = "PNG", couleur: str = "#0b5d6b", taille: tuple[int, int] = (900, 300)) -> bytes:
    ecrite = BytesIO()
    Image.new("RGB", taille, couleur).save(ecrite, format)
    return ecrite.getvalue()


async def lire(qui: httpx.AsyncClient) -> dict[str, Any]:
    lu = await qui.get("portail")
    assert lu.status_code == 200, lu.text
    vu: dict[str, Any] = lu.json()
    return vu


async def regler(qui: httpx.AsyncClient, **autres: Any) -> httpx.Response:
    lu = await lire(qui)
    corps = reglages_du_portail(version=lu["version"], logo_texte=lu["logo_texte"]) | autres
    return await qui.put("portail", json=corps)


async def deposer(qui: httpx.AsyncClient, contenu: bytes, texte: str = "Le logo de l'association") -> httpx.Response:
    params = {"version": (await lire(qui))["version"], "texte": texte}
    return await qui.put("portail/logo", params=params, content=contenu)


async def public(qui: httpx.AsyncClient, departement: str) -> dict[str, Any]:
    lu: dict[str, Any] = (await qui.get(f"territoires/{departement}")).json()
    return lu


@pytest_asyncio.fixture(loop_scope="session")
async def visiteur(demandeur: SignIn) -> httpx.AsyncClient:
    return await demandeur(f"{uuid4().hex[:12]}@exemple.test")


@pytest_asyncio.fixture(loop_scope="session")
async def gestionnaire(agent: SignIn) -> httpx.AsyncClient:
    return await agent("gestionnaire", "35")


# --- régler


async def test_ce_que_le_gestionnaire_regle_le_public_le_lit_aussitot_et_l_autre_departement_n_en_voit_rien(
    gestionnaire: httpx.AsyncClient, visiteur: httpx.AsyncClient
) -> None:
    avant = await public(visiteur, "44")
    regle = await regler(gestionnaire)
    assert regle.status_code == 200, regle.text
    lu = await public(visiteur, "35")
    assert (lu["titre"], lu["couleur_accent"], lu["nom"]) == (
        "Un toit en Ille-et-Vilaine",
        "#0b5d6b",
        "Ille-et-Vilaine",
    )
    assert lu["textes"] == {"accueil": "Bienvenue à tous.", "presentation": "Tenu par une association."}
    assert lu["contact"] == {
        "nom": "La maison du logement",
        "telephone": "02 99 00 00 00",
        "email": None,
        "horaires": "9h-17h",
    }
    assert (await visiteur.get("territoires/35/questions")).json() == QUESTIONS
    assert await public(visiteur, "44") == avant


async def test_l_historique_du_portail_garde_qui_l_avant_et_l_apres_de_ce_qui_change_seulement(
    gestionnaire: httpx.AsyncClient,
) -> None:
    await regler(gestionnaire)
    autre = [QUESTIONS[1], QUESTIONS[0] | {"reponse": "Tout le monde."}]
    await regler(gestionnaire, titre="Un logement en Ille-et-Vilaine", questions=autre)
    lignes = (await gestionnaire.get("portail/historique")).json()["items"]
    assert (lignes[0]["type"], lignes[0]["auteur"]) == ("PortailModifie", "Agent Gestionnaire")
    assert lignes[0]["details"]["avant"] == {
        "titre": "Un toit en Ille-et-Vilaine",
        "questions": {"Qui peut demander ?": "Toute personne majeure."},
        "ordre_des_questions": ["Qui peut demander ?", "Combien cela coûte-t-il ?"],
    }
    assert lignes[0]["details"]["apres"]["questions"] == {"Qui peut demander ?": "Tout le monde."}
    assert lignes[0]["details"]["apres"]["titre"] == "Un logement en Ille-et-Vilaine"
    combien = len(lignes)
    await regler(gestionnaire, titre="Un logement en Ille-et-Vilaine", questions=autre)
    assert len((await gestionnaire.get("portail/historique")).json()["items"]) == combien, "rien n'a changé"


async def test_deux_reglages_a_la_fois_ne_s_effacent_pas_l_un_l_autre(gestionnaire: httpx.AsyncClient) -> None:
    lue = (await lire(gestionnaire))["version"]
    assert (await regler(gestionnaire, titre=f"Titre {uuid4().hex[:8]}")).status_code == 200
    refus = await gestionnaire.put("portail", json=reglages_du_portail(version=lue, titre="Trop tard"))
    assert (refus.status_code, refus.json()["code"]) == (409, "modification-concurrente")
    assert (await lire(gestionnaire))["titre"] != "Trop tard"
    params = {"version": lue, "texte": "Un logo"}
    refus = await gestionnaire.put("portail/logo", params=params, content=image())
    assert (refus.status_code, refus.json()["code"]) == (409, "modification-concurrente")
    refus = await gestionnaire.delete("portail/logo", params={"version": lue})
    assert (refus.status_code, refus.json()["code"]) == (409, "modification-concurrente")


@pytest.mark.parametrize(
    ("change", "champ", "code", "dit"),
    [
        ({"couleur_accent": "#e8a33d"}, "couleur_accent", "couleur-trop-claire", "il en faut 4,5"),
        ({"contact": {"nom": "La maison"}}, "contact.telephone", "contact-injoignable", "un téléphone ou une adresse"),
        (
            {"questions": [QUESTIONS[0], {"question": "qui peut demander", "reponse": "Moi."}]},
            "questions.1.question",
            "question-en-double",
            "déjà la n° 1",
        ),
        (
            {"questions": [{"question": f"Question {n}", "reponse": "Oui."} for n in range(61)]},
            "questions",
            "trop-de-questions",
            "60 questions",
        ),
    ],
)
async def test_un_portail_illisible_ou_muet_se_refuse_champ_par_champ(
    gestionnaire: httpx.AsyncClient, change: dict[str, Any], champ: str, code: str, dit: str
) -> None:
    avant = await lire(gestionnaire)
    refus = await regler(gestionnaire, **change)
    assert (refus.status_code, refus.json()["code"]) == (422, "portail-invalide")
    [erreur] = refus.json()["erreurs"]
    assert (erreur["champ"], erreur["code"]) == (champ, code)
    assert dit in erreur["message"]
    assert await lire(gestionnaire) == avant


# --- le logo


async def test_le_logo_depose_est_redessine_et_le_portail_le_montre_avec_ce_qu_il_dit(
    gestionnaire: httpx.AsyncClient, visiteur: httpx.AsyncClient
) -> None:
    marque = uuid4().hex
    piegee = image("JPEG") + f"<script>{marque}</script>".encode()
    depose = await deposer(gestionnaire, piegee)
    assert depose.status_code == 200, depose.text
    lu = await public(visiteur, "35")
    assert lu["logo_texte"] == "Le logo de l'association"
    assert lu["logo"] == depose.json()["logo"]
    servi = await visiteur.get(f"https://fdls.test{lu['logo']}")
    assert servi.headers["content-type"] == "image/png"
    assert servi.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert marque.encode() not in servi.content
    with Image.open(BytesIO(servi.content)) as dessinee:
        assert (dessinee.format, dessinee.size) == ("PNG", (480, 160))
    assert (await public(visiteur, "44"))["logo"] is None
    assert (await visiteur.get("territoires/44/logo")).json()["code"] == "logo-du-portail-absent"
    await deposer(gestionnaire, image(couleur="#7a2048"))
    assert (await public(visiteur, "35"))["logo"] != lu["logo"], "une autre image a une autre adresse"


async def test_ce_qui_n_est_pas_une_image_ou_pese_trop_n_entre_pas(gestionnaire: httpx.AsyncClient) -> None:
    await deposer(gestionnaire, image())
    avant = await lire(gestionnaire)
    bruit = BytesIO()
    Image.effect_noise((800, 800), 90).save(bruit, "PNG")
    for contenu in (b"<svg xmlns='http://www.w3.org/2000/svg'/>", image("BMP"), b"", bruit.getvalue()):
        refus = await deposer(gestionnaire, contenu)
        assert (refus.status_code, refus.json()["code"]) == (422, "logo-illisible")
        assert "500 ko" in refus.json()["title"]
    assert await lire(gestionnaire) == avant


async def test_un_logo_a_toujours_son_texte_et_le_retirer_les_retire_tous_deux(
    gestionnaire: httpx.AsyncClient, visiteur: httpx.AsyncClient
) -> None:
    await deposer(gestionnaire, image())
    muet = await regler(gestionnaire, logo_texte=None)
    assert [e["code"] for e in muet.json()["erreurs"]] == ["logo-sans-texte"]
    version = (await lire(gestionnaire))["version"]
    sans = await gestionnaire.put("portail/logo", params={"version": version}, content=image())
    assert sans.status_code == 422
    await regler(gestionnaire, logo_texte="Un toit rouge")
    assert (await public(visiteur, "35"))["logo_texte"] == "Un toit rouge"
    version = (await lire(gestionnaire))["version"]
    retire = await gestionnaire.delete("portail/logo", params={"version": version})
    assert retire.status_code == 200, retire.text
    lu = await public(visiteur, "35")
    assert (lu["logo"], lu["logo_texte"]) == (None, None)
    assert (await visiteur.get("territoires/35/logo")).status_code == 404
    lignes = (await gestionnaire.get("portail/historique")).json()["items"]
    assert (lignes[0]["libelle"], lignes[0]["description"]) == ("Logo du portail", "retiré")


# --- ouvrir un département


async def fermer(container: Container, departement: str) -> None:
    async with container.transaction() as session:
        for table in (logos_des_portails, reglages):
            await session.execute(delete(table).where(table.c.departement == departement))


async def test_le_gestionnaire_ouvre_le_portail_d_un_departement_ou_il_est_habilite(
    agent: SignIn, visiteur: httpx.AsyncClient, container: Container
) -> None:
    await fermer(container, "44")
    assert (await visiteur.get("territoires/44")).json()["code"] == "territoire-inconnu"
    gestionnaire = await agent("gestionnaire", "44")
    propose = await lire(gestionnaire)
    assert (propose["ouvert"], propose["version"], propose["nom"]) == (False, None, "Loire-Atlantique")
    assert propose["titre"] == "Demande de logement Loire-Atlantique"
    assert {a["code"]: a["permise"] for a in propose["actions"]} == {
        "ouvrir": True,
        "regler": False,
        "deposer-le-logo": False,
        "retirer-le-logo": False,
    }
    trop_tot = await gestionnaire.put("portail", json=reglages_du_portail(version=1))
    assert (trop_tot.status_code, trop_tot.json()["code"]) == (404, "portail-non-ouvert")
    ouvert = await gestionnaire.post("portail", json=reglages_du_portail(titre="Se loger en Loire-Atlantique"))
    assert ouvert.status_code == 201, ouvert.text
    assert (ouvert.json()["ouvert"], ouvert.json()["version"]) == (True, 1)
    assert (await public(visiteur, "44"))["titre"] == "Se loger en Loire-Atlantique"
    assert "44" in [t["code"] for t in (await visiteur.get("territoires")).json()]
    ligne = (await gestionnaire.get("portail/historique")).json()["items"][0]
    assert (ligne["libelle"], ligne["description"]) == ("Ouverture du portail", "« Se loger en Loire-Atlantique »")
    encore = await gestionnaire.post("portail", json=reglages_du_portail())
    assert (encore.status_code, encore.json()["code"]) == (409, "portail-deja-ouvert")


async def test_un_portail_ne_s_ouvre_pas_illisible(agent: SignIn, container: Container) -> None:
    await fermer(container, "44")
    gestionnaire = await agent("gestionnaire", "44")
    refus = await gestionnaire.post("portail", json=reglages_du_portail(couleur_accent="#ffffff"))
    assert [e["code"] for e in refus.json()["erreurs"]] == ["couleur-trop-claire"]
    assert (await lire(gestionnaire))["ouvert"] is False
    assert (await gestionnaire.post("portail", json=reglages_du_portail())).status_code == 201


async def test_seul_le_gestionnaire_regle_le_portail(agent: SignIn) -> None:
    for nom in ("referent", "epci", "anne"):
        qui = await agent(nom, "35")
        for refus in (
            await qui.get("portail"),
            await qui.get("portail/historique"),
            await qui.put("portail", json=reglages_du_portail(version=1)),
            await qui.post("portail", json=reglages_du_portail()),
            await qui.put("portail/logo", params={"version": 1, "texte": "x"}, content=image()),
            await qui.delete("portail/logo", params={"version": 1}),
        ):
            assert (refus.status_code, refus.json()["code"]) == (403, "droit-manquant"), nom
            assert "régler le portail public" in refus.json()["title"]


async def test_un_departement_nouveau_se_confie_puis_s_ouvre_sans_toucher_a_la_base(
    agent: SignIn, visiteur: httpx.AsyncClient, container: Container, territory: Territory
) -> None:
    """Le Morbihan n'a rien ici : ni organisme, ni compte, ni portail."""
    assert (await visiteur.get("territoires/56")).json()["code"] == "territoire-inconnu"
    exploitant = script("56", "Ouverture du département")
    confier = ConfierDepartement(email="gestionnaire@exemple.test")
    assert await container.executor(confier_un_departement, confier, exploitant) == "Morbihan"
    assert await container.executor(confier_un_departement, confier, exploitant) == "Morbihan"
    gestionnaire = await agent("gestionnaire", "56")
    assert (await lire(gestionnaire))["nom"] == "Morbihan"
    assert (await gestionnaire.post("portail", json=reglages_du_portail(titre="Se loger"))).status_code == 201
    assert (await public(visiteur, "56"))["nom"] == "Morbihan"
    bailleur = {"type": "BAILLEUR", "nom": "Habitat du Morbihan", "code_guichet": "56A01"}
    cree = await gestionnaire.post("organismes", json=bailleur)
    assert cree.status_code == 201, cree.text
    compte = un_collegue(cree.json()["id"], "referent-bailleur")
    assert (await gestionnaire.post("comptes", json=compte)).status_code == 201
    lui = territory.comptes["gestionnaire"]
    lignes = (await gestionnaire.get(f"comptes/{lui}/historique")).json()["items"]
    assert [(x["libelle"], x["auteur_sorte"]) for x in lignes] == [("Modification de l'habilitation", "script")]


@pytest.mark.parametrize(
    ("departement", "email", "refus"),
    [
        ("56", "anne@exemple.test", DroitManquant),
        ("56", "personne@exemple.test", CompteIntrouvable),
        ("99", "gestionnaire@exemple.test", TerritoireInconnu),
    ],
)
async def test_un_departement_ne_se_confie_qu_a_un_gestionnaire_et_s_il_existe(
    container: Container, departement: str, email: str, refus: type[DomainError]
) -> None:
    with pytest.raises(refus):
        await container.executor(confier_un_departement, ConfierDepartement(email=email), script(departement, "x"))
