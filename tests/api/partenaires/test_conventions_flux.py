"""Une convention de flux par HTTP : qui la signe, ce qu'elle compte en direct, ce que chacun en voit."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from domain.kernel.calendrier import aujourd_hui
from tests.api.biens import plus_tard
from tests.api.conftest import SignIn, Territory
from tests.api.relocation import (
    PEU_DE_CANDIDATS,
    agir,
    candidat,
    commission,
    decider,
    faire,
    inscrire,
    lire,
    logement,
    retenir,
)

pytestmark = pytest.mark.asyncio(loop_scope="session")
ANNEE = aujourd_hui(datetime.now(UTC)).year


def convention(territory: Territory, **autres: Any) -> dict[str, Any]:
    annee = autres.get("annee", ANNEE)
    return {
        "bailleur_id": str(territory.organismes["armor"]),
        "reservataire_id": str(territory.organismes["metropole"]),
        "type_reservataire": "COLTER",
        "annee": annee,
        "taux": 12.5,
        "objectif": 24,
        "debut": f"{annee}-01-01",
        "fin": f"{annee}-12-31",
    } | autres


async def signer(agent: httpx.AsyncClient, corps: dict[str, Any]) -> dict[str, Any]:
    answer = await agent.post("conventions-de-flux", json=corps)
    assert answer.status_code == 201, answer.text
    vue: dict[str, Any] = answer.json()
    return vue


async def compte(agent: httpx.AsyncClient, id: str) -> tuple[int, int, int]:
    suivi = (await agent.get("conventions-de-flux/suivi", params={"annee": ANNEE})).json()
    [ligne] = [s for s in suivi if s["convention_id"] == id]
    return ligne["mises_a_disposition"], ligne["attributions"], ligne["baux"]


async def test_la_convention_compte_la_mise_a_disposition_l_attribution_et_le_bail(
    agent: SignIn, demandeur: SignIn, pdf: bytes, territory: Territory
) -> None:
    epci, anne = await agent("epci", "35"), await agent("anne", "35")
    signee = await signer(epci, convention(territory))
    assert (signee["etat"], signee["suivi"]["reste"]) == ("ACTIVE", 24)
    assert [e["code"] for e in signee["explications"]] == ["prorata", "ecart", "reste", "relogements-anru-exclus"]
    id = signee["id"]
    assert await compte(anne, id) == (0, 0, 0)

    bien = await logement(anne, reservataire_id=str(territory.organismes["metropole"]), type_reservataire="COLTER")
    assert bien["convention_id"] == id
    assert await compte(epci, id) == await compte(anne, id) == (1, 0, 0)

    _, premiere = await candidat(agent, demandeur, pdf)
    _, deuxieme = await candidat(agent, demandeur, pdf)
    un, deux = await retenir(anne, bien, premiere, deuxieme)
    seance = await commission(anne)
    un, deux = await inscrire(anne, un, seance), await inscrire(anne, deux, seance)
    await decider(anne, seance, un, decision="ATR", rang=1, justification=PEU_DE_CANDIDATS)
    await decider(anne, seance, deux, decision="ATR", rang=2)
    assert await compte(epci, id) == (1, 1, 0)

    un = await faire(anne, await lire(anne, un), "notification")
    un = await faire(anne, un, "acceptation")
    await faire(anne, un, "bail", signe_le=plus_tard(0), entree_le=plus_tard(5))
    assert await compte(epci, id) == (1, 1, 1)
    assert (await agir(anne, un, "bail", signe_le=plus_tard(0), entree_le=plus_tard(5))).status_code == 409
    assert await compte(epci, id) == (1, 1, 1)

    lignes = (await epci.get(f"conventions-de-flux/{id}/imputations")).json()["items"]
    assert sorted(ligne["nature"] for ligne in lignes) == ["ATT", "BAI", "MAD"]
    assert {ligne["bien_id"] for ligne in lignes} == {bien["id"]}


async def test_un_logement_repris_ne_compte_plus(agent: SignIn, territory: Territory) -> None:
    prefet, anne = await agent("prefet", "35"), await agent("anne", "35")
    etat = str(territory.organismes["prefecture"])
    signee = await signer(prefet, convention(territory, reservataire_id=etat, type_reservataire="PPRIOR", taux=20))
    bien = await logement(anne, reservataire_id=etat, type_reservataire="PPRIOR")
    assert await compte(prefet, signee["id"]) == (1, 0, 0)
    libre = {"version": bien["version"], "reservataire_id": None, "type_reservataire": "AUCUN"}
    change = await anne.patch(f"biens/{bien['id']}", json=libre)
    assert change.status_code == 200, change.text
    assert await compte(prefet, signee["id"]) == (0, 0, 0)
    rendu = {"version": change.json()["version"], "reservataire_id": etat, "type_reservataire": "PPRIOR"}
    change = await anne.patch(f"biens/{bien['id']}", json=rendu)
    assert await compte(prefet, signee["id"]) == (1, 0, 0)
    retrait = {"version": change.json()["version"], "motif": "VENTE", "precision": "Vente décidée en conseil."}
    assert (await anne.post(f"biens/{bien['id']}/retrait", json=retrait)).status_code == 200
    assert await compte(prefet, signee["id"]) == (0, 0, 0)
    annulees = (await prefet.get(f"conventions-de-flux/{signee['id']}/imputations")).json()["items"]
    assert len(annulees) == 2
    assert all(ligne["annulee_le"] for ligne in annulees)


@pytest.mark.parametrize(("regle", "rang"), [("departement", 30), ("comptes", 31)])
async def test_un_relogement_anru_est_hors_du_flux_sauf_si_la_convention_le_compte(
    agent: SignIn, demandeur: SignIn, pdf: bytes, territory: Territory, regle: str, rang: int
) -> None:
    """The law leaves it out (CCH R441-5); one convention a rank, so that none meets the other's."""
    gestionnaire, anne = await agent("gestionnaire", "35"), await agent("anne", "35")
    nouveau = {"type": "COMMUNE", "nom": f"Ville du renouvellement {rang}", "communes": None, "code_guichet": None}
    commune = (await gestionnaire.post("organismes", json=nouveau)).json()["id"]
    corps = convention(territory, reservataire_id=commune, taux=0.5, objectif=4, relogements_anru=regle)
    signee = await signer(gestionnaire, corps)
    comptes = regle == "comptes"
    dites = {e["code"]: e["phrase"] for e in signee["explications"]}
    assert ("relogements-anru-comptes" if comptes else "relogements-anru-exclus") in dites

    bien = await logement(anne, reservataire_id=commune, type_reservataire="COLTER")
    assert await compte(gestionnaire, signee["id"]) == (1, 0, 0)
    demandes = [(await candidat(agent, demandeur, pdf))[1] for _ in range(2)]
    for demande in demandes[:1]:
        corps_anru = {"version": demande["version"], "nature": "ANRU"}
        assert (await anne.patch(f"demandes/{demande['id']}", json=corps_anru)).status_code == 200
    un, deux = await retenir(anne, bien, *demandes)
    seance = await commission(anne)
    un, deux = await inscrire(anne, un, seance), await inscrire(anne, deux, seance)
    await decider(anne, seance, un, decision="ATR", rang=1, justification=PEU_DE_CANDIDATS)
    assert await compte(gestionnaire, signee["id"]) == (1, int(comptes), 0), "seul, le relogement ANRU est attribué"
    await decider(anne, seance, deux, decision="ATR", rang=2)
    assert await compte(gestionnaire, signee["id"]) == (1, 1, 0), "un autre candidat compte"
    await decider(anne, seance, deux, decision="NAT", motif="N11")
    assert await compte(gestionnaire, signee["id"]) == (1, int(comptes), 0), "il n'en reste que le relogement"

    un = await faire(anne, await lire(anne, un), "notification")
    un = await faire(anne, un, "acceptation")
    await faire(anne, un, "bail", signe_le=plus_tard(0), entree_le=plus_tard(5))
    assert await compte(gestionnaire, signee["id"]) == ((1, 1, 1) if comptes else (0, 0, 0))
    actes = (await gestionnaire.get(f"conventions-de-flux/{signee['id']}/historique")).json()["items"]
    assert ("hors du flux" in str(actes)) is not comptes, "ce qui ne compte plus dit pourquoi"


async def test_une_convention_n_est_connue_que_de_ses_parties(agent: SignIn, territory: Territory) -> None:
    corps = convention(territory, annee=ANNEE + 1)
    signee = await signer(await agent("epci", "35"), corps)
    for nom, statut in (("referent", 200), ("gestionnaire", 200), ("bruno", 404), ("prefet", 404), ("adil", 403)):
        lue = await (await agent(nom, "35")).get(f"conventions-de-flux/{signee['id']}")
        assert lue.status_code == statut, nom
    etranger = await (await agent("prefet", "35")).post("conventions-de-flux", json=corps)
    assert (etranger.status_code, etranger.json()["code"]) == (403, "convention-d-un-autre")
    sans_droit = await (await agent("anne", "35")).post("conventions-de-flux", json=corps)
    assert (sans_droit.status_code, sans_droit.json()["code"]) == (403, "droit-manquant")


async def test_les_conventions_se_cherchent_page_par_page(agent: SignIn, territory: Territory) -> None:
    epci = await agent("epci", "35")
    signees = [await signer(epci, convention(territory, annee=ANNEE + rang)) for rang in (10, 11, 12)]
    criteres: dict[str, str | int] = {"bailleur_id": str(territory.organismes["armor"]), "sort": "annee", "size": 2}
    pages = [(await epci.get("conventions-de-flux", params=criteres | {"page": page})).json() for page in range(1, 6)]
    annees = [c["annee"] for lue in pages for c in lue["items"]]
    assert annees == sorted(annees)
    assert {lue["total"] for lue in pages} == {len(annees)}
    assert {c["annee"] for c in signees} <= set(annees)
    une = (await epci.get("conventions-de-flux", params={"annee": ANNEE + 11})).json()
    assert [c["convention_id"] for c in une["items"]] == [signees[1]["id"]]
    ailleurs = {"bailleur_id": str(territory.organismes["vilaine"])}
    assert (await epci.get("conventions-de-flux", params=ailleurs)).json()["items"] == []
    ignore = await epci.get("conventions-de-flux", params={"bailleur": "armor"})
    assert (ignore.status_code, ignore.json()["code"]) == (422, "saisie-invalide")


async def test_deux_signatures_ensemble_une_seule_convention(agent: SignIn, territory: Territory) -> None:
    corps = convention(territory, annee=ANNEE + 2)
    epci, referent = await agent("epci", "35"), await agent("referent", "35")
    reponses = await asyncio.gather(*(a.post("conventions-de-flux", json=corps) for a in (epci, referent)))
    assert sorted(r.status_code for r in reponses) == [201, 409]
    refus = next(r for r in reponses if r.status_code == 409).json()
    assert refus["code"] == "convention-existante"
    assert "avenant" in refus["title"]


@pytest.mark.parametrize(
    ("autres", "code", "statut"),
    [
        ({"taux": 20.01}, "plafond-legal-depasse", 422),
        ({"type_reservataire": "PPRIOR"}, "partie-de-convention-invalide", 422),
        ({"debut": f"{ANNEE + 3}-02-01", "fin": f"{ANNEE + 3}-01-31"}, "periode-de-convention-invalide", 422),
        ({"taux": 0}, "saisie-invalide", 422),
    ],
)
async def test_une_convention_irreguliere_dit_pourquoi(
    agent: SignIn, territory: Territory, autres: dict[str, Any], code: str, statut: int
) -> None:
    refus = await (await agent("epci", "35")).post(
        "conventions-de-flux", json=convention(territory, annee=ANNEE + 3, **autres)
    )
    assert (refus.status_code, refus.json()["code"]) == (statut, code)


async def test_un_avenant_reste_sous_le_plafond_et_verifie_sa_version(agent: SignIn, territory: Territory) -> None:
    epci = await agent("epci", "35")
    signee = await signer(epci, convention(territory, annee=ANNEE + 4))
    corps = {"version": signee["version"], "taux": 18, "objectif": 40, "fin": signee["fin"], "motif": "Avenant 1"}
    chemin = f"conventions-de-flux/{signee['id']}"
    trop = await epci.post(f"{chemin}/avenant", json=corps | {"taux": 25})
    assert (trop.status_code, trop.json()["code"]) == (422, "plafond-legal-depasse")
    amendee = await epci.post(f"{chemin}/avenant", json=corps)
    assert (amendee.json()["taux"], amendee.json()["objectif"]) == (18, 40)
    encore = await epci.post(f"{chemin}/avenant", json=corps)
    assert (encore.status_code, encore.json()["code"]) == (409, "modification-concurrente")
    actes = (await epci.get(f"{chemin}/historique")).json()["items"]
    assert [a["type"] for a in actes] == ["ConventionAmendee", "ConventionSignee"]
    assert "de 12,5" in actes[0]["description"]
    resiliation = {"version": amendee.json()["version"], "motif": "D'un commun accord"}
    resiliee = await epci.post(f"{chemin}/resiliation", json=resiliation)
    assert resiliee.json()["etat"] == "RESILIEE"
    grisees = resiliee.json()["actions"]
    assert all(not a["permise"] and "résiliée" in a["raisons"][0]["phrase"] for a in grisees)
    assert (await signer(epci, convention(territory, annee=ANNEE + 4)))["etat"] == "SIGNEE"
