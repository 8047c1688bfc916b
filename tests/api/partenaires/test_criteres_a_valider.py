"""Ce qu'une grille fait vérifier par un intervenant : un agent le valide, les points suivent, l'historique le dit."""

from typing import Any

import httpx
import pytest
import pytest_asyncio
from sqlalchemy.ext.asyncio import AsyncEngine

from api.bootstrap import Container
from tests.api.conftest import SignIn
from tests.api.grilles import adopter
from tests.api.parcours import demande_validee

pytestmark = pytest.mark.asyncio(loop_scope="session")
VITRE, FOUGERES, CESSON = "35360", "35115", "35051"
MOTIF = {"motif": "Évaluation du centre communal d'action sociale."}


def _critere(code: str, points: int, **autres: Any) -> dict[str, Any]:
    return {"code": code, "libelle_public": f"Critère {code.lower()}", "points": points} | autres


EVALUE = _critere("EVALUE", 20, preuve={"valide_par": "travailleur social"}, validite_mois=12)
"""Aucune rubrique du formulaire ne le dit : seule la parole de l'intervenant en fait des points."""
CONGE = _critere("CONGE", 5, si={"champ": "motifs", "op": "dans", "val": ["04"]}, preuve={"valide_par": "bailleur"})
VIOLENCES = _critere(
    "VIOLENCES", 40, si={"champ": "motifs", "op": "dans", "val": ["06"]}, preuve={"valide_par": "association"}
)


@pytest_asyncio.fixture(scope="module", loop_scope="session", autouse=True)
async def territoires(owner: AsyncEngine, container: Container) -> dict[str, str]:
    """Deux voisins, dont les grilles donnent le même code à un critère."""
    return {
        commune: await adopter(owner, container, commune, EVALUE, CONGE, VIOLENCES) for commune in (VITRE, FOUGERES)
    }


async def _demande(
    agent: SignIn, demandeur: SignIn, pdf: bytes, nom: str, *communes: str, motifs: tuple[str, ...] = ()
) -> tuple[httpx.AsyncClient, httpx.AsyncClient, str]:
    autres: dict[str, Any] = {"motifs": {"codes": list(motifs)}} if motifs else {}
    qui, vue = await demande_validee(agent, demandeur, pdf, nom=nom, communes=communes, **autres)
    return qui, await agent("anne", "35"), f"demandes/{vue['id']}"


async def _points(client: httpx.AsyncClient, fiche: str) -> dict[str, tuple[int, int]]:
    vue = (await client.get(fiche)).json()
    return {c["epci"]: (c["points_verifies"], c["points_declares"]) for c in vue["cotations"]}


async def test_ce_que_valide_un_travailleur_social_donne_ses_points_et_se_retire(
    agent: SignIn, demandeur: SignIn, pdf: bytes, territoires: dict[str, str]
) -> None:
    qui, anne, fiche = await _demande(agent, demandeur, pdf, "EVALUEE", VITRE)
    epci = territoires[VITRE]
    assert await _points(anne, fiche) == {epci: (7, 7)}, "personne ne déclare ce qu'un intervenant seul peut dire"
    adresse = f"{fiche}/criteres-a-valider"
    [attendu] = (await anne.get(adresse)).json()["criteres"]
    assert (attendu["critere"], attendu["role"]) == ("EVALUE", "travailleur social")
    assert attendu["phrase"] == "à valider au titre de : travailleur social"
    assert [(a["code"], a["permise"]) for a in attendu["actions"] if a["montrer"]] == [("valider", True)]

    corps = {"epci": epci, "critere": "EVALUE", **MOTIF}
    [valide] = (await anne.post(adresse, json=corps)).json()["criteres"]
    assert valide["validation"]["par"] == "Armor Habitat"
    assert valide["validation"]["vaut_jusqu_au"] is not None, "la grille la fait valoir douze mois"
    assert await _points(anne, fiche) == {epci: (27, 27)}
    encore = await anne.post(adresse, json=corps)
    assert (encore.status_code, encore.json()["raisons"][0]["code"]) == (409, "critere-deja-valide")
    [expliquee] = [c for c in (await qui.get("ma-cotation")).json() if c["epci"] == epci]
    lignes = {ligne["code"]: ligne for bloc in expliquee["blocs"] for ligne in bloc["lignes"]}
    assert (lignes["EVALUE"]["points_retenus"], lignes["EVALUE"]["source"]) == (20, "Validation d'un intervenant")

    retrait = f"{adresse}/{valide['validation']['id']}/retrait"
    rendu = await anne.post(retrait, json={"motif": "Ce n'était pas ce foyer."})
    assert rendu.json()["criteres"][0]["validation"] is None
    assert await _points(anne, fiche) == {epci: (7, 7)}
    assert (await anne.post(retrait, json=MOTIF)).json()["code"] == "validation-introuvable"
    lues = {ligne["type"]: ligne for ligne in (await anne.get(f"{fiche}/historique")).json()["items"]}
    assert lues["CritereValide"]["description"] == (
        f"« Critère evalue », au titre de : travailleur social. {MOTIF['motif']}"
    )
    assert "Ce n'était pas ce foyer." in lues["ValidationDeCritereRetiree"]["description"]


async def test_une_validation_vaut_pour_la_grille_d_un_seul_territoire(
    agent: SignIn, demandeur: SignIn, pdf: bytes, territoires: dict[str, str]
) -> None:
    _, anne, fiche = await _demande(agent, demandeur, pdf, "VOISINE", VITRE, FOUGERES)
    corps = {"epci": territoires[FOUGERES], "critere": "EVALUE", **MOTIF}
    assert (await anne.post(f"{fiche}/criteres-a-valider", json=corps)).status_code == 200
    assert await _points(anne, fiche) == {territoires[FOUGERES]: (27, 27), territoires[VITRE]: (7, 7)}


async def test_un_critere_declare_attend_sa_validation_et_celui_que_rien_ne_declare_n_existe_pas(
    agent: SignIn, demandeur: SignIn, pdf: bytes, territoires: dict[str, str]
) -> None:
    _, anne, fiche = await _demande(agent, demandeur, pdf, "REPRISE", VITRE, motifs=("04",))
    epci = territoires[VITRE]
    assert await _points(anne, fiche) == {epci: (7, 12)}
    adresse = f"{fiche}/criteres-a-valider"
    assert [c["critere"] for c in (await anne.get(adresse)).json()["criteres"]] == ["EVALUE", "CONGE"]
    assert (await anne.post(adresse, json={"epci": epci, "critere": "CONGE", **MOTIF})).status_code == 200
    assert await _points(anne, fiche) == {epci: (12, 12)}
    for corps in ({"epci": epci, "critere": "VIOLENCES"}, {"epci": "243500139", "critere": "CONGE"}):
        refus = await anne.post(adresse, json=corps | MOTIF)
        assert (refus.status_code, refus.json()["code"]) == (404, "critere-a-valider-introuvable")


async def test_un_critere_de_violences_n_existe_pas_pour_qui_ne_les_lit_pas(
    agent: SignIn, demandeur: SignIn, pdf: bytes, territoires: dict[str, str]
) -> None:
    _, anne, fiche = await _demande(agent, demandeur, pdf, "DISCRETE", VITRE, CESSON, motifs=("06",))
    epci, adresse = territoires[VITRE], f"{fiche}/criteres-a-valider"
    corps = {"epci": epci, "critere": "VIOLENCES", **MOTIF}
    guichet = await agent("cesson", "35")
    assert [c["critere"] for c in (await guichet.get(adresse)).json()["criteres"]] == ["EVALUE"]
    assert (await guichet.post(adresse, json=corps)).json()["code"] == "critere-a-valider-introuvable"
    lus = (await anne.post(adresse, json=corps)).json()["criteres"]
    posee = next(c["validation"]["id"] for c in lus if c["critere"] == "VIOLENCES")
    retrait = await guichet.post(f"{adresse}/{posee}/retrait", json=MOTIF)
    assert (retrait.status_code, retrait.json()["code"]) == (404, "validation-introuvable")
    dit = next(x for x in (await guichet.get(f"{fiche}/historique")).json()["items"] if x["type"] == "CritereValide")
    for tu in ("iolences", "association", MOTIF["motif"]):
        assert tu not in str(dit)


async def test_qui_n_instruit_pas_ne_valide_rien_et_lit_pourquoi(
    agent: SignIn, demandeur: SignIn, pdf: bytes, territoires: dict[str, str]
) -> None:
    _, _, fiche = await _demande(agent, demandeur, pdf, "CONSEILLEE", VITRE)
    adresse, conseil = f"{fiche}/criteres-a-valider", await agent("adil", "35")
    [attendu] = (await conseil.get(adresse)).json()["criteres"]
    [valider] = [a for a in attendu["actions"] if a["code"] == "valider"]
    assert (valider["permise"], valider["raisons"][0]["code"]) == (False, "droit-manquant")
    corps = {"epci": territoires[VITRE], "critere": "EVALUE", **MOTIF}
    assert (await conseil.post(adresse, json=corps)).json()["code"] == "droit-manquant"
    loin = await agent("chloe", "44")
    assert (await loin.get(adresse)).status_code == 404
    assert (await loin.post(adresse, json=corps)).status_code == 404
