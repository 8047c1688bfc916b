"""Chaque acte et chaque lecture d'une demande, tels que les partenaires et le demandeur les relisent."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from adapters.db.demandes.tables import consultations
from api.bootstrap import Container
from tests.api.conftest import SignIn, Territory
from tests.api.lieux import remarquer
from tests.api.parcours import demande_envoyee
from tests.api.relocation import candidat, commission, inscrire, logement, retenir

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_l_historique_se_filtre_par_acte_et_par_intervenant(agent: SignIn, demandeur: SignIn, pdf: bytes) -> None:
    _, envoyee = await demande_envoyee(demandeur, pdf, nom="FILTRES")
    anne = await agent("anne", "35")
    for codes in (["13"], ["09"]):
        vue = (await anne.get(f"demandes/{envoyee['id']}")).json()
        corps = {"version": vue["version"], "motifs": {"codes": codes}}
        assert (await anne.patch(f"demandes/{envoyee['id']}", json=corps)).status_code == 200
    chemin = f"demandes/{envoyee['id']}/historique"
    filtres = (await anne.get(f"{chemin}/filtres")).json()
    types = {t["code"]: t["nombre"] for t in filtres["types"]}
    assert types["DemandeSoumise"] == 1
    qui = {i["libelle"]: i for i in filtres["intervenants"]}
    assert qui["Agent Anne"]["sorte"] == "agent"
    assert qui["Agent Anne"]["organisme"] == "Armor Habitat"
    assert qui["Agent Anne"]["nombre"] == 2
    page = (await anne.get(chemin, params={"size": 100})).json()
    quand = [(ligne["le"], ligne["type"]) for ligne in page["items"]]
    assert [le for le, _ in quand] == sorted((le for le, _ in quand), reverse=True), "la plus récente d'abord"
    assert quand[-1][1] == "DemandeCommencee"
    toutes = page["total"]
    assert toutes == sum(types.values()) == sum(i["nombre"] for i in filtres["intervenants"])
    d_anne = (await anne.get(chemin, params={"intervenant": qui["Agent Anne"]["code"]})).json()
    assert {ligne["auteur"] for ligne in d_anne["items"]} == {"Agent Anne"}
    assert d_anne["total"] == 2
    deux = (await anne.get(chemin, params={"type": ["DemandeSoumise", "DemandeCommencee"]})).json()
    assert {ligne["type"] for ligne in deux["items"]} == {"DemandeSoumise", "DemandeCommencee"}
    assert (await anne.get(chemin, params={"type": "DemandeSoumise", "intervenant": "agent:x"})).json()["items"] == []


async def test_une_lecture_dit_quoi_et_se_rattache_a_sa_requete(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    qui, envoyee = await demande_envoyee(demandeur, pdf, nom="LUE")
    bruno = await agent("bruno")
    await bruno.get(f"demandes/{envoyee['id']}", headers={"X-Correlation-Id": "lecture-de-bruno"})
    [piece, *_] = (await bruno.get(f"demandes/{envoyee['id']}/pieces")).json()
    await bruno.get(f"demandes/{envoyee['id']}/pieces/{piece['id']}/contenu")
    [vue] = (await qui.get("mes-consultations")).json()
    assert vue["organisme"] == "Vilaine Logis"
    assert sorted(vue["objets"]) == ["Dossier de la demande", "Liste des pièces", "Pièce du dossier"]
    assert vue["nombre"] == 3
    lignes = (await bruno.get(f"demandes/{envoyee['id']}/consultations")).json()["items"]
    assert [ligne["quoi_libelle"] for ligne in lignes] == [
        "Pièce du dossier",
        "Liste des pièces",
        "Dossier de la demande",
    ]
    async with container.read("35") as connection:
        of_demande = consultations.c.demande_id == envoyee["id"]
        kept = await connection.scalars(select(consultations.c.correlation).where(of_demande))
        found = list(kept)
    assert "lecture-de-bruno" in found
    assert None not in found


async def test_la_personne_lit_quel_organisme_l_a_cherchee_puis_examinee_en_commission_et_a_quelle_heure(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    qui, demande = await candidat(agent, demandeur, pdf)
    _, autre = await candidat(agent, demandeur, pdf)
    _, tiers = await candidat(agent, demandeur, pdf)
    anne = await agent("anne", "35")
    bien = await logement(anne)
    adresse = f"biens/{bien['id']}/candidats/explication"
    assert (await anne.get(adresse, params={"numero_unique": demande["numero_unique"]})).status_code == 200
    [vue] = (await qui.get("mes-consultations")).json()
    assert vue["objets"] == ["Recherche de candidats pour un logement"]
    seance = await commission(anne)
    for proposition in await retenir(anne, bien, demande, autre, tiers):
        await inscrire(anne, proposition, seance)
    nouveau = await agent("referent", "35")
    ordre = await nouveau.get(f"commissions/{seance['id']}")
    assert ordre.status_code == 200, ordre.text
    [vue] = [v for v in (await qui.get("mes-consultations")).json() if v["organisme"] == "Armor Habitat"]
    assert {"Examen en commission d'attribution", "Recherche de candidats pour un logement"} <= set(vue["objets"])
    assert datetime.fromisoformat(vue["derniere_le"]) <= datetime.now(UTC) + timedelta(minutes=1)
    assert "Referent" not in str(vue), "un organisme, jamais une personne"
    for lu in (demande, autre, tiers):
        lignes = (await anne.get(f"demandes/{lu['id']}/consultations")).json()["items"]
        assert [x["auteur"] for x in lignes if x["quoi"] == "commission"] == ["Agent Referent"]


async def test_les_lectures_remarquees_se_verifient_par_un_referent_ou_le_gestionnaire(
    agent: SignIn, container: Container, territory: Territory
) -> None:
    [anomalie, *_] = await remarquer(container, territory)
    referent, bruno, gestionnaire = await agent("referent"), await agent("bruno"), await agent("gestionnaire", "35")
    chemin = f"lectures-a-verifier/{anomalie.id}/verification"
    corps = {"commentaire": "Inventaire du mois, prévu."}
    assert (await bruno.get("lectures-a-verifier")).json()["code"] == "droit-manquant"
    lues = (await referent.get("lectures-a-verifier", params={"etat": "A_VOIR", "size": 100})).json()["items"]
    assert {ligne["organisme"] for ligne in lues} == {"Armor Habitat"}
    assert str(anomalie.id) in {ligne["id"] for ligne in lues}
    assert (await referent.post(chemin, json=corps)).status_code == 204
    assert (await gestionnaire.post(chemin, json=corps)).json()["code"] == "anomalie-deja-verifiee"
    tous = (await gestionnaire.get("lectures-a-verifier", params={"size": 100})).json()["items"]
    [verifiee] = [ligne for ligne in tous if ligne["id"] == str(anomalie.id)]
    assert (verifiee["etat"], verifiee["acquittee_par"]) == ("ACQUITTEE", "Agent Referent")
    assert verifiee["commentaire"] == "Inventaire du mois, prévu."
    histoire = (await referent.get(f"comptes/{territory.comptes['anne']}/historique")).json()["items"]
    assert "Lectures vérifiées" in [ligne["libelle"] for ligne in histoire]
