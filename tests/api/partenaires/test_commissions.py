"""La commission, par HTTP : ce qu'elle tient, ce qu'elle décide, et jusqu'à quand."""

import asyncio
from datetime import date, timedelta
from typing import Any

import httpx
import pytest
import pytest_asyncio
from sqlalchemy import event

from api.bootstrap import Container
from tests.api.conftest import SignIn
from tests.api.relocation import (
    agir,
    candidat,
    commission,
    decider,
    faire,
    inscrire,
    lire,
    logement,
    passages,
    retenir,
    tenter_de_decider,
)

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_la_demande_inscrite_est_tenue_par_la_commission(agent: SignIn, demandeur: SignIn, pdf: bytes) -> None:
    qui, demande = await candidat(agent, demandeur, pdf)
    anne = await agent("anne", "35")
    seance = await commission(anne)
    [proposition] = await retenir(anne, await logement(anne), demande)
    proposition = await inscrire(anne, proposition, seance)
    vue = (await qui.get("ma-demande")).json()
    refus = await qui.patch("ma-demande", json={"version": vue["version"], "motifs": {"codes": ["09"]}})
    assert (refus.status_code, refus.json()["code"]) == (423, "demande-verrouillee")
    assert "Armor Habitat" in refus.json()["title"]
    lendemain = (date.fromisoformat(seance["tenue_le"]) + timedelta(days=1)).isoformat()
    [modifier] = [a for a in (await qui.get("ma-demande/actions")).json() if a["code"] == "modifier"]
    assert (modifier["permise"], modifier["possible_le"]) == (False, lendemain)
    assert "Armor Habitat" in modifier["qui"]
    tenue = (await anne.get(f"demandes/{demande['id']}")).json()["verrou"]
    assert (tenue["liberation"]["permise"], tenue["liberation"]["lien"]) == (True, f"propositions/{proposition['id']}")

    bruno = await agent("bruno", "35")
    [ailleurs] = await retenir(bruno, await logement(bruno), demande)
    refusee = (await bruno.get(f"demandes/{demande['id']}")).json()["verrou"]["liberation"]
    assert not refusee["permise"]
    assert "Armor Habitat" in refusee["raisons"][0]["phrase"]
    assert "Armor Habitat" in refusee["qui"]
    autre_seance = await commission(bruno)
    tenue = await agir(bruno, ailleurs, "inscription", commission_id=autre_seance["id"])
    assert (tenue.status_code, tenue.json()["code"]) == (409, "demande-deja-retenue")
    grisee = next(a for a in (await lire(bruno, ailleurs))["actions"] if a["code"] == "inscrire")
    assert not grisee["permise"]
    assert "Armor Habitat" in grisee["raisons"][0]["phrase"]

    await decider(anne, seance, proposition, decision="NAT", motif="N05")
    libre = (await qui.get("ma-demande")).json()
    assert libre["verrou"] is None


async def test_deux_membres_decident_autrement_le_second_lit_le_premier(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    _, demande = await candidat(agent, demandeur, pdf)
    anne, referent = await agent("anne", "35"), await agent("referent", "35")
    seance = await commission(anne)
    [proposition] = await retenir(anne, await logement(anne), demande)
    proposition = await inscrire(anne, proposition, seance)
    version = passages((await anne.get(f"commissions/{seance['id']}")).json())[proposition["id"]]["version"]
    corps: dict[str, Any] = {"proposition_id": proposition["id"], "version": version}
    reponses = await asyncio.gather(
        anne.post(f"commissions/{seance['id']}/decisions", json=corps | {"decision": "NAT", "motif": "N05"}),
        referent.post(f"commissions/{seance['id']}/decisions", json=corps | {"decision": "REJ", "motif": "IRRRES"}),
    )
    assert sorted(r.status_code for r in reponses) == [200, 409]
    perdant = next(r for r in reponses if r.status_code == 409).json()
    assert perdant["code"] == "decision-deja-prise"
    assert perdant["details"]["par"].startswith("Agent ")
    assert perdant["details"]["decision"] in ("NAT", "REJ")


@pytest.mark.parametrize(
    ("corps", "champ"),
    [
        ({"decision": "ATR"}, "rang"),
        ({"decision": "ATC"}, "condition"),
        ({"decision": "NAT"}, "motif"),
        ({"decision": "NAT", "motif": "N99"}, "commentaire"),
        ({"decision": "NAT", "motif": "IRRRES"}, "motif"),
        ({"decision": "REJ", "motif": "N01"}, "motif"),
        ({"decision": "REJ"}, "motif"),
    ],
)
async def test_une_decision_incomplete_dit_ce_qui_manque(
    corps: dict[str, Any], champ: str, en_commission: tuple[httpx.AsyncClient, Any, Any]
) -> None:
    anne, seance, proposition = en_commission
    refus = await tenter_de_decider(anne, seance, proposition, **corps)
    assert (refus.status_code, refus.json()["code"]) == (422, "decision-incomplete")
    assert [e["champ"] for e in refus.json()["erreurs"]] == [champ]


@pytest_asyncio.fixture(loop_scope="session")
async def en_commission(agent: SignIn, demandeur: SignIn, pdf: bytes) -> tuple[httpx.AsyncClient, Any, Any]:
    _, demande = await candidat(agent, demandeur, pdf)
    anne = await agent("anne", "35")
    seance = await commission(anne)
    [proposition] = await retenir(anne, await logement(anne), demande)
    return anne, seance, await inscrire(anne, proposition, seance)


async def test_moins_de_trois_candidats_se_justifie(en_commission: tuple[httpx.AsyncClient, Any, Any]) -> None:
    anne, seance, proposition = en_commission
    refus = await tenter_de_decider(anne, seance, proposition, decision="ATT")
    assert (refus.status_code, refus.json()["code"]) == (409, "trop-peu-de-candidats")
    assert refus.json()["erreurs"][0]["champ"] == "justification"
    vue = (await anne.get(f"commissions/{seance['id']}")).json()
    assert vue["biens"][0]["justification_attendue"]["parametres"] == {"candidats": 1, "minimum": 3}
    vue = await decider(anne, seance, proposition, decision="ATT", justification="Un seul candidat après annonce.")
    assert vue["biens"][0]["justification"] == "Un seul candidat après annonce."
    assert vue["biens"][0]["justification_attendue"] is None


async def test_une_decision_se_reprend_jusqu_a_la_cloture(en_commission: tuple[httpx.AsyncClient, Any, Any]) -> None:
    anne, seance, proposition = en_commission
    await decider(anne, seance, proposition, decision="NAT", motif="N05")
    vue = await decider(anne, seance, proposition, decision="ATT", justification="Dossier complété en séance.")
    assert (await lire(anne, proposition))["etat"] == "DEC"
    await anne.post(f"commissions/{seance['id']}/cloture", json={"version": vue["version"]})
    close = await tenter_de_decider(anne, seance, proposition, decision="NAT", motif="N05")
    assert (close.status_code, close.json()["code"]) == (409, "commission-cloturee")


async def test_une_commission_ne_se_clot_pas_sans_toutes_ses_decisions(
    en_commission: tuple[httpx.AsyncClient, Any, Any],
) -> None:
    anne, seance, proposition = en_commission
    vue = (await anne.get(f"commissions/{seance['id']}")).json()
    refus = await anne.post(f"commissions/{seance['id']}/cloture", json={"version": vue["version"]})
    assert (refus.status_code, refus.json()["code"]) == (409, "decisions-manquantes")
    await faire(anne, proposition, "annulation", motif="Dossier retiré par le candidat")
    vue = (await anne.get(f"commissions/{seance['id']}")).json()
    assert vue["nb_candidats"] == 0
    close = await anne.post(f"commissions/{seance['id']}/cloture", json={"version": vue["version"]})
    assert close.status_code == 200, close.text


async def test_peu_d_instructions_quel_que_soit_l_ordre_du_jour(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    anne = await agent("anne", "35")
    seance = await commission(anne)
    propositions: list[Any] = []
    for _ in range(2):
        candidats = [(await candidat(agent, demandeur, pdf))[1] for _ in range(2)]
        for proposition in await retenir(anne, await logement(anne), *candidats):
            propositions.append(await inscrire(anne, proposition, seance))
    chemins = {
        f"commissions/{seance['id']}": 3,
        f"propositions/{propositions[0]['id']}": 1,
        "propositions?size=3": 2,
        "propositions?size=100": 2,
        "commissions?size=100": 2,
        "conventions-de-flux/suivi": 1,
        f"demandes/{propositions[0]['candidat']['demande_id']}/propositions": 1,
    }
    vues: list[str] = []

    def garder(*args: Any) -> None:
        vues.append(args[2])

    moteur = container.read_engine.sync_engine
    event.listen(moteur, "before_cursor_execute", garder)
    try:
        for chemin, plafond in chemins.items():
            await anne.get(chemin)
            vues.clear()
            assert (await anne.get(chemin)).status_code == 200, chemin
            lues = [v for v in vues if "from sessions" not in v.lower()]
            assert len(lues) <= plafond, (chemin, lues)
    finally:
        event.remove(moteur, "before_cursor_execute", garder)
