"""La même histoire quand tout casse au milieu, et quand deux personnes agissent au même instant.

Rien n'est perdu, rien n'est fait deux fois, un seul gagne et l'autre lit pourquoi.
"""

import re
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import httpx
import pytest

from tests.api.biens import plus_tard
from tests.journeys.histoire import Histoire, Vue, lu, proposer
from tests.maison import Maison

pytestmark = pytest.mark.lent

ENVOIS = """
    select m.id::text, count(distinct d.id), sum(d.attempts)
    from messages m
    join outbox_events e on e.payload ->> 'aggregate_id' = m.id::text and e.name in ('MessagePret', 'MessageARenvoyer')
    join outbox_deliveries d on d.event_id = e.id
    where m.canal = 'email'
    group by m.id
"""


def test_le_travailleur_tue_et_redis_vide_a_chaque_acte_ne_changent_pas_l_histoire(histoire: Histoire) -> None:
    maison, recepteur = histoire.maison, histoire.recepteur

    def tout_casse() -> None:
        maison.tuer_le_travailleur()
        maison.vider_redis()
        maison.relancer_le_travailleur()

    histoire.respirer = tout_casse
    histoire.raconter()
    maison.attendre(maison.tout_est_fait)

    exiger_un_courriel_par_message(maison)
    essais = Counter(a.id for a in recepteur.avis())
    envois = [(id, etat) for id, etat, _ in envoyes(histoire)]
    assert sorted(envois) == sorted((id, "envoye") for id in essais), "chaque avis est arrivé, une ligne par avis"


def test_un_avis_que_le_logiciel_refuse_revient_et_n_est_accepte_qu_une_fois(histoire: Histoire) -> None:
    maison, recepteur = histoire.maison, histoire.recepteur
    histoire.un_logiciel_s_abonne()
    recepteur.refuser(2)
    proposer(histoire.anne, histoire.candidat("nolwenn"))

    def accepte() -> bool:
        maison.abreger_l_attente()
        return bool(recepteur.avis("attribution.decidee"))

    maison.attendre(accepte)
    maison.attendre(maison.tout_est_fait)
    assert [a.statut for a in recepteur.avis("attribution.decidee", acceptes=False)] == [503, 503, 204]
    assert len({(a.id, a.corps) for a in recepteur.avis(acceptes=False)}) == 1, "le même avis, octet pour octet"


def test_un_travailleur_tue_pendant_l_envoi_d_un_avis_le_renvoie_sans_le_perdre(histoire: Histoire) -> None:
    maison, recepteur = histoire.maison, histoire.recepteur
    histoire.un_logiciel_s_abonne()
    recepteur.taire()
    proposer(histoire.anne, histoire.candidat("nolwenn"))
    maison.attendre(recepteur.tient.is_set)
    maison.tuer_le_travailleur()
    recepteur.parler()
    maison.relancer_le_travailleur()
    maison.attendre(lambda: recepteur.avis("attribution.decidee"))
    maison.attendre(maison.tout_est_fait)

    assert [a.statut for a in recepteur.avis("attribution.decidee", acceptes=False)] == [0, 204]
    [(_, etat, tentatives)] = envoyes(histoire)
    assert (etat, tentatives) == ("envoye", 1)
    exiger_un_courriel_par_message(maison)


def test_un_seul_agent_valide_la_demande_l_autre_lit_pourquoi(histoire: Histoire) -> None:
    maison = histoire.maison
    histoire.envoyer("enora")
    vue = histoire.demandes["enora"]
    body = {"version": vue["version"], "identite_verifiee": True}
    adresse = f"demandes/{vue['id']}/validation"
    gagnant, perdants = course(
        lambda: histoire.anne.post(adresse, json=body), lambda: histoire.referent.post(adresse, json=body)
    )
    assert gagnant["etat"] == "AC"
    assert {p["code"] for p in perdants} <= {"modification-concurrente", "transition-interdite"}
    types = [ligne["type"] for ligne in lu(histoire.anne.get(f"demandes/{vue['id']}/historique"))["items"]]
    assert types.count("DemandeValidee") == 1
    maison.attendre(maison.tout_est_fait)
    assert len(maison.courriels(histoire.adresses["enora"], "est enregistrée")) == 1


def test_un_bien_ne_s_accepte_qu_une_fois_puis_ne_se_signe_qu_une_fois(histoire: Histoire) -> None:
    """Deux agents du bailleur et le candidat lui-même, au même instant."""
    proposition = proposer(histoire.anne, histoire.candidat("malo"))
    body = {"version": proposition["version"]}
    malo, adresse = histoire.demandeurs["malo"], f"propositions/{proposition['id']}"
    acceptee, perdants = course(
        lambda: histoire.anne.post(f"{adresse}/acceptation", json=body),
        lambda: histoire.referent.post(f"{adresse}/acceptation", json=body),
        lambda: malo.post(f"mes-{adresse}/acceptation", json=body),
    )
    assert acceptee["etat"] == "ACC"
    assert {p["code"] for p in perdants} <= {"modification-concurrente", "proposition-impossible", "bien-deja-attribue"}

    bail = {"version": acceptee["version"], "signe_le": plus_tard(0), "entree_le": plus_tard(10)}
    signe, perdants = course(
        lambda: histoire.anne.post(f"{adresse}/bail", json=bail),
        lambda: histoire.referent.post(f"{adresse}/bail", json=bail),
    )
    assert signe["etat"] == "BAI"
    assert {p["code"] for p in perdants} <= {"modification-concurrente", "proposition-impossible", "bien-deja-attribue"}
    types = [ligne["type"] for ligne in lu(histoire.anne.get(f"{adresse}/historique"))["items"]]
    assert (types.count("PropositionAcceptee"), types.count("BailSigne")) == (1, 1)


def test_un_demandeur_propose_par_deux_bailleurs_n_accepte_qu_un_logement(histoire: Histoire) -> None:
    maison = histoire.maison
    demande, bruno = histoire.candidat("tifenn"), maison.agent("bruno")
    chez_armor = proposer(histoire.anne, demande)
    chez_vilaine = proposer(bruno, demande)
    tifenn = histoire.demandeurs["tifenn"]
    acceptee, [perdant] = course(
        *(
            lambda p=p: tifenn.post(f"mes-propositions/{p['id']}/acceptation", json={"version": p["version"]})
            for p in (chez_armor, chez_vilaine)
        )
    )
    assert acceptee["etat"] == "ACC"
    assert perdant["code"] in {"demande-deja-logee", "proposition-impossible", "modification-concurrente"}
    assert lu(histoire.anne.get(f"demandes/{demande['id']}"))["etat"] == "AC"


def course(*coureurs: Callable[[], httpx.Response]) -> tuple[Vue, list[Vue]]:
    """All at once: what the only winner read, and what each loser was told."""
    depart = Barrier(len(coureurs))

    def courir(coureur: Callable[[], httpx.Response]) -> httpx.Response:
        depart.wait()
        return coureur()

    with ThreadPoolExecutor(len(coureurs)) as executor:
        reponses = list(executor.map(courir, coureurs))
    gagnants = [r for r in reponses if r.status_code == 200]
    perdants = [r for r in reponses if r.status_code != 200]
    assert len(gagnants) == 1, [r.text for r in reponses]
    assert {r.status_code for r in perdants} == {409}, [r.text for r in perdants]
    assert all(r.json()["title"].endswith(".") for r in perdants)
    return gagnants[0].json(), [r.json() for r in perdants]


def envoyes(histoire: Histoire) -> list[tuple[str, str, int]]:
    """What the house remembers of the notices sent to this story's software."""
    assert histoire.abonnement is not None
    return histoire.maison.lignes(
        "select departement || '-' || avis_id, etat, tentatives from envois_webhook "
        f"where abonnement_id = '{histoire.abonnement['id']}'"
    )


def exiger_un_courriel_par_message(maison: Maison) -> None:
    """Un message part une fois. Coupé entre l'envoi et son inscription, il repart sous le même identifiant."""
    assert maison.lignes("select distinct etat from messages") == [("envoye",)]
    recus = Counter(
        found[1]
        for (adresse,) in maison.lignes("select distinct destinataire from messages")
        for m in maison.courriels(adresse)
        if (found := re.search(r"<message-([0-9a-f-]{36})@", m["Message-ID"]))
    )
    essais = {id: int(combien) for id, _, combien in maison.lignes(ENVOIS)}
    assert set(recus) == set(essais)
    assert all(1 <= combien <= essais[id] for id, combien in recus.items())
    repetes = [id for id, combien in recus.items() if combien > 1 and essais[id] == 1]
    assert not repetes
