"""Comment le fichier est tenu, et qui n'en voit que les nombres (arrêté du 23 mars 2015, § 2 et 8)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from api.bootstrap import Container
from domain.organismes.acteur import systeme
from tests.api.conftest import Clock, SignIn
from tests.api.parcours import demande_envoyee
from tests.api.relocation import candidat

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def indicateurs(client: httpx.AsyncClient) -> dict[str, dict[str, Any]]:
    answer = await client.get("indicateurs-d-activite")
    assert answer.status_code == 200, answer.text
    return {i["code"]: i for mission in answer.json()["missions"] for i in mission["indicateurs"]}


async def test_le_rapport_dit_comment_chaque_mission_est_remplie(agent: SignIn, demandeur: SignIn, pdf: bytes) -> None:
    gestionnaire = await agent("gestionnaire", "35")
    avant = await indicateurs(gestionnaire)
    qui, demande = await candidat(agent, demandeur, pdf)
    await demande_envoyee(demandeur, pdf, nom="ENATTENTE")
    await qui.post("ma-demande/annulation", json={"version": demande["version"]})
    apres = await indicateurs(gestionnaire)
    gagne = {code: i["valeur"] - avant[code]["valeur"] for code, i in apres.items()}
    assert {code: n for code, n in gagne.items() if n} == {
        "enregistrees": 1,
        "dans_le_mois": 1,
        "a_valider": 1,
        "radiees_RADABA": 1,
    }
    assert apres["dans_le_mois"]["sur"] == avant["dans_le_mois"]["sur"] + 1, "elle est venue en ligne"
    rapport = (await gestionnaire.get("indicateurs-d-activite")).json()
    assert [m["code"] for m in rapport["missions"]] == [
        "enregistrement",
        "renouvellement",
        "radiation",
        "doublons",
        "sne",
        "securite",
        "conservation",
    ]
    assert all(m["reference"].startswith("arrêté du 23 mars 2015") for m in rapport["missions"])
    assert date.fromisoformat(rapport["au"]).year - date.fromisoformat(rapport["du"]).year == 1


async def test_un_mois_sans_validation_l_accueil_et_le_rapport_alertent(
    agent: SignIn, demandeur: SignIn, pdf: bytes, clock: Clock, container: Container
) -> None:
    await demande_envoyee(demandeur, pdf, nom="OUBLIEE")
    anne, envoyee_le = await agent("anne", "35"), container.today()
    avant = await indicateurs(anne)
    clock.advance(days=31)
    anne = await agent("anne", "35")
    apres = await indicateurs(anne)
    assert apres["en_retard"]["valeur"] >= avant["en_retard"]["valeur"] + 1
    assert apres["en_retard"]["attention"]
    taches = [t for t in (await anne.get("accueil")).json()["a_faire"] if t["code"] == "valider"]
    assert taches
    assert all(date.fromisoformat(t["avant_le"]) <= envoyee_le + timedelta(days=30) for t in taches)


async def test_qui_n_est_pas_service_enregistreur_ne_voit_que_des_statistiques(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    _, demande = await candidat(agent, demandeur, pdf)
    juriste = await agent("juriste", "35")
    assert (await juriste.get("indicateurs-d-activite")).status_code == 200
    for chemin in ("demandes", f"demandes/{demande['id']}", f"demandes/{demande['id']}/pieces", "echeances", "biens"):
        refus = await juriste.get(chemin)
        assert (refus.status_code, refus.json()["code"]) == (403, "droit-manquant"), chemin
    trouve = (await juriste.get("recherche-rapide", params={"q": demande["numero_unique"]})).json()
    assert [t for t in trouve if t["genre"] == "demande"] == []


async def test_une_analyse_qui_dure_une_demi_heure_alerte_le_gestionnaire(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    _, demande = await candidat(agent, demandeur, pdf)
    gestionnaire, anne = await agent("gestionnaire", "35"), await agent("anne", "35")

    async def alertes(minutes: int | None) -> tuple[int, int]:
        async with container.new_uow(systeme("35"), None) as uow:
            [piece] = await uow.pieces.de_la_demande("35", UUID(demande["id"]))
            piece.analyse_depuis = None if minutes is None else datetime.now(UTC) - timedelta(minutes=minutes)
        a_faire = (await gestionnaire.get("accueil")).json()["a_faire"]
        en_retard = (await indicateurs(gestionnaire))["analyses_en_retard"]["valeur"]
        return len([t for t in a_faire if t["code"] == "antivirus-muet"]), en_retard

    assert await alertes(29) == (0, 0)
    assert await alertes(31) == (1, 1)
    assert [t for t in (await anne.get("accueil")).json()["a_faire"] if t["code"] == "antivirus-muet"] == []
    assert await alertes(None) == (0, 0)
