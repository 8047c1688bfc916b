"""Le gestionnaire lit où en est chaque EPCI, pose une date et y invite ; les autres lisent."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import select

from adapters.db.communications.tables import messages
from adapters.db.engine import enter
from api.bootstrap import Container
from api.worker import relay_of
from tests.api.conftest import RENNES_METROPOLE, SAINT_MALO, SignIn

pytestmark = pytest.mark.asyncio(loop_scope="session")

DEPLOIEMENT, RENDEZ_VOUS = "deploiement-de-la-cotation", "rendez-vous-de-cotation"


def un_webinaire(**autres: Any) -> dict[str, Any]:
    debut = (datetime.now(UTC) + timedelta(days=20)).isoformat()
    return {
        "sorte": "webinaire",
        "titre": f"Phase de test {uuid4().hex[:8]}",
        "debut": debut,
        "ou": "https://visio.exemple.test/phase-de-test",
    } | autres


async def lu(qui: httpx.AsyncClient, **parametres: Any) -> dict[str, Any]:
    reponse = await qui.get(DEPLOIEMENT, params=parametres)
    assert reponse.status_code == 200, reponse.text
    vu: dict[str, Any] = reponse.json()
    return vu


async def objets(container: Container, titre: str) -> list[tuple[str, str]]:
    await relay_of(container).drain()
    async with container.transaction() as session:
        await enter(session, "35", None)
        c = messages.c
        found = await session.execute(select(c.objet, c.corps).where(c.departement == "35", c.objet.contains(titre)))
        return [(row.objet, row.corps) for row in found]


async def test_un_seul_tableau_dit_l_etape_de_chaque_epci_du_departement(agent: SignIn, container: Container) -> None:
    gestionnaire = await agent("gestionnaire", "35")
    vu = await lu(gestionnaire)
    assert len(vu["epcis"]) == len(container.communes.epcis_du_departement("35")) > 10
    assert sum(e["epcis"] for e in vu["etapes"]) == len(vu["epcis"])
    rennes = next(e for e in vu["epcis"] if e["epci"] == RENNES_METROPOLE)
    assert rennes["etape"] == "en_vigueur"
    assert rennes["en_vigueur"]["effet_du"]
    assert rennes["obligation"]["code"] == "tenu"
    assert "L302-1" in rennes["obligation"]["reference"]
    mesure = container.communes.mesurer_l_epci(RENNES_METROPOLE)
    assert 400_000 < mesure.population < 600_000, "une commune fusionnée ne se compte pas deux fois"
    assert 200_000 < mesure.plus_grande_commune < 300_000
    obliges = sum(e["obligation"]["code"] == "tenu" for e in vu["epcis"])
    assert 1 < obliges < len(vu["epcis"])
    assert f"La loi en oblige {obliges}" in vu["phrase"]
    assert rennes["acteurs"], "les agents de l'EPCI qui écrivent sa grille"
    assert [d["sorte"] for d in (await lu(gestionnaire, annee=2023))["dates"] if d["sorte"] == "echeance"] == [
        "echeance"
    ]


async def test_une_mise_en_test_se_lit_au_tableau_avec_son_jour_et_un_brouillon_ne_se_voit_pas_d_ailleurs(
    agent: SignIn, container: Container
) -> None:
    gestionnaire, anne = await agent("gestionnaire", "35"), await agent("anne", "35")
    await container.communes.load()
    saint_malo = container.communes.epci(SAINT_MALO)
    ouvert = await gestionnaire.post("grilles-de-cotation", json={"epci": saint_malo, "population": "mutation"})
    grille = ouvert.json()

    async def etape(qui: httpx.AsyncClient) -> dict[str, Any]:
        trouve: dict[str, Any] = next(e for e in (await lu(qui))["epcis"] if e["epci"] == saint_malo)
        return trouve

    assert (await etape(gestionnaire))["suivante"]
    vu_par_anne = (await etape(anne))["suivante"]
    assert vu_par_anne is None or vu_par_anne["grille_id"] != grille["id"]
    adresse = f"grilles-de-cotation/{grille['id']}"
    en_test = (await gestionnaire.post(f"{adresse}/test", json={"version": grille["version"]})).json()
    vu = await etape(anne)
    assert vu["suivante"]["test_du"] == container.today().isoformat()
    assert vu["suivante"]["test_au"] is None
    assert vu["dernier_acte"].startswith("Grille de cotation mise en test")
    retiree = await gestionnaire.post(f"{adresse}/archivage", json={"version": en_test["version"]})
    assert retiree.status_code == 200


async def test_le_gestionnaire_pose_une_date_et_ceux_qui_ecrivent_les_grilles_sont_invites(
    agent: SignIn, container: Container
) -> None:
    gestionnaire = await agent("gestionnaire", "35")
    corps = un_webinaire(epcis=[RENNES_METROPOLE])
    planifie = await gestionnaire.post(RENDEZ_VOUS, json=corps)
    assert planifie.status_code == 201, planifie.text
    [date] = [d for d in planifie.json()["dates"] if d["titre"] == corps["titre"]]
    pris = date["rendez_vous"]
    assert (date["sorte_libelle"], pris["annule"], pris["annuler"]["permise"]) == ("Webinaire", False, True)
    assert pris["invites"] >= 1
    invitations = await objets(container, corps["titre"])
    assert len(invitations) == pris["invites"]
    assert all(corps["ou"] in texte and " à " in texte for _, texte in invitations)
    annule = await gestionnaire.post(f"{RENDEZ_VOUS}/{pris['id']}/annulation")
    [date] = [d for d in annule.json()["dates"] if d["titre"] == corps["titre"]]
    assert date["rendez_vous"]["annule"], "la date reste au calendrier, annulée"
    objet = [o for o, _ in await objets(container, corps["titre"]) if o.startswith("Annulé")]
    assert len(objet) == pris["invites"]
    encore = await gestionnaire.post(f"{RENDEZ_VOUS}/{pris['id']}/annulation")
    assert (encore.status_code, encore.json()["code"]) == (409, "rendez-vous-clos")


@pytest.mark.parametrize(
    ("autres", "code"),
    [
        ({"debut": "2020-01-01T10:00:00Z"}, "rendez-vous-passe"),
        ({"epcis": ["200054781"]}, "epci-inconnu"),
    ],
)
async def test_une_invitation_qui_ne_peut_pas_partir_le_dit(agent: SignIn, autres: dict[str, Any], code: str) -> None:
    refus = await (await agent("gestionnaire", "35")).post(RENDEZ_VOUS, json=un_webinaire(**autres))
    assert (refus.status_code, refus.json()["code"]) == (422, code)


async def test_un_epci_que_personne_n_ecrit_ne_s_invite_pas(agent: SignIn, container: Container) -> None:
    gestionnaire = await agent("gestionnaire", "35")
    sans = next(e["epci"] for e in (await lu(gestionnaire))["epcis"] if not e["acteurs"])
    refus = await gestionnaire.post(RENDEZ_VOUS, json=un_webinaire(epcis=[sans]))
    assert (refus.status_code, refus.json()["code"]) == (422, "personne-a-inviter")


async def test_qui_n_est_pas_gestionnaire_lit_et_ne_planifie_pas(agent: SignIn) -> None:
    epci = await agent("epci")
    assert not (await lu(epci))["planifier"]["permise"]
    refus = await epci.post(RENDEZ_VOUS, json=un_webinaire())
    assert (refus.status_code, refus.json()["code"]) == (403, "droit-manquant")
    chloe = await agent("gestionnaire", "44")
    inconnu = await chloe.post(f"{RENDEZ_VOUS}/{uuid4()}/annulation")
    assert (inconnu.status_code, inconnu.json()["code"]) == (404, "rendez-vous-introuvable")
