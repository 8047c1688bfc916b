"""Du logement vacant au bail, par HTTP : candidats, commission, réponse, et ce que chacun en lit."""

import asyncio
from typing import Any

import httpx
import pytest

from api.bootstrap import Container
from api.worker import relay_of
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import systeme
from domain.propositions.reactions import constater_les_silences
from tests.api.biens import plus_tard
from tests.api.conftest import Clock, SignIn, Territory
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
    proposee,
    retenir,
)

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def relayer(container: Container) -> None:
    await relay_of(container).drain()


async def tous_les_candidats(anne: httpx.AsyncClient, bien: dict[str, Any]) -> list[dict[str, Any]]:
    """Page after page: other tests house people in the same commune."""
    lus: list[dict[str, Any]] = []
    while True:
        page = {"size": 100, "page": len(lus) // 100 + 1}
        recus = (await anne.get(f"biens/{bien['id']}/candidats", params=page)).json()["items"]
        lus += recus
        if len(recus) < page["size"]:
            return lus


async def test_du_candidat_au_bail(agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container) -> None:
    qui, premiere = await candidat(agent, demandeur, pdf)
    _, deuxieme = await candidat(agent, demandeur, pdf)
    _, troisieme = await candidat(agent, demandeur, pdf)
    anne = await agent("anne", "35")
    bien = await logement(anne)

    liste = (await anne.get(f"biens/{bien['id']}/candidats", params={"size": 100})).json()
    trouve = {c["demande_id"]: c for c in await tous_les_candidats(anne, bien)}
    assert {premiere["id"], deuxieme["id"], troisieme["id"]} <= trouve.keys()
    lu = trouve[premiere["id"]]
    assert (lu["taux_effort"], lu["taux_effort_actuel"]) == (39.4, 47.7)
    assert lu["reste_a_vivre"] == 787.55
    assert lu["rang_choix_commune"] == 1
    assert not lu["deja_propose"]
    assert [c["code"] for c in liste["criteres"]][:3] == ["commune", "typologie", "foyer"]

    propositions = await retenir(anne, bien, premiere, deuxieme, troisieme)
    assert [p["etat"] for p in propositions] == ["PEC"] * 3
    assert [p["candidat"]["demande_id"] for p in propositions] == [premiere["id"], deuxieme["id"], troisieme["id"]]
    seance = await commission(anne)
    inscrites = [await inscrire(anne, p, seance) for p in propositions]
    assert (await anne.get(f"biens/{bien['id']}")).json()["etat"] == "EN_COMMISSION"

    await decider(anne, seance, inscrites[0], decision="ATR", rang=1)
    await decider(anne, seance, inscrites[1], decision="ATR", rang=2)
    vue = await decider(anne, seance, inscrites[2], decision="NAT", motif="N99", commentaire="Logement trop petit.")
    assert (vue["nb_candidats"], vue["nb_decisions"]) == (3, 3)
    close = await anne.post(f"commissions/{seance['id']}/cloture", json={"version": vue["version"]})
    assert close.json()["etat"] == "CLOTUREE", close.text

    trop_tot = await agir(anne, await lire(anne, inscrites[1]), "notification")
    assert (trop_tot.status_code, trop_tot.json()["code"]) == (409, "rang-precedent-en-attente")
    notifiee = await faire(anne, await lire(anne, inscrites[0]), "notification")
    assert notifiee["etat"] == "NOT"
    assert notifiee["repondre_avant_le"] >= plus_tard(10)

    [mienne] = (await qui.get("mes-propositions")).json()
    assert mienne["bailleur"]["nom"] == "Armor Habitat"
    assert [a["code"] for a in mienne["actions"] if a["permise"]] == ["accepter", "refuser"]
    oui = await qui.post(f"mes-propositions/{mienne['id']}/acceptation", json={"version": mienne["version"]})
    assert oui.status_code == 200, oui.text
    assert oui.json()["etat"] == "ACC"
    assert (await anne.get(f"biens/{bien['id']}")).json()["etat"] == "ATTRIBUE"

    bail = await faire(anne, await lire(anne, inscrites[0]), "bail", signe_le=plus_tard(0), entree_le=plus_tard(12))
    assert bail["etat"] == "BAI"
    assert (await anne.get(f"biens/{bien['id']}")).json()["etat"] == "LOUE"
    satisfaite = (await anne.get(f"demandes/{premiere['id']}")).json()
    assert satisfaite["etat"] == "SA"
    assert (await lire(anne, inscrites[1]))["etat"] == "RCO"
    assert "loué à un autre" in (await lire(anne, inscrites[1]))["motif_fin"]

    await relayer(container)
    du_bien = (await anne.get(f"biens/{bien['id']}/historique")).json()["items"]
    assert {"CandidatRetenu", "AttributionDecidee", "BailSigne", "BienLoue"} <= {ligne["type"] for ligne in du_bien}
    de_la_demande = (await anne.get(f"demandes/{premiere['id']}/historique")).json()["items"]
    assert {"PropositionNotifiee", "PropositionAcceptee", "BailSigne", "DemandeRadiee"} <= {
        ligne["type"] for ligne in de_la_demande
    }
    publique = [ligne["phrase"] for ligne in (await qui.get("mon-historique")).json()]
    assert any(p.startswith("Un logement vous est proposé. Répondez avant le") for p in publique)
    de_la_seance = (await anne.get(f"commissions/{seance['id']}/historique")).json()["items"]
    assert {"SeanceProgrammee", "PropositionInscrite", "CandidatEcarte", "SeanceCloturee"} <= {
        ligne["type"] for ligne in de_la_seance
    }


async def test_a_la_cloture_qui_n_est_pas_retenu_l_apprend_par_ecrit_avec_le_motif_et_ses_recours(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    retenu, premiere = await candidat(agent, demandeur, pdf)
    ecarte, deuxieme = await candidat(agent, demandeur, pdf)
    rejete, troisieme = await candidat(agent, demandeur, pdf)
    anne = await agent("anne", "35")
    bien = await logement(anne)
    propositions = await retenir(anne, bien, premiere, deuxieme, troisieme)
    seance = await commission(anne)
    un, deux, trois = [await inscrire(anne, p, seance) for p in propositions]
    await decider(anne, seance, un, decision="ATT")
    await decider(anne, seance, deux, decision="NAT", motif="N99", commentaire="Le logement est trop petit.")
    vue = await decider(anne, seance, trois, decision="REJ", motif="IRRRES")
    await relayer(container)
    objet = "La décision de la commission d'attribution sur votre demande"

    async def recus(qui: httpx.AsyncClient) -> list[str]:
        return [m["corps"] for m in (await qui.get("mes-messages")).json() if m["objet"] == objet]

    assert await recus(ecarte) == [], "jusqu'à la clôture, la commission peut revenir sur sa décision"
    close = await anne.post(f"commissions/{seance['id']}/cloture", json={"version": vue["version"]})
    assert close.status_code == 200, close.text
    await relayer(container)
    assert await recus(retenu) == []
    [non_retenu], [irrecevable] = await recus(ecarte), await recus(rejete)
    assert "Sa décision : non-attribution." in non_retenu
    assert "Le motif : Autre motif. Le logement est trop petit." in non_retenu
    assert "Votre demande continue pour d'autres logements" in non_retenu
    assert "Sa décision : rejet pour irrecevabilité." in irrecevable
    assert "Le motif : Ressources supérieures au plafond." in irrecevable
    assert "radiée qu'après un avertissement" in irrecevable
    for corps in (non_retenu, irrecevable):
        assert "Armor Habitat" in corps
        assert "tribunal administratif" in corps
    lignes = (await anne.get(f"demandes/{deuxieme['id']}/historique", params={"size": 100})).json()["items"]
    assert [ligne["description"] for ligne in lignes if objet in ligne["description"]] == [f"Courriel : {objet}"]
    echanges = (await anne.get(f"demandes/{deuxieme['id']}/echanges", params={"size": 100})).json()["items"]
    assert [e["etat_libelle"] for e in echanges if e["objet"] == objet] == ["Envoyé"]


async def test_un_refus_propose_le_logement_au_rang_suivant(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    qui, premiere = await candidat(agent, demandeur, pdf)
    _, deuxieme = await candidat(agent, demandeur, pdf)
    anne = await agent("anne", "35")
    bien = await logement(anne)
    un, deux = await retenir(anne, bien, premiere, deuxieme)
    seance = await commission(anne)
    un, deux = await inscrire(anne, un, seance), await inscrire(anne, deux, seance)
    await decider(anne, seance, un, decision="ATR", rang=1, justification=PEU_DE_CANDIDATS)
    await decider(anne, seance, deux, decision="ATR", rang=2)
    un = await faire(anne, await lire(anne, un), "notification")
    sans_motif = await qui.post(f"mes-propositions/{un['id']}/refus", json={"version": un["version"], "motif": "R99"})
    assert (sans_motif.status_code, sans_motif.json()["code"]) == (422, "motif-de-refus-invalide")
    refus = await qui.post(f"mes-propositions/{un['id']}/refus", json={"version": un["version"], "motif": "R02"})
    assert refus.json()["etat"] == "RFC"
    await relayer(container)
    assert (await lire(anne, deux))["etat"] == "NOT"
    deux = await lire(anne, deux)
    await faire(anne, deux, "refus", motif="R01")
    await relayer(container)
    assert (await anne.get(f"biens/{bien['id']}")).json()["etat"] == "DISPONIBLE"


async def test_le_silence_vaut_refus_des_le_lendemain(
    agent: SignIn, demandeur: SignIn, pdf: bytes, clock: Clock, container: Container
) -> None:
    _, _, bien, proposition = await proposee(agent, demandeur, pdf)
    clock.advance(days=16)
    anne = await agent("anne", "35")
    lue = await lire(anne, proposition)
    assert lue["etat"] == "SRE"
    trop_tard = await agir(anne, proposition, "acceptation")
    assert (trop_tard.status_code, trop_tard.json()["code"]) == (409, "delai-de-reponse-depasse")
    en_attente = (await anne.get("propositions", params={"etat": "SRE", "bien_id": bien["id"]})).json()
    assert [p["id"] for p in en_attente["items"]] == [proposition["id"]]
    assert (await anne.get("propositions", params={"etat": "NOT", "bien_id": bien["id"]})).json()["items"] == []


async def test_chaque_matin_les_silences_sont_constates(
    agent: SignIn, demandeur: SignIn, pdf: bytes, clock: Clock, container: Container
) -> None:
    _, _, bien, proposition = await proposee(agent, demandeur, pdf)
    clock.advance(days=16)
    le = container.today()
    matin = JourCommence(departement="35", aggregate_id=new_id(), occurred_at=container.now(), jour=le)
    async with container.new_uow(systeme("35"), None) as uow:
        await constater_les_silences(matin, systeme("35"), uow)
    await relayer(container)
    anne = await agent("anne", "35")
    assert (await lire(anne, proposition))["motif_refus"] == "R20"
    assert (await anne.get(f"biens/{bien['id']}")).json()["etat"] == "DISPONIBLE"
    historique = (await anne.get(f"propositions/{proposition['id']}/historique")).json()["items"]
    assert historique[0]["type"] == "PropositionSansReponse"
    assert historique[0]["auteur_sorte"] == "systeme"


async def test_deux_agents_acceptent_le_meme_logement_un_seul_gagne(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    _, premiere = await candidat(agent, demandeur, pdf)
    _, deuxieme = await candidat(agent, demandeur, pdf)
    anne = await agent("anne", "35")
    bien = await logement(anne)
    seance = await commission(anne)
    propositions = [await inscrire(anne, p, seance) for p in await retenir(anne, bien, premiere, deuxieme)]
    notifiees = []
    for proposition in propositions:
        await decider(
            anne, seance, proposition, decision="ATC", condition="Attestation de paiement.", justification="Urgence."
        )
        notifiees.append(await faire(anne, await lire(anne, proposition), "notification"))
    referent = await agent("referent", "35")
    reponses = await asyncio.gather(
        agir(anne, notifiees[0], "acceptation"), agir(referent, notifiees[1], "acceptation")
    )
    assert sorted(r.status_code for r in reponses) == [200, 409]
    perdant = next(r for r in reponses if r.status_code == 409).json()
    assert perdant["code"] == "bien-deja-attribue"
    assert "accepté par un autre candidat" in perdant["title"]


async def test_le_bail_ne_se_signe_qu_une_fois(agent: SignIn, demandeur: SignIn, pdf: bytes) -> None:
    _, anne, _, proposition = await proposee(agent, demandeur, pdf)
    acceptee = await faire(anne, proposition, "acceptation")
    referent = await agent("referent", "35")
    dates = {"signe_le": plus_tard(0), "entree_le": plus_tard(3)}
    reponses = await asyncio.gather(*(agir(a, acceptee, "bail", **dates) for a in (anne, referent)))
    assert sorted(r.status_code for r in reponses) == [200, 409]
    perdant = next(r for r in reponses if r.status_code == 409).json()
    assert perdant["code"] == "proposition-impossible"
    assert "Le bail est signé." in perdant["title"]


async def test_une_meme_reponse_ne_compte_qu_une_fois(agent: SignIn, demandeur: SignIn, pdf: bytes) -> None:
    qui, anne, _, proposition = await proposee(agent, demandeur, pdf)
    corps = {"version": proposition["version"]}
    reponses = await asyncio.gather(
        agir(anne, proposition, "acceptation"),
        qui.post(f"mes-propositions/{proposition['id']}/acceptation", json=corps),
    )
    assert sorted(r.status_code for r in reponses) == [200, 409]
    assert "Le candidat a accepté" in next(r for r in reponses if r.status_code == 409).json()["title"]


async def test_un_autre_bailleur_lit_la_proposition_sans_y_agir(agent: SignIn, demandeur: SignIn, pdf: bytes) -> None:
    _, _, _, proposition = await proposee(agent, demandeur, pdf)
    bruno = await agent("bruno", "35")
    lue = await lire(bruno, proposition)
    assert lue["etat"] == "NOT"
    assert not any(a["permise"] for a in lue["actions"])
    refus = await agir(bruno, proposition, "acceptation")
    assert (refus.status_code, refus.json()["code"]) == (403, "bien-d-un-autre-organisme")
    adil = await agent("adil", "35")
    assert (await adil.get(f"propositions/{proposition['id']}")).status_code == 403
    loin = await agent("chloe", "44")
    ailleurs = await loin.get(f"demandes/{lue['candidat']['demande_id']}/propositions")
    assert (ailleurs.status_code, ailleurs.json()["code"]) == (404, "demande-introuvable")
    assert (await loin.get(f"propositions/{proposition['id']}")).status_code == 404


async def test_un_demandeur_ne_voit_que_ses_propositions(agent: SignIn, demandeur: SignIn, pdf: bytes) -> None:
    _, _, _, proposition = await proposee(agent, demandeur, pdf)
    autre, _ = await candidat(agent, demandeur, pdf)
    assert (await autre.get("mes-propositions")).json() == []
    refus = await autre.post(
        f"mes-propositions/{proposition['id']}/acceptation", json={"version": proposition["version"]}
    )
    assert (refus.status_code, refus.json()["code"]) == (404, "proposition-introuvable")


async def test_une_demande_radiee_arrete_ses_propositions(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    _, demande = await candidat(agent, demandeur, pdf)
    anne = await agent("anne", "35")
    bien = await logement(anne)
    [proposition] = await retenir(anne, bien, demande)
    vue = (await anne.get(f"demandes/{demande['id']}")).json()
    corps = {"version": vue["version"], "motif": "RADABA"}
    assert (await anne.post(f"demandes/{demande['id']}/radiation", json=corps)).status_code == 200
    assert (await lire(anne, proposition))["etat"] == "RCO"
    await relayer(container)
    assert (await anne.get(f"biens/{bien['id']}")).json()["etat"] == "DISPONIBLE"


async def test_un_candidat_irrecevable_n_en_laisse_retenir_aucun(agent: SignIn, demandeur: SignIn, pdf: bytes) -> None:
    _, libre = await candidat(agent, demandeur, pdf)
    _, prise = await candidat(agent, demandeur, pdf)
    anne = await agent("anne", "35")
    bien = await logement(anne)
    await retenir(anne, bien, prise)
    refus = await anne.post(f"biens/{bien['id']}/propositions", json={"demandes": [libre["id"], prise["id"]]})
    assert (refus.status_code, refus.json()["code"]) == (409, "candidat-non-recevable")
    assert prise["numero_unique"] in refus.json()["title"]
    page = (await anne.get("propositions", params={"bien_id": bien["id"]})).json()
    assert [p["candidat"]["demande_id"] for p in page["items"]] == [prise["id"]]


async def test_annuler_une_acceptation_remet_le_logement_a_disposition(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    _, anne, bien, proposition = await proposee(agent, demandeur, pdf)
    acceptee = await faire(anne, proposition, "acceptation")
    annulee = await faire(anne, acceptee, "annulation", motif="Le candidat renonce avant le bail")
    assert annulee["etat"] == "ANN"
    assert (await anne.get(f"biens/{bien['id']}")).json()["etat"] == "DISPONIBLE"


async def test_pourquoi_une_demande_n_est_pas_dans_la_liste(
    agent: SignIn, demandeur: SignIn, pdf: bytes, territory: Territory
) -> None:
    _, demande = await candidat(agent, demandeur, pdf, communes=("35288",), typologies=("T4",))
    anne = await agent("anne", "35")
    bien = await logement(anne, loyer=2000)
    vue = (
        await anne.get(f"biens/{bien['id']}/candidats/explication", params={"numero_unique": demande["numero_unique"]})
    ).json()
    assert not vue["eligible"]
    assert [c["code"] for c in vue["conditions"] if not c["remplie"]] == ["commune", "typologie-souhaitee"]
    assert "2 conditions ne sont pas remplies" in vue["phrase"].replace("\u00a0", " ")
    lectures = (await anne.get(f"demandes/{demande['id']}/consultations")).json()["items"]
    assert "candidature" in [ligne["quoi"] for ligne in lectures]
    inconnue = await anne.get(
        f"biens/{bien['id']}/candidats/explication", params={"numero_unique": "035010199999935A01"}
    )
    assert inconnue.status_code == 404
    bruno = await agent("bruno", "35")
    assert (await bruno.get(f"biens/{bien['id']}/candidats")).status_code == 404


async def test_avant_d_appeler_un_menage_on_voit_qui_s_en_occupe_deja(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    anne, bruno, lecteur = await agent("anne", "35"), await agent("bruno"), await agent("adil", "35")
    _, demande = await candidat(agent, demandeur, pdf)
    adresse = f"demandes/{demande['id']}/tracabilite"
    jamais = (await bruno.get(adresse)).json()
    assert (jamais["constat"]["code"], jamais["propositions_totales"], jamais["prospections_totales"]) == (
        "jamais-suivi",
        0,
        0,
    )
    [retenue] = await retenir(anne, await logement(anne), demande)
    vu = (await bruno.get(adresse)).json()
    assert (vu["prospections_totales"], vu["propositions_totales"]) == (1, 0)
    assert [b["nom"] for b in vu["autres_bailleurs"]] == ["Armor Habitat"]
    assert vu["interventions_partagees"] > jamais["interventions_partagees"], "ce que fait un autre se compte"
    await inscrire(anne, retenue, await commission(anne))
    await retenir(bruno, await logement(bruno), demande)
    vu = (await bruno.get(adresse)).json()
    assert (vu["prospections_totales"], vu["propositions_totales"], vu["autres_bailleurs_en_cours"]) == (1, 1, 1)
    assert vu["constat"]["phrase"].endswith("Votre organisme aussi.")
    compte = (await lecteur.get(adresse)).json()
    assert (compte["autres_bailleurs_en_cours"], compte["autres_bailleurs"]) == (2, []), "des nombres, sans les noms"
    assert (await (await agent("chloe", "44")).get(adresse)).status_code == 404
