"""La vie d'une grille : un EPCI l'écrit, l'éprouve, la publie ; les autres la lisent et en partent."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import delete, insert, update

from adapters.db.cotation.tables import recalculs
from adapters.db.engine import enter
from adapters.db.outbox import MAX_ATTEMPTS, deliveries_table, events_table
from api.bootstrap import Container
from domain.cotation.recalcul import poursuivre_le_recalcul
from domain.cotation.vocabulary import CauseDeCalcul
from tests.api.conftest import RENNES_METROPOLE, SAINT_MALO, SignIn
from tests.api.parcours import demande_validee

pytestmark = pytest.mark.asyncio(loop_scope="session")

GRILLES = "grilles-de-cotation"
DELIBERATION = {"date": "2026-01-15", "reference": "2026-014", "url": "https://exemple.test/deliberations/14"}

LETTRES = str.maketrans("0123456789abcdef", "ABCDEFGHIJKLMNOP")
PROFOND: list[Any] = []
for _ in range(40):
    PROFOND = [PROFOND]


def dans(jours: int) -> str:
    return (datetime.now(UTC).date() + timedelta(days=jours)).isoformat()


async def saint_malo(container: Container) -> str:
    await container.communes.load()
    siren = container.communes.epci(SAINT_MALO)
    assert siren is not None
    return siren


async def brouillon(qui: httpx.AsyncClient, epci: str = RENNES_METROPOLE, **autres: Any) -> dict[str, Any]:
    reponse = await qui.post(GRILLES, json={"epci": epci, "population": "mutation", **autres})
    assert reponse.status_code == 201, reponse.text
    lu: dict[str, Any] = reponse.json()
    return lu


def action(grille: dict[str, Any], code: str) -> dict[str, Any]:
    trouvee: dict[str, Any] = next(a for a in grille["actions"] if a["code"] == code)
    return trouvee


async def etape(qui: httpx.AsyncClient, grille: dict[str, Any], nom: str, **corps: Any) -> dict[str, Any]:
    reponse = await qui.post(f"{GRILLES}/{grille['id']}/{nom}", json={"version": grille["version"], **corps})
    assert reponse.status_code == 200, reponse.text
    lu: dict[str, Any] = reponse.json()
    return lu


async def test_un_epci_ecrit_eprouve_et_publie_sa_grille(agent: SignIn) -> None:
    epci = await agent("epci")
    grille = await brouillon(epci)
    assert (grille["statut"], grille["fictive"], grille["observations"]) == ("brouillon", False, [])
    document = grille["document"]
    document["libelle"] = "Grille des mutations"
    document["blocs"][0]["criteres"][0]["points"] = 45
    ecrite = await epci.put(
        f"{GRILLES}/{grille['id']}/document", json={"version": grille["version"], "document": document}
    )
    assert ecrite.status_code == 200, ecrite.text
    en_test = await etape(epci, ecrite.json(), "test")
    assert not action(en_test, "modifier")["permise"]
    consequences = (await epci.get(f"{GRILLES}/{grille['id']}/consequences", params={"effet_du": dans(30)})).json()
    assert consequences["communes"] > 20
    assert consequences["remplacee"] is None
    publiee = await etape(epci, en_test, "publication", deliberation=DELIBERATION, effet_du=dans(30), prevenir=True)
    assert (publiee["statut"], publiee["deliberation"], publiee["prevenir"]) == ("publiee", "2026-014", True)
    assert publiee["document"]["deliberation"]["ref"] == "2026-014"
    lignes = (await epci.get(f"{GRILLES}/{grille['id']}/historique")).json()["items"]
    assert [x["type"] for x in reversed(lignes)] == [
        "GrilleEbauchee",
        "GrilleModifiee",
        "GrilleMiseEnTest",
        "GrillePubliee",
    ]
    assert "+50 points devient +45 points" in lignes[2]["description"].replace("\u00a0", " ")
    suivante = await brouillon(epci, copie_de=grille["id"])
    assert (suivante["version_grille"], suivante["precedente_id"]) == (publiee["version_grille"] + 1, grille["id"])
    assert suivante["document"]["libelle"] == "Grille des mutations"
    deux = await etape(epci, await etape(epci, suivante, "test"), "archivage")
    assert deux["statut"] == "archivee"


async def test_un_brouillon_inacheve_se_garde_et_ne_passe_pas_en_test(agent: SignIn) -> None:
    epci = await agent("epci")
    grille = await brouillon(epci)
    inacheve = {**grille["document"], "blocs": [{"code": "N", "criteres": [{"code": "SANS_VALEUR"}]}]}
    reponse = await epci.put(
        f"{GRILLES}/{grille['id']}/document", json={"version": grille["version"], "document": inacheve}
    )
    gardee = reponse.json()
    assert reponse.status_code == 200, reponse.text
    assert (gardee["inachevee"], gardee["document"]) == (True, inacheve)
    assert [o["chemin"] for o in gardee["observations"]] == ["blocs[0].criteres[0]"]
    assert action(gardee, "tester")["raisons"][0]["code"] == "brouillon-inacheve"
    refus = await epci.post(f"{GRILLES}/{grille['id']}/test", json={"version": gardee["version"]})
    assert (refus.status_code, refus.json()["code"]) == (422, "grille-invalide")
    perime = await epci.put(
        f"{GRILLES}/{grille['id']}/document", json={"version": grille["version"], "document": inacheve}
    )
    assert (perime.status_code, perime.json()["code"]) == (409, "modification-concurrente")


async def test_la_relecture_dit_tout_sans_rien_enregistrer(agent: SignIn) -> None:
    epci = await agent("epci")
    pret = (await epci.get("champs-de-cotation")).json()["criteres_prets"]
    document = {"id": "X", "blocs": [{"code": "N", "criteres": [p["document"] for p in pret]}]}
    lue = (await epci.post("relectures-de-grille", json={"document": document})).json()
    assert lue["lisible"]
    assert {o["raison"]["code"] for o in lue["observations"] if o["niveau"] == "bloquant"} == {"libelle-manquant"}
    assert len(lue["blocs"][0]["criteres"]) == len(pret) > 15


@pytest.mark.parametrize(
    "document",
    [
        {"id": "\ud800"},
        {"id": "x", "hors_cotation": PROFOND},
        {"x\u0000": 1},
    ],
)
async def test_un_document_qui_ne_peut_pas_se_garder_est_refuse(agent: SignIn, document: dict[str, Any]) -> None:
    epci = await agent("epci")
    reponse = await epci.post(
        "relectures-de-grille",
        content=json.dumps({"document": document}),
        headers={"content-type": "application/json"},
    )
    assert reponse.status_code == 422, reponse.text


async def test_la_grille_d_un_autre_epci_se_lit_se_copie_et_ne_s_ecrit_pas(agent: SignIn, container: Container) -> None:
    epci, gestionnaire = await agent("epci"), await agent("gestionnaire", "35")
    ailleurs = await saint_malo(container)
    autre = await brouillon(gestionnaire, epci=ailleurs, copie_de=(await epci.get(GRILLES)).json()[0]["id"])
    assert (await epci.get(f"{GRILLES}/{autre['id']}")).status_code == 404
    en_test = await etape(gestionnaire, autre, "test")
    vue = (await epci.get(f"{GRILLES}/{autre['id']}")).json()
    assert action(vue, "publier")["raisons"][0]["code"] == "grille-d-un-autre"
    refus = await epci.post(f"{GRILLES}/{autre['id']}/reprise", json={"version": en_test["version"]})
    assert (refus.status_code, refus.json()["code"]) == (403, "grille-d-un-autre")
    refus = await epci.post(GRILLES, json={"epci": ailleurs})
    assert (refus.status_code, refus.json()["code"]) == (403, "grille-d-un-autre")
    copie = await brouillon(epci, copie_de=autre["id"], population="primo")
    comparee = (await epci.get(f"{GRILLES}/{copie['id']}/comparaison", params={"avec": autre["id"]})).json()
    assert [d["chemin"] for d in comparee["differences"]] == ["regles"]
    document = await brouillon(epci, document=copie["document"], population="primo")
    assert document["version_grille"] == copie["version_grille"] + 1
    territoires = (await epci.get("territoires-de-cotation")).json()
    assert [(t["siren"], t["le_sien"]) for t in territoires] == [(RENNES_METROPOLE, True)]
    assert len((await gestionnaire.get("territoires-de-cotation")).json()) > 10


async def test_une_grille_en_test_se_liste_et_se_compare_et_ne_se_montre_jamais_a_un_demandeur(
    agent: SignIn, demandeur: SignIn, visitor: httpx.AsyncClient, pdf: bytes
) -> None:
    epci = await agent("epci")
    [publiee] = [
        g
        for g in (await epci.get(GRILLES)).json()
        if (g["epci"], g["population"], g["statut"]) == (RENNES_METROPOLE, "tous", "publiee")
    ]
    essai = await brouillon(epci, copie_de=publiee["id"], population="tous")
    document = essai["document"] | {"libelle": "Grille à l'essai"}
    document["blocs"][0]["criteres"][0]["points"] = 49
    ecrite = await epci.put(
        f"{GRILLES}/{essai['id']}/document", json={"version": essai["version"], "document": document}
    )
    en_test = await etape(epci, ecrite.json(), "test")
    lignes = {g["id"]: g["statut"] for g in (await epci.get(GRILLES)).json()}
    assert lignes[essai["id"]] == "test"
    comparee = (await epci.get(f"{GRILLES}/{essai['id']}/comparaison", params={"avec": publiee["id"]})).json()
    assert comparee["differences"]

    qui, vue = await demande_validee(agent, demandeur, pdf, nom="ESSAI" + uuid4().hex[:8].translate(LETTRES))
    assert {c["epci"] for c in vue["cotations"]} == {RENNES_METROPOLE}
    [cotation] = (await qui.get("ma-cotation")).json()
    assert cotation["grille_id"] == publiee["id"]
    registre = await visitor.get("https://fdls.test/grandpublic/v1/territoires/35/grilles-de-cotation")
    assert registre.status_code == 200
    assert "Grille à l'essai" not in registre.text
    deux = await etape(epci, en_test, "archivage")
    assert deux["statut"] == "archivee"


async def test_publier_dit_tout_ce_qui_s_y_oppose(agent: SignIn) -> None:
    epci = await agent("epci")
    grille = await brouillon(epci, population="primo")
    document = grille["document"]
    del document["blocs"][0]["libelle"]
    ecrite = await epci.put(
        f"{GRILLES}/{grille['id']}/document", json={"version": grille["version"], "document": document}
    )
    en_test = await etape(epci, ecrite.json(), "test")
    refus = await epci.post(
        f"{GRILLES}/{grille['id']}/publication",
        json={
            "version": en_test["version"],
            "deliberation": {"date": dans(3), "reference": "x"},
            "effet_du": dans(-2),
        },
    )
    assert refus.status_code == 409
    assert {r["code"] for r in refus.json()["raisons"]} == {
        "libelle-manquant",
        "effet-passe",
        "deliberation-a-venir",
        "effet-avant-deliberation",
    }


async def test_un_agent_sans_le_droit_lit_les_grilles_et_n_en_ecrit_pas(agent: SignIn) -> None:
    anne = await agent("anne", "35")
    refus = await anne.post(GRILLES, json={"epci": RENNES_METROPOLE})
    assert (refus.status_code, refus.json()["code"]) == (403, "droit-manquant")
    assert {g["statut"] for g in (await anne.get(GRILLES)).json()}.isdisjoint({"brouillon"})


async def test_le_recalcul_d_un_territoire_se_suit_jusqu_a_sa_fin_ou_a_son_arret(
    agent: SignIn, container: Container
) -> None:
    epci = await agent("epci")
    [grille] = [
        g for g in (await epci.get(GRILLES)).json() if g["epci"] == RENNES_METROPOLE and g["population"] == "tous"
    ][:1]
    recalcul, adresse = uuid4(), f"{GRILLES}/{grille['id']}/recalcul"
    async with container.transaction() as session:
        await enter(session, "35", None)
        await session.execute(
            insert(recalculs).values(
                departement="35",
                id=recalcul,
                epci=RENNES_METROPOLE,
                cause=CauseDeCalcul.GRILLE,
                jour=datetime.now(UTC).date(),
                commence_le=datetime.now(UTC),
                a_examiner=800,
                examinees=200,
                changees=40,
            )
        )
        event = await session.scalar(
            insert(events_table)
            .values(departement="35", name="RecalculAPoursuivre", payload={"aggregate_id": str(recalcul)})
            .returning(events_table.c.id)
        )
        delivery = await session.scalar(
            insert(deliveries_table)
            .values(
                event_id=event,
                reaction=poursuivre_le_recalcul.__name__,
                attempts=1,
                not_before=datetime.now(UTC) + timedelta(days=1),
            )
            .returning(deliveries_table.c.id)
        )
    try:
        vu = (await epci.get(adresse)).json()["recalcul"]
        assert (vu["etat"], vu["part"], vu["remede"]) == ("en_cours", 25, None)
        for essais, etat in ((3, "retarde"), (MAX_ATTEMPTS, "arrete")):
            async with container.transaction() as session:
                given = update(deliveries_table).where(deliveries_table.c.id == delivery).values(attempts=essais)
                await session.execute(given)
            vu = (await epci.get(adresse)).json()["recalcul"]
            assert vu["etat"] == etat
            assert vu["remede"]
            (relancer,) = vu["actions"]
            assert relancer["permise"] == relancer["montrer"] == (etat == "arrete")
            if etat == "retarde":
                refus = await epci.post(adresse)
                assert (refus.status_code, refus.json()["code"]) == (409, "recalcul-pas-arrete")
        relance = (await epci.post(adresse)).json()["recalcul"]
        assert (relance["etat"], relance["examinees"]) == ("en_cours", 0)
        historique = (await epci.get(adresse.replace("/recalcul", "/historique"))).json()["items"]
        assert historique[0]["type"] == "RecalculRelance"
    finally:
        async with container.transaction() as session:
            await enter(session, "35", None)
            await session.execute(delete(deliveries_table).where(deliveries_table.c.id == delivery))
            await session.execute(delete(events_table).where(events_table.c.id == event))
            await session.execute(delete(recalculs).where(recalculs.c.id == recalcul))
    assert (await (await agent("chloe", "44")).get(adresse)).status_code == 404
