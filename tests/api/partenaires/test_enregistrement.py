"""Qui enregistre pour qui : délégations et accords des partenaires (arrêté du 23 mars 2015, § 1 ; CCH R441-2-1)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest
import pytest_asyncio

from api.bootstrap import Container
from domain.kernel.francais import jour
from tests.api.conftest import RENNES, SAINT_MALO, NewClient, SignIn, Territory
from tests.api.papiers import texte_de
from tests.api.parcours import demande_envoyee
from tests.api.partenaires.collegues import entrer, un_collegue

pytestmark = pytest.mark.asyncio(loop_scope="session")
ACTE = "délibération n° 12 du 3 mars 2026"


@dataclass
class Guichet:
    id: str
    nom: str
    client: httpx.AsyncClient


NouveauGuichet = Callable[..., Awaitable[Guichet]]


@pytest_asyncio.fixture(loop_scope="session")
async def guichet(agent: SignIn, new_client: NewClient, container: Container) -> NouveauGuichet:
    """An organisme of its own, and one agent of it: what a test agrees binds no other test."""

    async def open_one(nom: str, code: str | None, communes: list[str] | None = None) -> Guichet:
        gestionnaire = await agent("gestionnaire", "35")
        corps = {"type": "COMMUNE", "nom": nom, "code_guichet": code, "communes": communes}
        cree = await gestionnaire.post("organismes", json=corps)
        assert cree.status_code == 201, cree.text
        id = cree.json()["id"]
        compte = await gestionnaire.post("comptes", json=un_collegue(id, "guichet"))
        assert compte.status_code == 201, compte.text
        return Guichet(id, nom, await entrer(compte.json(), new_client, container))

    return open_one


async def donner(gestionnaire: httpx.AsyncClient, de: str, a: str, du: str, **autres: Any) -> httpx.Response:
    corps = {"mandataire_id": a, "acte": ACTE, "du": du, **autres}
    return await gestionnaire.post(f"organismes/{de}/delegations", json=corps)


async def conclure(gestionnaire: httpx.AsyncClient, pour: str, vers: str, du: str, **autres: Any) -> httpx.Response:
    corps = {"portee": "tout", "vers_id": vers, "acte": ACTE, "du": du, **autres}
    return await gestionnaire.post(f"organismes/{pour}/accords-d-enregistrement", json=corps)


async def valider(qui: httpx.AsyncClient, demande: dict[str, Any], **autres: Any) -> httpx.Response:
    corps = {"version": demande["version"], "identite_verifiee": True, **autres}
    return await qui.post(f"demandes/{demande['id']}/validation", json=corps)


async def services(qui: httpx.AsyncClient, demande: dict[str, Any]) -> list[dict[str, Any]]:
    lus = await qui.get(f"demandes/{demande['id']}/services-enregistreurs")
    assert lus.status_code == 200, lus.text
    trouves: list[dict[str, Any]] = lus.json()
    return trouves


async def test_un_mandataire_enregistre_pour_le_compte_d_un_service_et_tout_le_dit(
    agent: SignIn, demandeur: SignIn, pdf: bytes, guichet: NouveauGuichet, container: Container
) -> None:
    mandant, mandataire = await guichet("Ville de Mandat", "35D01"), await guichet("Maison commune", None)
    gestionnaire, aujourd_hui = await agent("gestionnaire", "35"), container.today()
    qui, demande = await demande_envoyee(demandeur, pdf, nom="DELEGUE")

    [seul] = await services(mandataire.client, demande)
    assert seul["raison"]["code"] == "guichet-sans-code"
    refus = await valider(mandataire.client, demande)
    assert (refus.status_code, refus.json()["code"]) == (403, "guichet-sans-code")
    sans_mandat = await valider(mandataire.client, demande, pour_le_compte_de=mandant.id)
    assert (sans_mandat.status_code, sans_mandat.json()["code"]) == (403, "delegation-absente")

    donnee = await donner(gestionnaire, mandant.id, mandataire.id, aujourd_hui.isoformat())
    assert donnee.status_code == 201, donnee.text
    sien, autre = await services(mandataire.client, demande)
    assert (autre["organisme_id"], autre["acte"], autre["raison"]) == (mandant.id, ACTE, None)
    assert "pour le compte de Ville de Mandat" in sien["raison"]["phrase"]
    assert "pour le compte de Ville de Mandat" in (await valider(mandataire.client, demande)).json()["title"]

    faite = await valider(mandataire.client, demande, pour_le_compte_de=mandant.id)
    assert faite.status_code == 200, faite.text
    vue = faite.json()
    assert vue["numero_unique"].endswith("35D01"), "the number is the one of the service that delegated"
    assert (vue["guichet"]["nom"], vue["guichet"]["mandataire"]) == ("Ville de Mandat", "Maison commune")
    historique = (await mandant.client.get(f"demandes/{demande['id']}/historique")).json()["items"]
    [ligne] = [x for x in historique if x["type"] == "DemandeValidee"]
    assert "pour le compte de Ville de Mandat" in ligne["description"]
    assert ligne["organisme"] == "Maison commune"
    papier = await texte_de(qui, "mon-attestation")
    assert "Ville de Mandat" in papier
    assert "Enregistrée pour son compte par Maison commune" in papier
    for organisme in (mandant, mandataire):
        actes = (await gestionnaire.get(f"organismes/{organisme.id}/historique")).json()["items"]
        assert [x["type"] for x in actes if x["type"].startswith("Delegation")] == ["DelegationDonnee"]


async def test_une_delegation_finie_ne_permet_plus_rien(
    agent: SignIn, demandeur: SignIn, pdf: bytes, guichet: NouveauGuichet, container: Container
) -> None:
    mandant, mandataire = await guichet("Ville de Terme", "35D02"), await guichet("Ville d'Après", None)
    gestionnaire, aujourd_hui = await agent("gestionnaire", "35"), container.today()
    hier = (aujourd_hui - timedelta(days=1)).isoformat()
    _, demande = await demande_envoyee(demandeur, pdf, nom="TERME")
    debut = (aujourd_hui - timedelta(days=30)).isoformat()
    [vue] = (await donner(gestionnaire, mandant.id, mandataire.id, debut)).json()["delegations"]
    assert vue["en_vigueur"]
    fin = f"organismes/{mandant.id}/delegations/{vue['id']}/fin"
    trop_tot = await gestionnaire.post(fin, json={"version": vue["version"], "au": "2020-01-01"})
    assert (trop_tot.status_code, trop_tot.json()["code"]) == (422, "periode-invraisemblable")
    finie = await gestionnaire.post(fin, json={"version": vue["version"], "au": hier})
    assert [d["en_vigueur"] for d in finie.json()["delegations"]] == [False]
    assert (await gestionnaire.post(fin, json={"version": vue["version"], "au": hier})).status_code == 409
    refus = await valider(mandataire.client, demande, pour_le_compte_de=mandant.id)
    assert refus.json()["code"] == "delegation-absente"
    assert len(await services(mandataire.client, demande)) == 1


async def test_une_delegation_ne_se_donne_que_par_le_gestionnaire_et_d_un_guichet_a_un_autre_organisme(
    agent: SignIn, guichet: NouveauGuichet, territory: Territory, container: Container
) -> None:
    mandant, sans_code = await guichet("Ville de Règle", "35D03"), await guichet("Ville sans guichet", None)
    gestionnaire, du = await agent("gestionnaire", "35"), container.today().isoformat()
    for de, a, dit in (
        (mandant.id, mandant.id, "à lui-même"),
        (sans_code.id, mandant.id, "n'est pas guichet enregistreur"),
    ):
        refus = await donner(gestionnaire, de, a, du)
        assert (refus.status_code, refus.json()["code"]) == (409, "delegation-impossible")
        assert dit in refus.json()["title"]
    assert (await donner(gestionnaire, mandant.id, sans_code.id, du)).status_code == 201
    deux_fois = await donner(gestionnaire, mandant.id, sans_code.id, du)
    assert "enregistre déjà pour le compte" in deux_fois.json()["title"]
    ailleurs = await donner(gestionnaire, mandant.id, str(territory.organismes["loire"]), du)
    assert ailleurs.json()["code"] == "organisme-introuvable"
    assert (await donner(mandant.client, mandant.id, sans_code.id, du)).json()["code"] == "droit-manquant"


async def test_un_guichet_unique_refuse_avec_sa_raison_et_dit_qui_enregistre(
    agent: SignIn, demandeur: SignIn, pdf: bytes, guichet: NouveauGuichet, container: Container
) -> None:
    dispense, unique = await guichet("Ville dispensée", "35D04"), await guichet("Guichet unique", "35D05")
    gestionnaire, aujourd_hui = await agent("gestionnaire", "35"), container.today()
    _, demande = await demande_envoyee(demandeur, pdf, nom="UNIQUE")
    [libre] = await services(dispense.client, demande)
    assert libre["raison"] is None
    accord = await conclure(gestionnaire, dispense.id, unique.id, aujourd_hui.isoformat())
    assert accord.status_code == 201, accord.text
    [vue] = accord.json()["accords"]
    assert (vue["vers"], vue["acte"], vue["en_vigueur"]) == ("Guichet unique", ACTE, True)

    [service] = await services(dispense.client, demande)
    attendu = f"Depuis le {jour(aujourd_hui)}, Ville dispensée n'enregistre plus de demande ({ACTE})."
    assert service["raison"]["phrase"] == f"{attendu} C'est Guichet unique qui enregistre cette demande."
    refus = await valider(dispense.client, demande)
    assert (refus.status_code, refus.json()["code"]) == (403, "enregistrement-reserve")
    assert refus.json()["title"].startswith(service["raison"]["phrase"])
    assert (await valider(unique.client, demande)).status_code == 200

    circulaire = await conclure(gestionnaire, unique.id, dispense.id, aujourd_hui.isoformat())
    assert (circulaire.status_code, circulaire.json()["code"]) == (409, "accord-d-enregistrement-impossible")
    jamais = {"version": vue["version"], "au": (aujourd_hui - timedelta(days=1)).isoformat()}
    leve = await gestionnaire.post(f"organismes/{dispense.id}/accords-d-enregistrement/{vue['id']}/fin", json=jamais)
    assert [a["en_vigueur"] for a in leve.json()["accords"]] == [False]
    _, suivante = await demande_envoyee(demandeur, pdf, nom="REPRISE")
    assert (await valider(dispense.client, suivante)).status_code == 200


async def test_un_accord_sur_des_communes_ne_refuse_que_qui_ne_veut_qu_elles(
    agent: SignIn, demandeur: SignIn, pdf: bytes, guichet: NouveauGuichet, container: Container
) -> None:
    agglo, ville = await guichet("Agglomération", "35D06"), await guichet("Ville de Malo", "35D07")
    gestionnaire, du = await agent("gestionnaire", "35"), container.today().isoformat()
    sans = await conclure(gestionnaire, agglo.id, ville.id, du, portee="communes")
    assert sans.json()["code"] == "accord-d-enregistrement-impossible"
    accord = await conclure(gestionnaire, agglo.id, ville.id, du, portee="communes", communes=[SAINT_MALO])
    assert accord.status_code == 201, accord.text
    _, la_bas = await demande_envoyee(demandeur, pdf, nom="LABAS", communes=(SAINT_MALO,))
    _, aussi = await demande_envoyee(demandeur, pdf, nom="AUSSI", communes=(SAINT_MALO, RENNES))
    assert (await valider(agglo.client, la_bas)).json()["code"] == "enregistrement-reserve"
    assert (await valider(agglo.client, aussi)).status_code == 200


async def test_qui_n_enregistre_que_les_salaries_d_employeurs_cotisants_renvoie_les_autres(
    agent: SignIn, demandeur: SignIn, pdf: bytes, guichet: NouveauGuichet, container: Container
) -> None:
    als, ville = await guichet("Services aux salariés", "35D08"), await guichet("Ville d'accueil", "35D09")
    gestionnaire, du = await agent("gestionnaire", "35"), container.today().isoformat()
    accord = await conclure(gestionnaire, als.id, ville.id, du, portee="hors-salaries")
    assert accord.status_code == 201, accord.text
    _, ordinaire = await demande_envoyee(demandeur, pdf, nom="ORDINAIRE")
    refus = await valider(als.client, ordinaire)
    assert refus.json()["code"] == "enregistrement-reserve"
    assert "C'est Ville d'accueil qui enregistre" in refus.json()["title"]
    personne = ordinaire["formulaire"]["demandeur"]
    travail = personne["situation_professionnelle"] | {"cotise_action_logement": True}
    salariee = {"version": ordinaire["version"], "demandeur": personne | {"situation_professionnelle": travail}}
    modifiee = await als.client.patch(f"demandes/{ordinaire['id']}", json=salariee)
    assert modifiee.status_code == 200, modifiee.text
    assert (await valider(als.client, modifiee.json())).status_code == 200


async def test_personne_n_est_envoye_a_un_service_qui_n_enregistre_plus(
    agent: SignIn, guichet: NouveauGuichet, container: Container
) -> None:
    """Ni en dispensant plus tard celui qui recevait, ni en lui retirant son guichet, ni en tournant en rond."""
    d_abord, ensuite = await guichet("Ville d'abord", "35D12"), await guichet("Ville ensuite", "35D13")
    ailleurs = await guichet("Ville ailleurs", "35D14")
    gestionnaire, aujourd_hui = await agent("gestionnaire", "35"), container.today()
    du = aujourd_hui.isoformat()
    accord = (await conclure(gestionnaire, d_abord.id, ensuite.id, du)).json()["accords"][0]

    async def refuse(pour: Guichet, vers: Guichet, **autres: Any) -> str:
        refus = await conclure(gestionnaire, pour.id, vers.id, du, **autres)
        assert (refus.status_code, refus.json()["code"]) == (409, "accord-d-enregistrement-impossible"), refus.text
        titre: str = refus.json()["title"]
        return titre

    assert f"Ville d'abord envoie ces demandes à Ville ensuite à ces dates ({ACTE})" in await refuse(ensuite, ailleurs)
    retour = await refuse(ensuite, d_abord, portee="communes", communes=[RENNES])
    assert "Ville d'abord n'enregistre pas non plus ces demandes" in retour
    partiel = await conclure(gestionnaire, ensuite.id, ailleurs.id, du, portee="communes", communes=[RENNES])
    assert partiel.status_code == 201, "who only wants that town still reads where to go, one step further"

    fiche = (await gestionnaire.get(f"organismes/{ensuite.id}")).json()
    perimetre = {"version": fiche["perimetre_version"], "communes": None, "code_guichet": None}
    sans_guichet = await gestionnaire.put(f"organismes/{ensuite.id}/perimetre", json=perimetre)
    assert (sans_guichet.status_code, sans_guichet.json()["code"]) == (409, "accord-d-enregistrement-impossible")
    assert "il doit rester guichet" in sans_guichet.json()["title"]

    hier = {"version": accord["version"], "au": (aujourd_hui - timedelta(days=1)).isoformat()}
    fin = f"organismes/{d_abord.id}/accords-d-enregistrement/{accord['id']}/fin"
    assert (await gestionnaire.post(fin, json=hier)).status_code == 200
    assert (await conclure(gestionnaire, ensuite.id, ailleurs.id, du)).status_code == 201
    assert (await gestionnaire.put(f"organismes/{ensuite.id}/perimetre", json=perimetre)).status_code == 200


async def test_un_mandataire_limite_a_ses_communes_garde_ce_qu_il_a_enregistre(
    agent: SignIn, demandeur: SignIn, pdf: bytes, guichet: NouveauGuichet, container: Container
) -> None:
    mandant = await guichet("Ville de Rennes Est", "35D10")
    voisine = await guichet("Ville voisine", "35D11", [RENNES])
    gestionnaire, du = await agent("gestionnaire", "35"), container.today().isoformat()
    assert (await donner(gestionnaire, mandant.id, voisine.id, du)).status_code == 201
    _, demande = await demande_envoyee(demandeur, pdf, nom="VOISINE", communes=(RENNES,))
    faite = await valider(voisine.client, demande, pour_le_compte_de=mandant.id)
    assert faite.status_code == 200, faite.text
    ailleurs = {
        "version": faite.json()["version"],
        "demandeur": faite.json()["formulaire"]["demandeur"]
        | {"adresse": {"voie": "quai Sud", "code_postal": "35400", "commune": SAINT_MALO}},
        "logement_recherche": faite.json()["formulaire"]["logement_recherche"] | {"communes": [SAINT_MALO]},
    }
    bouge = await mandant.client.patch(f"demandes/{demande['id']}", json=ailleurs)
    assert bouge.status_code == 200, bouge.text
    assert (await voisine.client.get(f"demandes/{demande['id']}")).status_code == 200


async def enregistrement(client: httpx.AsyncClient, organisme_id: str) -> dict[str, Any]:
    answer = await client.get(f"organismes/{organisme_id}/enregistrement")
    assert answer.status_code == 200, answer.text
    vue: dict[str, Any] = answer.json()
    return vue


async def test_deleguer_et_terminer_disent_avant_le_clic_pourquoi_ils_ne_sont_pas_possibles(
    agent: SignIn, guichet: NouveauGuichet, container: Container
) -> None:
    gestionnaire = await agent("gestionnaire", "35")
    mairie, relais = await guichet("Mairie qui délègue", "35D20"), await guichet("Relais sans guichet", None)
    du = container.today().isoformat()
    assert (await donner(gestionnaire, mairie.id, relais.id, du)).status_code == 201

    de_la_mairie = await enregistrement(gestionnaire, mairie.id)
    assert [a["permise"] for a in de_la_mairie["actions"]] == [True, True]
    assert de_la_mairie["delegations"][0]["terminer"]["permise"]
    du_relais = await enregistrement(gestionnaire, relais.id)
    deleguer = du_relais["actions"][0]
    refus = await donner(gestionnaire, relais.id, mairie.id, du)
    assert deleguer["raisons"][0]["phrase"] == refus.json()["raisons"][0]["phrase"]
    assert "page de Mairie qui délègue" in du_relais["delegations"][0]["terminer"]["raisons"][0]["phrase"]

    vues = await enregistrement(mairie.client, mairie.id)
    assert {a["raisons"][0]["code"] for a in vues["actions"]} == {"droit-manquant"}
    assert vues["delegations"][0]["terminer"]["montrer"] is False
