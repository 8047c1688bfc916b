"""Un EPCI dessine ses secteurs ; le demandeur en choisit un, et toute la suite le sait."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from api.bootstrap import Container
from tests.api.conftest import RENNES_METROPOLE, SAINT_MALO, SignIn
from tests.api.formulaires import formulaire
from tests.api.relocation import candidat, logement

pytestmark = pytest.mark.asyncio(loop_scope="session")
BETTON, CESSON = "35024", "35051"


def un_secteur(container: Container, **autres: Any) -> dict[str, Any]:
    return {
        "epci": RENNES_METROPOLE,
        "nom": f"Couronne {uuid4().hex[:8]}",
        "communes": [BETTON, CESSON],
        "quartiers": [{"commune": CESSON, "nom": "Bourgchevreuil"}],
        "acte": "Délibération du 3 mars 2026",
        "du": (container.today() - timedelta(days=30)).isoformat(),
    } | autres


async def ouvert(qui: httpx.AsyncClient, container: Container, **autres: Any) -> dict[str, Any]:
    corps = un_secteur(container, **autres)
    reponse = await qui.post("secteurs", json=corps)
    assert reponse.status_code == 201, reponse.text
    return next(s for s in reponse.json()["items"] if s["nom"] == corps["nom"])


async def a_choisir(demandeur: httpx.AsyncClient, id: str) -> dict[str, Any] | None:
    lus = (await demandeur.get("territoires/35/secteurs")).json()
    return next((s for s in lus if s["secteur"]["id"] == id), None)


def cherche(*communes: str, secteurs: list[dict[str, Any]]) -> dict[str, Any]:
    souhait = formulaire(communes=communes)["logement_recherche"]
    return {"logement_recherche": souhait | {"secteurs": secteurs}}


async def test_un_epci_ouvre_un_secteur_que_le_portail_propose_avec_ce_qu_il_couvre(
    agent: SignIn, demandeur: SignIn, container: Container
) -> None:
    epci = await agent("epci")
    secteur = await ouvert(epci, container)
    assert secteur["ouvert"] is True
    assert secteur["fermer"]["permise"] is True
    visiteur = await demandeur(f"{uuid4().hex[:12]}@exemple.test")
    vu = await a_choisir(visiteur, secteur["id"])
    assert vu is not None
    assert vu["phrase"] == "Betton, Cesson-Sévigné (Bourgchevreuil)"
    assert vu["epci_nom"] == "Rennes Métropole"
    assert (await visiteur.get("territoires/44/secteurs")).json() == []
    metropole = (await epci.get("session")).json()["organisme"]["id"]
    gestionnaire = await agent("gestionnaire", "35")
    lignes = (await gestionnaire.get(f"organismes/{metropole}/historique")).json()["items"]
    assert [ligne["libelle"] for ligne in lignes if secteur["nom"] in ligne["description"]] == [
        "Secteur de choix ouvert"
    ]


async def test_un_secteur_choisi_fait_candidat_dans_chacune_de_ses_communes_et_cote_la_demande(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    epci, anne = await agent("epci"), await agent("anne", "35")
    secteur = await ouvert(epci, container)
    menti = {"id": secteur["id"], "nom": "Toute la côte", "communes": [SAINT_MALO], "quartiers": []}
    _, demande = await candidat(agent, demandeur, pdf, **cherche(SAINT_MALO, secteurs=[menti]))
    [choisi] = demande["formulaire"]["logement_recherche"]["secteurs"]
    assert (choisi["nom"], choisi["communes"]) == (secteur["nom"], [BETTON, CESSON])
    assert {c["nom"] for c in demande["communes"]} >= {"Saint-Malo", "Betton", "Cesson-Sévigné"}
    cotations = (await anne.get(f"demandes/{demande['id']}/cotations")).json()
    assert [c["epci"] for c in cotations] == [RENNES_METROPOLE]
    bien = await logement(anne, commune=CESSON)
    numero = demande["numero_unique"]
    explique = (await anne.get(f"biens/{bien['id']}/candidats/explication", params={"numero_unique": numero})).json()
    commune = next(c for c in explique["conditions"] if c["code"] == "commune")
    assert commune["remplie"] is True
    assert commune["phrase"] == f"Cesson-Sévigné est dans le secteur « {secteur['nom']} », souhaité en rang 2."
    trouvees = (await anne.get("demandes", params={"commune": BETTON, "q": numero})).json()["items"]
    assert [d["id"] for d in trouvees] == [demande["id"]]
    assert (await (await agent("cesson")).get(f"demandes/{demande['id']}")).status_code == 200


async def test_un_secteur_suffit_sans_commune_et_le_candidat_a_son_numero_de_choix(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    epci, anne = await agent("epci"), await agent("anne", "35")
    secteur = await ouvert(epci, container)
    cite = {"id": secteur["id"], "nom": secteur["nom"]}
    qui, demande = await candidat(agent, demandeur, pdf, **cherche(secteurs=[cite]), revenu=6_000)
    bien = await logement(anne, commune=BETTON)
    vus = (await anne.get(f"biens/{bien['id']}/candidats", params={"size": 100})).json()["items"]
    assert {c["demande_id"]: c["rang_choix_commune"] for c in vus}[demande["id"]] == 1
    [cotation] = (await qui.get("ma-cotation")).json()
    assert cotation["positions"], "sa place se dit dans une commune du secteur, ou ce qui l'empêche"
    assert (await qui.get("mon-espace")).json()["position"]["epcis"]


async def test_un_secteur_ferme_ne_se_propose_plus_et_reste_a_qui_l_avait_choisi(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    epci, anne = await agent("epci"), await agent("anne", "35")
    secteur = await ouvert(epci, container)
    cite = {"id": secteur["id"], "nom": secteur["nom"]}
    qui, demande = await candidat(agent, demandeur, pdf, **cherche(secteurs=[cite]))
    hier = (container.today() - timedelta(days=1)).isoformat()
    bientot = (container.today() + timedelta(days=30)).isoformat()
    prevu = (await epci.post(f"secteurs/{secteur['id']}/fermeture", json={"au": bientot})).json()
    [vu] = [s for s in prevu["items"] if s["id"] == secteur["id"]]
    assert (vu["au"], vu["fermer"]["libelle"], vu["fermer"]["permise"]) == (bientot, "Changer la date", True)
    ferme = await epci.post(f"secteurs/{secteur['id']}/fermeture", json={"au": hier})
    assert ferme.status_code == 200, ferme.text
    assert await a_choisir(qui, secteur["id"]) is None
    encore = await epci.post(f"secteurs/{secteur['id']}/fermeture", json={"au": hier})
    assert (encore.status_code, encore.json()["code"]) == (409, "secteur-ferme")
    garde = await anne.patch(
        f"demandes/{demande['id']}", json={"version": demande["version"], **cherche(BETTON, secteurs=[cite])}
    )
    assert garde.status_code == 200, garde.text
    assert garde.json()["formulaire"]["logement_recherche"]["secteurs"][0]["communes"] == [BETTON, CESSON]
    nouvelle = await anne.post("demandes", json=formulaire(nom="TARD", **cherche(secteurs=[cite])))
    assert (nouvelle.status_code, nouvelle.json()["code"]) == (422, "secteur-inconnu")
    assert [e["champ"] for e in nouvelle.json()["erreurs"]] == ["logement_recherche.secteurs.0"]


async def test_chaque_epci_ne_dessine_que_les_siens_et_le_gestionnaire_pour_tous(
    agent: SignIn, container: Container
) -> None:
    epci, anne, gestionnaire = await agent("epci"), await agent("anne", "35"), await agent("gestionnaire", "35")
    await container.communes.load()
    malo = container.communes.epci(SAINT_MALO)
    ailleurs = {"epci": malo, "communes": [SAINT_MALO], "quartiers": []}
    refuse = await epci.post("secteurs", json=un_secteur(container, **ailleurs))
    assert (refuse.status_code, refuse.json()["code"]) == (403, "secteur-d-un-autre")
    sans_droit = await anne.post("secteurs", json=un_secteur(container))
    assert (sans_droit.status_code, sans_droit.json()["code"]) == (403, "droit-manquant")
    cote = await ouvert(gestionnaire, container, **ailleurs)
    hors = await epci.post(f"secteurs/{cote['id']}/fermeture", json={"au": container.today().isoformat()})
    assert (hors.status_code, hors.json()["code"]) == (403, "secteur-d-un-autre")
    vus = (await epci.get("secteurs")).json()
    assert next(s for s in vus["items"] if s["id"] == cote["id"])["fermer"]["permise"] is False
    assert [e["siren"] for e in vus["epcis"]] == [RENNES_METROPOLE]
    assert (await anne.get("secteurs")).json()["ouvrir"]["permise"] is False
    faux = await epci.post("secteurs", json=un_secteur(container, communes=[SAINT_MALO], quartiers=[]))
    assert (faux.status_code, faux.json()["code"]) == (422, "secteur-invalide")


async def test_deux_secteurs_ouverts_d_un_epci_n_ont_pas_le_meme_nom(agent: SignIn, container: Container) -> None:
    epci = await agent("epci")
    premier = await ouvert(epci, container)
    encore = await epci.post("secteurs", json=un_secteur(container, nom=premier["nom"].upper()))
    assert (encore.status_code, encore.json()["code"]) == (409, "secteur-deja-nomme")
    assert [e["champ"] for e in encore.json()["erreurs"]] == ["nom"], "le champ à corriger est dit"
    noms = [x["nom"] for x in (await epci.get("secteurs")).json()["items"]]
    assert premier["nom"].upper() not in noms, "rien n'a été enregistré"


async def test_un_secteur_ferme_rend_son_nom_et_ne_se_rouvre_pas_sur_celui_qui_l_a_repris(
    agent: SignIn, container: Container
) -> None:
    epci = await agent("epci")
    ancien = await ouvert(epci, container)

    def dans(jours: int) -> str:
        return (container.today() + timedelta(days=jours)).isoformat()

    async def fermer(secteur: dict[str, Any], au: str) -> httpx.Response:
        return await epci.post(f"secteurs/{secteur['id']}/fermeture", json={"au": au})

    assert (await fermer(ancien, dans(10))).status_code == 200
    trop_tot = await epci.post("secteurs", json=un_secteur(container, nom=ancien["nom"], du=dans(10)))
    assert (trop_tot.status_code, trop_tot.json()["code"]) == (409, "secteur-deja-nomme")
    repris = await epci.post("secteurs", json=un_secteur(container, nom=ancien["nom"], du=dans(11)))
    assert repris.status_code == 201, repris.text
    prolonge = await fermer(ancien, dans(20))
    assert (prolonge.status_code, prolonge.json()["code"]) == (409, "secteur-deja-nomme")
    assert [e["champ"] for e in prolonge.json()["erreurs"]] == ["au"]
    assert (await fermer(ancien, dans(5))).status_code == 200, "fermer plus tôt ne gêne personne"


async def test_un_secteur_qui_ouvrira_plus_tard_tient_deja_son_nom(agent: SignIn, container: Container) -> None:
    epci = await agent("epci")
    bientot = (container.today() + timedelta(days=30)).isoformat()
    a_venir = await ouvert(epci, container, du=bientot)
    aujourd_hui = await epci.post("secteurs", json=un_secteur(container, nom=a_venir["nom"].upper()))
    assert (aujourd_hui.status_code, aujourd_hui.json()["code"]) == (409, "secteur-deja-nomme")
