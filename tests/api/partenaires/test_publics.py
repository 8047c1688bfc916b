"""Les publics prioritaires : reconnus d'après le dossier ou posés à la main, expliqués, datés, lus par la cotation."""

from datetime import date, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from api.bootstrap import Container
from api.worker import relay_of
from domain.kernel.calendrier import aujourd_hui
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import systeme
from domain.publics.reactions import labelliser_le_stock, labelliser_un_lot
from tests.api.conftest import SignIn
from tests.api.relocation import candidat

pytestmark = pytest.mark.asyncio(loop_scope="session")

A_LA_RUE = {"statut": "SD", "nb_habitants": 1}
Vue = dict[str, Any]


async def _priorites(qui: httpx.AsyncClient, demande: Vue) -> Vue:
    answer = await qui.get(f"demandes/{demande['id']}/priorites")
    assert answer.status_code == 200, answer.text
    vue: Vue = answer.json()
    return vue


def _codes(vue: Vue) -> set[str]:
    return {label["code"] for label in vue["labels"]}


async def test_un_public_se_reconnait_d_apres_le_dossier_et_dit_pourquoi(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    qui, demande = await candidat(agent, demandeur, pdf, logement_actuel=A_LA_RUE)
    anne = await agent("anne", "35")
    vue = await _priorites(anne, demande)
    [label] = [label for label in vue["labels"] if label["code"] == "L441_1_k"]
    assert label["faits"] == ["Logement actuel : Sans abri ou abri de fortune"]
    assert label["origine"] == "auto"
    assert label["contingents"] == ["PPRIOR"]
    assert "quart" in label["droit"]
    assert label["retirable"]["raisons"][0]["code"] == "label-automatique"
    mienne = (await qui.get("mes-priorites")).json()["priorites"]
    assert "vous n'avez pas de logement à vous" in mienne[0]["phrase"]
    phrases = [ligne["phrase"] for ligne in (await qui.get("mon-historique")).json()]
    assert "Une priorité vous est reconnue : Sans logement ou hébergé par un tiers." in phrases


async def test_la_liste_se_filtre_par_contingent_et_par_l_origine_du_label(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    _, demande = await candidat(agent, demandeur, pdf, logement_actuel=A_LA_RUE)
    anne = await agent("anne", "35")

    async def trouvee(**filtres: Any) -> bool:
        answer = await anne.get("demandes", params={"q": demande["numero_unique"]} | filtres)
        assert answer.status_code == 200, answer.text
        return [ligne["id"] for ligne in answer.json()["items"]] == [demande["id"]]

    assert await trouvee(contingent="PPRIOR")
    assert not await trouvee(contingent="COLTER"), "aucun de ses labels n'ouvre celui des collectivités"
    assert not await trouvee(contingent="PFONCT"), "aucun label n'ouvre celui des agents publics"
    assert await trouvee(origine_label="auto")
    assert not await trouvee(origine_label="manuel")
    assert await trouvee(contingent="PPRIOR", label="L441_1_k", origine_label="auto")
    assert not await trouvee(contingent="COLTER", label="L441_1_k")
    assert (await anne.get("demandes", params={"contingent": "AUCUN"})).status_code == 422


async def test_un_contingent_et_son_degre_se_cherchent(agent: SignIn, demandeur: SignIn, pdf: bytes) -> None:
    _, demande = await candidat(agent, demandeur, pdf, logement_actuel=A_LA_RUE)
    anne, prefet = await agent("anne", "35"), await agent("priorites")

    async def trouvee(**filtres: Any) -> bool:
        answer = await anne.get("demandes", params={"q": demande["numero_unique"]} | filtres)
        assert answer.status_code == 200, answer.text
        return [ligne["id"] for ligne in answer.json()["items"]] == [demande["id"]]

    assert not await trouvee(contingent="PPRIOR", degre=1)
    assert await trouvee(contingent="PPRIOR", degre=2)
    assert await trouvee(degre=2), "le degré se cherche aussi sans dire le contingent"
    assert not await trouvee(contingent="COLTER", degre=2)
    [label] = [label for label in (await _priorites(anne, demande))["labels"] if label["code"] == "L441_1_k"]
    assert label["degre"] == 2
    decision = {"statut": "ACTIF", "decidee_le": "2026-06-02"}
    assert (await prefet.put(f"demandes/{demande['id']}/dalo", json=decision)).status_code == 200
    assert await trouvee(contingent="PPRIOR", degre=1)
    assert not await trouvee(contingent="PPRIOR", degre=2), "son degré est le plus prioritaire de ses labels"
    assert (await anne.get("demandes", params={"degre": 0})).status_code == 422


async def test_le_departement_change_le_degre_d_un_public(agent: SignIn, container: Container) -> None:
    prefet = await agent("priorites")
    regle = (await prefet.get("publics-prioritaires/TRAV_ESSENTIEL")).json()
    assert regle["contenu"]["degre"] is None
    corps = {
        "numero": regle["numero"],
        "effet_du": f"{aujourd_hui(container.now())}",
        "motif": "Comité du 20 novembre.",
    }
    faux = await prefet.put(
        "publics-prioritaires/TRAV_ESSENTIEL", json=corps | {"contenu": regle["contenu"] | {"degre": 10}}
    )
    assert (faux.status_code, faux.json()["erreurs"][0]["code"]) == (422, "degre-impossible")
    change = await prefet.put(
        "publics-prioritaires/TRAV_ESSENTIEL", json=corps | {"contenu": regle["contenu"] | {"degre": 3}}
    )
    assert change.status_code == 200, change.text
    publics = {p["code"]: p for p in (await prefet.get("publics-prioritaires")).json()}
    assert publics["TRAV_ESSENTIEL"]["degre"] == 3


async def test_un_dossier_qui_change_perd_son_label_et_l_ancien_reste_lisible(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    _, demande = await candidat(agent, demandeur, pdf, logement_actuel=A_LA_RUE)
    anne = await agent("anne", "35")
    vue = (await anne.get(f"demandes/{demande['id']}")).json()
    loge = {"version": vue["version"], "logement_actuel": {"statut": "LP", "loyer": 500}}
    assert (await anne.patch(f"demandes/{demande['id']}", json=loge)).status_code == 200
    vue = await _priorites(anne, demande)
    assert "L441_1_k" not in _codes(vue)
    [ancien] = [a for a in vue["anciens"] if a["code"] == "L441_1_k"]
    assert ancien["motif_retrait"] == "Le dossier ne répond plus à la règle."


async def test_un_label_manuel_est_signe_date_motive_et_expire(agent: SignIn, demandeur: SignIn, pdf: bytes) -> None:
    _, demande = await candidat(agent, demandeur, pdf)
    prefet, anne = await agent("priorites"), await agent("anne", "35")
    chemin = f"demandes/{demande['id']}/priorites"
    corps = {"code": "PDALHPD", "motif": "Commission du plan du 12 novembre."}
    refus = await anne.post(chemin, json=corps)
    assert refus.json()["code"] == "droit-manquant"
    pose = await prefet.post(chemin, json=corps)
    assert pose.status_code == 201, pose.text
    [label] = [label for label in pose.json()["labels"] if label["code"] == "PDALHPD"]
    assert label["pose_par"] == "Agent Priorites"
    assert label["organisme"] == "Préfecture d'Ille-et-Vilaine"
    assert label["expire_le"] > (date.fromisoformat(label["depuis"]) + timedelta(days=700)).isoformat()
    assert (await prefet.post(chemin, json=corps)).json()["code"] == "label-deja-pose"
    assert (await prefet.post(chemin, json=corps | {"code": "DALO"})).json()["code"] == "label-non-manuel"
    assert (await prefet.post(chemin, json=corps | {"code": "INVENTE"})).json()["code"] == "public-inconnu"
    faux = corps | {"code": "ACD", "depuis": "2026-01-01", "expire_le": "2025-01-01"}
    assert (await prefet.post(chemin, json=faux)).json()["code"] == "dates-incoherentes"
    retrait = await prefet.post(f"{chemin}/{label['id']}/retrait", json={"motif": "Relogée par ailleurs."})
    assert "PDALHPD" not in _codes(retrait.json())
    assert retrait.json()["anciens"][0]["motif_retrait"] == "Relogée par ailleurs."


async def test_sante_et_violences_ne_se_montrent_qu_a_qui_en_a_le_droit(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    qui, demande = await candidat(agent, demandeur, pdf)
    prefet, adil = await agent("priorites"), await agent("adil")
    corps = {"code": "L441_1_g", "motif": "Ordonnance de protection."}
    assert (await prefet.post(f"demandes/{demande['id']}/priorites", json=corps)).status_code == 201
    assert "L441_1_g" in _codes(await _priorites(prefet, demande))
    masquee = await _priorites(adil, demande)
    assert masquee["masques"]
    assert "L441_1_g" not in _codes(masquee)
    for lecteur in (adil, qui):
        chemin = "mon-historique" if lecteur is qui else f"demandes/{demande['id']}/historique"
        assert "iolence" not in (await lecteur.get(chemin)).text
    assert (await qui.get("mes-priorites")).json()["priorites"] == []
    filtre = {"label": "L441_1_g"}
    assert demande["id"] in [d["id"] for d in (await prefet.get("demandes", params=filtre)).json()["items"]]
    assert (await adil.get("demandes", params=filtre)).json()["items"] == []


async def test_la_decision_dalo_met_la_demande_en_tete(agent: SignIn, demandeur: SignIn, pdf: bytes) -> None:
    _, demande = await candidat(agent, demandeur, pdf)
    prefet, anne = await agent("priorites"), await agent("anne", "35")

    async def points() -> int:
        cotations = (await anne.get(f"demandes/{demande['id']}/cotations")).json()
        return int(cotations[0]["points_declares"])

    avant = await points()
    incomplete = await prefet.put(f"demandes/{demande['id']}/dalo", json={"statut": "ACTIF"})
    assert incomplete.json()["code"] == "dates-incoherentes"
    corps = {"statut": "ACTIF", "numero_recours": "035 2026 00012", "decidee_le": "2026-06-02", "typologies": ["T2"]}
    vue = (await prefet.put(f"demandes/{demande['id']}/dalo", json=corps)).json()
    assert vue["dalo"]["numero_recours"] == "035 2026 00012"
    assert "DALO" in _codes(vue)
    detail = (await anne.get(f"demandes/{demande['id']}")).json()
    assert detail["dalo"]
    assert await points() > avant
    caduque = await prefet.put(f"demandes/{demande['id']}/dalo", json=corps | {"statut": "CADUC"})
    assert "DALO" not in _codes(caduque.json())
    assert not (await anne.get(f"demandes/{demande['id']}")).json()["dalo"]


async def test_la_liste_des_demandes_montre_et_filtre_les_labels(agent: SignIn, demandeur: SignIn, pdf: bytes) -> None:
    _, demande = await candidat(agent, demandeur, pdf, logement_actuel=A_LA_RUE)
    _, autre = await candidat(agent, demandeur, pdf)
    anne = await agent("anne", "35")
    trouvees = (await anne.get("demandes", params={"label": "L441_1_k", "size": 100})).json()["items"]
    ids = {d["id"]: d for d in trouvees}
    assert autre["id"] not in ids
    assert {"code": "L441_1_k", "libelle": "Sans logement ou hébergé par un tiers"} in ids[demande["id"]]["labels"]


async def test_chaque_public_dit_sa_regle_ses_demandes_et_leur_anciennete(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    await candidat(agent, demandeur, pdf, logement_actuel=A_LA_RUE)
    anne, adil = await agent("anne", "35"), await agent("adil")
    publics = {p["code"]: p for p in (await anne.get("publics-prioritaires")).json()}
    rue = publics["L441_1_k"]
    assert rue["demandes"] >= 1
    assert "Sans abri ou abri de fortune" in rue["regle"]
    assert rue["plus_ancienne_le"] is not None
    assert publics["PDALHPD"]["regle"] is None
    suivies = {"DALO", "ACD", "PDALHPD", "DAL"}
    assert suivies <= publics.keys()
    assert all(isinstance(publics[code]["demandes"], int) for code in suivies)
    assert "L441_1_g" in publics
    assert "L441_1_g" not in {p["code"] for p in (await adil.get("publics-prioritaires")).json()}


async def _passe_du_jour(qui: httpx.AsyncClient, container: Container) -> Vue:
    """La dernière : d'autres histoires ont pu passer des nuits à venir."""
    passes = (await qui.get("labellisations")).json()
    vue: Vue = next(p for p in passes if p["jour"] == f"{aujourd_hui(container.now())}")
    return vue


async def _nuit(container: Container, jours: int = 0) -> None:
    """La nuit du département, lot après lot, comme le travailleur la joue."""
    acteur = systeme("35")
    jour = aujourd_hui(container.now()) + timedelta(days=jours)
    async with container.new_uow(acteur, None) as uow:
        event = JourCommence(departement="35", aggregate_id=new_id(), occurred_at=uow.now(), jour=jour)
        await labelliser_le_stock(event, acteur, uow)
        [suite] = uow._loose
    while suite is not None:
        async with container.new_uow(acteur, None) as uow:
            await labelliser_un_lot(suite, acteur, uow)  # type: ignore[arg-type]
            suite = next((e for e in uow._loose if type(e) is type(suite)), None)  # type: ignore[assignment]


async def _labels_des_faits(container: Container, demande: Vue) -> list[str]:
    """Ce que liront les calculs sur tout le stock."""
    async with container.read("35") as connection:
        question = text("select label from faits_de_cotation where demande_id = :id limit 1")
        return list((await connection.execute(question, {"id": demande["id"]})).scalar_one() or [])


async def test_changer_la_regle_relabellise_le_stock_la_nuit_et_compte_entrees_et_sorties(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    _, demande = await candidat(agent, demandeur, pdf, logement_actuel=A_LA_RUE)
    prefet, anne = await agent("priorites"), await agent("anne", "35")
    chemin = "publics-prioritaires/CONT_PREF"
    regle = (await prefet.get(chemin)).json()
    assert regle["numero"] == 0
    chloe = await agent("chloe", "44")
    voisine = (await chloe.get(chemin)).json()
    contenu = regle["contenu"] | {"automatique": {"champ": "statut_logement", "op": "dans", "val": ["SD"]}}
    corps = {
        "numero": 0,
        "contenu": contenu,
        "effet_du": f"{aujourd_hui(container.now())}",
        "motif": "Comité du 20 novembre.",
    }
    assert (await anne.put(chemin, json=corps)).json()["code"] == "droit-manquant"
    faux = corps | {"contenu": contenu | {"automatique": {"champ": "statut_logement", "op": "dans", "val": ["RUE"]}}}
    refus = await prefet.put(chemin, json=faux)
    assert refus.status_code == 422
    assert refus.json()["erreurs"][0]["champ"].startswith("automatique.val")
    change = await prefet.put(chemin, json=corps)
    assert change.status_code == 200, change.text
    assert "Sans abri ou abri de fortune" in change.json()["regle"]
    assert change.json()["versions"][0]["auteur"] == "Agent Priorites"
    assert (await chloe.get(chemin)).json() == voisine, "l'autre département garde la sienne"
    assert "Sans abri ou abri de fortune" not in str(voisine["regle"])
    assert (await prefet.put(chemin, json=corps)).json()["code"] == "modification-concurrente"
    assert "CONT_PREF" not in _codes(await _priorites(anne, demande))
    await _nuit(container)
    assert "CONT_PREF" in _codes(await _priorites(anne, demande))
    assert "CONT_PREF" in await _labels_des_faits(container, demande)
    passe = await _passe_du_jour(anne, container)
    assert passe["terminee_le"] is not None
    assert passe["entrees"]["CONT_PREF"] >= 1
    await _nuit(container)
    rejouee = await _passe_du_jour(anne, container)
    assert (rejouee["entrees"], rejouee["sorties"]) == ({}, {}), "rien n'a changé : rien n'est réécrit"
    contenu["automatique"] = {"champ": "statut_logement", "op": "dans", "val": ["SQUAT"]}
    corps = corps | {"numero": 1, "contenu": contenu}
    assert (await prefet.put(chemin, json=corps)).status_code == 200
    await _nuit(container)
    assert "CONT_PREF" not in _codes(await _priorites(anne, demande))
    assert "CONT_PREF" not in await _labels_des_faits(container, demande)
    sortie = await _passe_du_jour(anne, container)
    assert sortie["sorties"]["CONT_PREF"] >= 1


async def test_une_urgence_se_declare_se_lit_par_le_bon_organisme_et_recoit_sa_reponse(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    qui, demande = await candidat(agent, demandeur, pdf)
    corps = {"motif": "EXPULSION", "texte": "L'huissier passe le 3."}
    declaree = await qui.post("mes-urgences", json=corps)
    assert declaree.status_code == 201, declaree.text
    assert "est arrivé" in declaree.json()["urgences"][0]["phrase"]
    await relay_of(container).drain()
    accuses = [m["objet"] for m in (await qui.get("mes-messages")).json() if "arrivé" in m["objet"]]
    assert accuses == ["Votre message est bien arrivé"], "l'accusé de réception part aussitôt"
    assert (await qui.post("mes-urgences", json=corps)).json()["code"] == "urgence-deja-declaree"
    assert (await qui.post("mes-urgences", json={"motif": "VIOLENCES", "texte": "Aidez-moi."})).status_code == 201
    prefet, epci = await agent("priorites"), await agent("epci")
    miennes = (await prefet.get("urgences", params={"pour_nous": True, "size": 100})).json()["items"]
    [urgence] = [u for u in miennes if u["demande_id"] == demande["id"]]
    assert urgence["motif"] == "EXPULSION"
    toutes = (await epci.get("urgences", params={"etat": "DECLAREE", "size": 100})).json()["items"]
    assert {u["motif"] for u in toutes if u["demande_id"] == demande["id"]} == {"EXPULSION", "VIOLENCES"}
    reponse = {"reponse": "Un travailleur social vous appelle demain."}
    prise = await prefet.post(f"urgences/{urgence['id']}/prise-en-compte", json=reponse)
    assert prise.status_code == 204, prise.text
    encore = await epci.post(f"urgences/{urgence['id']}/prise-en-compte", json=reponse)
    assert encore.json()["code"] == "urgence-deja-prise-en-compte"
    [lue] = [u for u in (await qui.get("mes-priorites")).json()["urgences"] if u["motif"] == "EXPULSION"]
    assert lue["phrase"] == "Préfecture d'Ille-et-Vilaine s'en occupe."
    assert lue["reponse"] == "Un travailleur social vous appelle demain."
    assert (await (await agent("bruno")).get("urgences")).json()["code"] == "droit-manquant"
