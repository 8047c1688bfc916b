"""Un fait daté compte dans les points : un agent le note, le qualifie ou le retire, et l'historique le dit."""

from datetime import timedelta
from typing import Any

import pytest

from api.bootstrap import Container
from tests.api.conftest import RENNES, SignIn
from tests.api.parcours import demande_validee
from tests.api.relocation import proposee

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def _demande(agent: SignIn, demandeur: SignIn, pdf: bytes, nom: str) -> tuple[Any, str]:
    _, vue = await demande_validee(agent, demandeur, pdf, nom=nom, communes=(RENNES,))
    return await agent("anne", "35"), f"demandes/{vue['id']}/evenements-de-vie"


async def test_une_declaration_inexacte_se_note_une_fois_et_se_retire(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    anne, adresse = await _demande(agent, demandeur, pdf, "INEXACTE")
    corps = {"type": "declaration_inexacte", "le": container.today().isoformat(), "motif": "Ressources non déclarées."}
    vie = (await anne.post(adresse, json=corps)).json()
    (fait,) = vie["evenements"]
    assert (fait["libelle"], fait["le"], fait["adapte"]) == ("Déclaration inexacte", corps["le"], None)
    assert [(a["code"], a["permise"]) for a in fait["actions"] if a["montrer"]] == [
        ("retirer", True),
        ("contester", True),
    ]
    encore = await anne.post(adresse, json=corps)
    assert (encore.status_code, encore.json()["code"]) == (409, "evenement-de-vie-impossible")
    retrait = await anne.post(f"{adresse}/{fait['id']}/retrait", json={"motif": "Le document était bon."})
    assert retrait.json()["evenements"] == []
    historique = (await anne.get(adresse.replace("evenements-de-vie", "historique"))).json()["items"]
    dits = {ligne["type"]: ligne["description"] for ligne in historique}
    assert "Ressources non déclarées." in dits["EvenementDeVieNote"]
    assert "Le document était bon." in dits["EvenementDeVieRetire"]


async def test_une_absence_a_une_visite_se_note(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    anne, adresse = await _demande(agent, demandeur, pdf, "ABSENTE")
    assert {t["code"] for t in (await anne.get(adresse)).json()["types"]} >= {"absence_visite", "refus_prospection"}
    corps = {"type": "absence_visite", "le": container.today().isoformat(), "motif": "Visite du matin, sans nouvelles."}
    (fait,) = (await anne.post(adresse, json=corps)).json()["evenements"]
    assert fait["libelle"] == "Absence à une visite ou à un rendez-vous"


async def test_un_refus_ne_retire_des_points_que_si_un_agent_dit_que_le_logement_etait_adapte(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    qui, anne, _, proposition = await proposee(agent, demandeur, pdf)
    refus = {"version": proposition["version"], "motif": "R02"}
    assert (await qui.post(f"mes-propositions/{proposition['id']}/refus", json=refus)).status_code == 200
    fiche = f"demandes/{(await qui.get('ma-demande')).json()['id']}"
    adresse = f"{fiche}/evenements-de-vie"
    faits = {f["type"]: f for f in (await anne.get(adresse)).json()["evenements"]}
    assert faits.keys() >= {"proposition", "passage_cal_attribue", "refus_proposition"}
    refuse = faits["refus_proposition"]
    assert [a["code"] for a in refuse["actions"] if a["montrer"]] == ["qualifier", "contester"]

    async def points() -> int:
        return int((await anne.get(fiche)).json()["cotations"][0]["points_verifies"])

    avant = await points()
    adapte = {"adapte": True, "motif": "Le T3 demandé, dans la commune demandée."}
    vie = (await anne.post(f"{adresse}/{refuse['id']}/qualification", json=adapte)).json()
    assert next(f for f in vie["evenements"] if f["id"] == refuse["id"])["adapte"] is True
    assert await points() == avant - 10
    non = {"adapte": False, "motif": "Sans ascenseur."}
    assert (await anne.post(f"{adresse}/{refuse['id']}/qualification", json=non)).status_code == 200
    assert await points() == avant
    autre = next(f for f in vie["evenements"] if f["type"] == "proposition")
    impossible = await anne.post(f"{adresse}/{autre['id']}/qualification", json=adapte)
    assert impossible.json()["raisons"][0]["code"] == "pas-un-refus"
    assert (await anne.post(f"{adresse}/{autre['id']}/retrait", json={"motif": "Non."})).status_code == 409


async def test_un_fait_a_venir_ou_plus_ancien_que_la_demande_est_refuse(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    anne, adresse = await _demande(agent, demandeur, pdf, "HORSDATE")
    for ecart in (timedelta(days=2), timedelta(days=-20_000)):
        le = container.today() + ecart
        corps = {"type": "declaration_inexacte", "le": le.isoformat(), "motif": "Relu."}
        refus = await anne.post(adresse, json=corps)
        assert (refus.status_code, refus.json()["code"]) == (422, "date-d-evenement-invalide")


async def test_qui_n_instruit_pas_ne_note_rien_et_lit_pourquoi(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    _, adresse = await _demande(agent, demandeur, pdf, "SANSDROIT")
    conseil = await agent("adil", "35")
    (noter,) = (await conseil.get(adresse)).json()["actions"]
    assert not noter["permise"]
    assert noter["raisons"][0]["code"] == "droit-manquant"
    corps = {"type": "declaration_inexacte", "le": container.today().isoformat(), "motif": "Relu."}
    assert (await conseil.post(adresse, json=corps)).json()["code"] == "droit-manquant"
    loin = await agent("chloe", "44")
    assert (await loin.get(adresse)).status_code == 404
