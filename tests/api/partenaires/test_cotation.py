"""Les points d'une demande : calculés dans l'acte qui la change, et expliqués ligne par ligne."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from api.bootstrap import Container
from domain.cotation.model import GrilleCotation
from domain.cotation.reactions import recoter
from domain.cotation.vocabulary import CauseDeCalcul
from domain.kernel.francais import jour
from domain.organismes.acteur import systeme
from tests.api.conftest import RENNES, RENNES_METROPOLE, SAINT_MALO, SignIn
from tests.api.parcours import demande_envoyee, demande_validee
from tests.api.relocation import candidat, commission, decider, inscrire, logement, retenir
from tests.api.test_requetes import Ecoute
from tests.domain.cotation.cases import un_bloc, une_grille

pytestmark = pytest.mark.asyncio(loop_scope="session")


def _ligne(cotations: list[dict[str, Any]], code: str) -> dict[str, Any]:
    (cotation,) = cotations
    return next(ligne for bloc in cotation["blocs"] for ligne in bloc["lignes"] if ligne["code"] == code)


async def test_une_demande_validee_est_cotee_dans_l_epci_qui_a_une_grille(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    sans_abri = {"statut": "SD", "proprietaire": False}
    qui, vue = await demande_validee(
        agent, demandeur, pdf, nom="POINTS", communes=(RENNES, SAINT_MALO), logement_actuel=sans_abri
    )
    (points,) = vue["cotations"]
    assert points["epci_nom"] == "Rennes Métropole"
    assert points["points_verifies"] == 40
    (cotation,) = (await qui.get("ma-cotation")).json()
    national = next(b for b in cotation["blocs"] if b["code"] == "N")
    assert national["points"] == 40
    ligne = next(x for x in national["lignes"] if x["code"] == "N3_SANS_LOGEMENT")
    assert ligne["etat"] == "acquis"
    assert ligne["valeur_lue"]
    assert ligne["explication"]
    assert sum(b["points"] for b in cotation["blocs"]) == cotation["points_verifies"] == 40


async def test_la_liste_et_le_detail_montrent_les_memes_points(agent: SignIn, demandeur: SignIn, pdf: bytes) -> None:
    sans_abri = {"statut": "SD", "proprietaire": False}
    _, vue = await demande_validee(agent, demandeur, pdf, nom="ACCORDCOTE", logement_actuel=sans_abri)
    anne = await agent("anne", "35")
    (ligne,) = (await anne.get("demandes", params={"q": "accordcote"})).json()["items"]
    assert ligne["points"] == vue["cotations"][0]["points_verifies"]


async def test_un_changement_recote_et_l_historique_dit_l_avant_et_l_apres(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    _, vue = await demande_validee(agent, demandeur, pdf, nom="RECOTE")
    avant = vue["cotations"][0]["points_verifies"]
    anne = await agent("anne", "35")
    corps = {"version": vue["version"], "logement_actuel": {"statut": "SD", "proprietaire": False}}
    apres = (await anne.patch(f"demandes/{vue['id']}", json=corps)).json()["cotations"][0]["points_verifies"]
    assert apres == 40 != avant
    lignes = (await anne.get(f"demandes/{vue['id']}/historique")).json()["items"]
    cotee = next(x for x in lignes if x["type"] == "DemandeCotee")
    assert cotee["details"]["avant"]["points_verifies"] == avant
    assert cotee["details"]["apres"]["points_verifies"] == 40


async def test_une_preuve_attendue_donne_des_points_declares_puis_verifies(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    qui, envoyee = await demande_envoyee(demandeur, pdf, nom="PREUVE", motifs={"codes": ["06"]})
    piece = await qui.post("mes-pieces?type=MOT_06&nom=plainte.pdf", content=pdf)
    assert piece.status_code == 201, piece.text
    anne = await agent("anne", "35")
    corps = {"version": envoyee["version"], "identite_verifiee": True}
    vue = (await anne.post(f"demandes/{envoyee['id']}/validation", json=corps)).json()
    assert vue["cotations"][0]["points_declares"] == 45
    assert vue["cotations"][0]["points_verifies"] < 45
    ligne = _ligne((await qui.get("ma-cotation")).json(), "N2_VIOLENCES")
    assert ligne["explication"].replace("\xa0", " ").startswith("+45 points quand la pièce déposée sera vérifiée : ")
    assert "vous l'avez déclaré le" in ligne["source"]
    lue = _ligne((await anne.get(f"demandes/{vue['id']}/cotations")).json(), "N2_VIOLENCES")
    assert "déclaré par le demandeur le" in lue["source"]
    assert lue["preuves"] == ligne["preuves"]
    pieces = (await anne.get(f"demandes/{vue['id']}/pieces")).json()
    plainte = next(p for p in pieces if p["type"] == "MOT_06")
    assert [(p["etat"], p["piece_id"]) for p in ligne["preuves"]] == [("deposee", plainte["id"])]
    adresse = f"demandes/{vue['id']}/pieces/{plainte['id']}/validation"
    assert (await anne.post(adresse, json={"version": plainte["version"]})).status_code == 200
    assert (await anne.get(f"demandes/{vue['id']}")).json()["cotations"][0]["points_verifies"] == 45


async def test_une_ligne_sensible_ne_dit_pas_son_motif_a_qui_n_y_a_pas_droit(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    _, vue = await demande_validee(agent, demandeur, pdf, nom="SECRET", motifs={"codes": ["06"]})
    adil = await agent("adil")
    reponse = await adil.get(f"demandes/{vue['id']}/cotations")
    assert reponse.status_code == 200
    assert "N2_VIOLENCES" not in reponse.text
    assert "Violences familiales" not in reponse.text


async def test_les_grilles_du_departement_se_lisent(agent: SignIn) -> None:
    anne = await agent("anne", "35")
    lues = (await anne.get("grilles-de-cotation")).json()
    (grille,) = [
        g for g in lues if (g["epci_nom"], g["population"], g["version_grille"]) == ("Rennes Métropole", "tous", 1)
    ]
    assert grille["fictive"]
    detail = (await anne.get(f"grilles-de-cotation/{grille['id']}")).json()
    assert [b["code"] for b in detail["blocs"]][:2] == ["N", "L"]


async def test_une_demande_se_recote_en_trois_questions_et_sans_rien_ecrire_si_rien_ne_change(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    _, vue = await demande_validee(agent, demandeur, pdf, nom="TROISQUESTIONS")
    async with container.new_uow(systeme("35"), None) as uow:
        demande = await uow.demandes.get("35", UUID(vue["id"]))

        async def recotee() -> list[str]:
            await uow.flush()
            with Ecoute(container)() as heard:
                await recoter("35", demande.id, systeme("35"), uow, CauseDeCalcul.DEMANDE)
                await uow.cotations.classements_par_commune(demande)
            return heard

        assert len(await recotee()) == 2
        actuel = demande.formulaire.logement_actuel
        assert actuel is not None
        demande.modifier({"logement_actuel": replace(actuel, loyer=(actuel.loyer or 0) + 7)}, le=uow.now())
        assert len(await recotee()) == 3
        assert len(await recotee()) == 2


async def test_un_recalcul_du_territoire_attend_la_fin_de_l_acte_qui_recote_une_demande(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    _, vue = await demande_validee(agent, demandeur, pdf, nom="TENUE")
    tenir = text("select 1 from faits_de_cotation where departement = '35' and demande_id = :id for update nowait")
    async with container.new_uow(systeme("35"), None) as acte:
        await acte.cotations.vie_du_dossier("35", UUID(vue["id"]))
        with pytest.raises(OperationalError):
            async with container.new_uow(systeme("35"), None) as recalcul:
                await recalcul.session.execute(tenir, {"id": vue["id"]})
    async with container.new_uow(systeme("35"), None) as recalcul:
        assert (await recalcul.session.execute(tenir, {"id": vue["id"]})).all() != []


async def test_une_demande_qui_sort_attend_le_recalcul_sans_tenir_ses_resultats(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    _, vue = await demande_validee(agent, demandeur, pdf, nom="SORTANTE")
    tenir = "select 1 from {} where departement = '35' and demande_id = :id for no key update nowait"
    cette = {"id": vue["id"]}

    async def sortir() -> None:
        async with container.new_uow(systeme("35"), None) as acte:
            await acte.cotations.retirer("35", UUID(vue["id"]))

    async with container.new_uow(systeme("35"), None) as recalcul:
        await recalcul.session.execute(text(tenir.format("faits_de_cotation")), cette)
        sortie = asyncio.create_task(sortir())
        while not await recalcul.session.scalar(  # noqa: ASYNC110 - only the server knows who waits
            text("select count(*) from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))")
        ):
            await asyncio.sleep(0)
        assert (await recalcul.session.execute(text(tenir.format("cotations")), cette)).all() != []
    await sortie
    async with container.new_uow(systeme("35"), None) as apres:
        assert (await apres.session.execute(text(tenir.format("cotations")), cette)).all() == []


async def test_les_points_d_une_version_remplacee_se_lisent_des_deux_cotes_et_de_nul_autre(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    sans_abri = {"statut": "SD", "proprietaire": False}
    qui, vue = await demande_validee(agent, demandeur, pdf, nom="ANCIENNEGRILLE", logement_actuel=sans_abri)
    _, voisine = await demande_validee(agent, demandeur, pdf, nom="MITOYENNE", logement_actuel=sans_abri)
    anne = await agent("anne", "35")
    assert (await anne.get(f"demandes/{vue['id']}/cotations/passees")).json() == []
    for demande in (vue, voisine):
        await _donner_une_version_passee(container, UUID(demande["id"]))
    (lue,) = (await anne.get(f"demandes/{vue['id']}/cotations/passees")).json()
    assert (lue["cotation"]["points_verifies"], lue["points_maintenant"]) == (30, 40)
    assert {d["code"]: (d["avant"], d["maintenant"]) for d in lue["differences"]} == {
        "N3_SANS_LOGEMENT": (None, 40),
        "ABRI": (30, None),
    }
    assert "30" in lue["phrase"]
    (mienne,) = (await qui.get("ma-cotation/passees")).json()
    assert mienne == lue
    costarmoricain = await agent("anne", "22")
    refus = await costarmoricain.get(f"demandes/{vue['id']}/cotations/passees")
    assert (refus.status_code, refus.json()["code"]) == (404, "demande-introuvable")


async def _donner_une_version_passee(container: Container, demande_id: UUID) -> None:
    """La demande était cotée par une version qui a depuis été archivée."""
    abri = {"code": "ABRI", "points": 30, "si": {"champ": "statut_logement", "op": "dans", "val": ["SD"]}}
    version = -(demande_id.int % 10**6)  # nobody else's
    async with container.new_uow(systeme("35"), None) as uow:
        ancienne = GrilleCotation.ebaucher(
            departement="35",
            epci=RENNES_METROPOLE,
            contenu=une_grille(un_bloc(abri)),
            version_grille=version,
            le=uow.now(),
        )
        ancienne.archiver(le=uow.now())
        uow.session.add(ancienne)
        await uow.flush()
        await uow.session.execute(
            text(
                "insert into cotations_passees (departement, demande_id, grille_id, date_calcul, jusqu_au, statut,"
                " total_declare, total_verifie, blocs_declares, details_declares)"
                " values ('35', :demande, :grille, '2026-01-15', '2026-06-01', 'verifiee', 30, 30, '{30}', '{30}')"
            ),
            {"demande": demande_id, "grille": ancienne.id},
        )


async def test_chaque_passage_en_commission_qui_compte_dit_dans_quelle_commission(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    qui, demande = await candidat(agent, demandeur, pdf)
    anne = await agent("anne", "35")
    tenues = []
    for lieu in ("Siège", "Agence du Nord"):
        [proposition] = await retenir(anne, await logement(anne), demande)
        seance = await commission(anne, lieu=lieu)
        await decider(anne, seance, await inscrire(anne, proposition, seance), decision="NAT", motif="N05")
        tenues.append(f"commission du {jour(date.fromisoformat(seance['tenue_le']))} à 14h00, {lieu}")
    lue = _ligne((await anne.get(f"demandes/{demande['id']}/cotations")).json(), "H2_CAL")
    assert lue["points_retenus"] > 0
    assert [tenue for tenue in tenues if tenue not in lue["valeur_lue"]] == []
    assert _ligne((await qui.get("ma-cotation")).json(), "H2_CAL")["valeur_lue"] == lue["valeur_lue"]
