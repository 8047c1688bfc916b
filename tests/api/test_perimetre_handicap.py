"""Un partenaire du handicap ne voit que les demandes où un handicap est signalé, dans ses communes."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
import pytest_asyncio
from sqlalchemy import text

from api.bootstrap import Container
from domain.demandes.errors import DemandeIntrouvable
from domain.organismes.acteur import systeme
from domain.propositions.errors import PropositionIntrouvable
from domain.propositions.queries import PropositionsCriteria
from tests.api.conftest import SignIn, Territory
from tests.api.relocation import candidat, logement, retenir

pytestmark = pytest.mark.asyncio(loop_scope="session")
Vue = dict[str, Any]
RENNES, CESSON = "35238", "35051"
LIMITE = {"communes": [CESSON], "code_guichet": None, "handicap_seulement": True}
ADAPTE = {
    "categorie": "I",
    "typologies": ["T2"],
    "communes": [CESSON, RENNES],
    "demande_elargie": False,
    "adapte_handicap": True,
}


async def _perimetre(gestionnaire: httpx.AsyncClient, organisme: UUID, **change: Any) -> None:
    lu = (await gestionnaire.get(f"organismes/{organisme}")).json()
    corps = {"version": lu["perimetre_version"], **change}
    answer = await gestionnaire.put(f"organismes/{organisme}/perimetre", json=corps)
    assert answer.status_code == 200, answer.text
    assert answer.json()["handicap_seulement"] is corps.get("handicap_seulement", False)


@pytest_asyncio.fixture(loop_scope="session")
async def limitee(agent: SignIn, territory: Territory) -> Any:
    """The commune of Betton, whose account only consults, limited for the time of a test."""
    gestionnaire, betton = await agent("gestionnaire", "35"), territory.organismes["betton"]
    await _perimetre(gestionnaire, betton, **LIMITE)
    yield await agent("adil", "35")
    await _perimetre(gestionnaire, betton, communes=None, code_guichet=None)


@pytest_asyncio.fixture(loop_scope="session")
async def dossiers(agent: SignIn, demandeur: SignIn, pdf: bytes) -> dict[str, Vue]:
    """Adapted dwelling asked here; nothing said here; adapted dwelling asked elsewhere."""
    _, adapte = await candidat(agent, demandeur, pdf, logement_recherche=ADAPTE)
    _, sans = await candidat(agent, demandeur, pdf, communes=(CESSON, RENNES))
    _, loin = await candidat(agent, demandeur, pdf, logement_recherche=ADAPTE | {"communes": ["35288"]})
    return {"adapte": adapte, "sans": sans, "loin": loin}


async def test_il_liste_et_cherche_les_seules_demandes_signalees_de_ses_communes(
    agent: SignIn, limitee: httpx.AsyncClient, dossiers: dict[str, Vue]
) -> None:
    anne = await agent("anne", "35")
    for nom, attendu in (("adapte", 1), ("sans", 0), ("loin", 0)):
        vue = dossiers[nom]
        for q in (vue["numero_unique"], vue["formulaire"]["demandeur"]["nom_naissance"]):
            trouvees = (await limitee.get("demandes", params={"q": q})).json()["items"]
            assert [d["id"] for d in trouvees].count(vue["id"]) == attendu, nom
            rapides = (await limitee.get("recherche-rapide", params={"q": q})).json()
            assert len([t for t in rapides if t["genre"] == "demande"]) <= attendu or nom == "adapte"
        assert len((await anne.get("demandes", params={"q": vue["numero_unique"]})).json()["items"]) == 1
        exacte = await limitee.post("recherches-de-demandes", json={"numero_unique": vue["numero_unique"]})
        assert exacte.status_code == 200, exacte.text
        assert len(exacte.json()["items"]) == attendu, nom


async def test_le_dossier_d_une_demande_ou_rien_n_est_signale_n_existe_pas_pour_lui(
    limitee: httpx.AsyncClient, dossiers: dict[str, Vue]
) -> None:
    assert (await limitee.get(f"demandes/{dossiers['adapte']['id']}")).status_code == 200
    for nom in ("sans", "loin"):
        for suite in ("", "/historique", "/cotations", "/priorites", "/attestation", "/explication"):
            ouvert = await limitee.get(f"demandes/{dossiers[nom]['id']}{suite}")
            vide = ouvert.status_code == 200 and not ouvert.json().get("items", True)
            assert ouvert.status_code in (403, 404) or vide, (nom, suite)
    manquante = await limitee.get(f"demandes/{dossiers['sans']['id']}")
    inconnue = await limitee.get(f"demandes/{uuid4()}")
    assert (manquante.status_code, manquante.json()["code"]) == (404, "demande-introuvable")
    assert manquante.json()["title"] == inconnue.json()["title"], "rien ne dit que le dossier existe"


async def test_un_handicap_declare_ouvre_le_dossier_et_un_handicap_retire_le_ferme(
    agent: SignIn, limitee: httpx.AsyncClient, dossiers: dict[str, Vue]
) -> None:
    anne, sans = await agent("anne", "35"), dossiers["sans"]
    adresse = f"demandes/{sans['id']}"
    for signale, attendu in ((True, 200), (False, 404)):
        lue = (await anne.get(adresse)).json()
        personne = lue["formulaire"]["demandeur"] | {"handicap": signale}
        corps = {"version": lue["version"], "demandeur": personne}
        answer = await anne.patch(adresse, json=corps)
        assert answer.status_code == 200, answer.text
        assert (await limitee.get(adresse)).status_code == attendu


async def test_propositions_candidats_et_statistiques_suivent_la_meme_limite(
    agent: SignIn, container: Container, dossiers: dict[str, Vue]
) -> None:
    anne = await agent("anne", "35")
    acteur = systeme("35")
    limite = replace(acteur.perimetre, handicap_seulement=True, organisme_id=uuid4(), communes=None)
    ouvert = replace(limite, handicap_seulement=False)
    [retenue] = await retenir(anne, await logement(anne), dossiers["sans"])
    proposition, bien = UUID(retenue["id"]), UUID((await logement(anne, adapte_handicap=True))["id"])
    for perimetre in (ouvert, limite):
        trouves = (await container.rapprochement.candidats(perimetre, acteur, bien, page=1, size=100)).items
        signales = [await _signalee(container, c.demande_id) for c in trouves]
        assert trouves
        assert all(signales) is (perimetre is limite), "les autres candidats ne s'y trouvent pas"
    cherchees = PropositionsCriteria(demande_id=UUID(dossiers["sans"]["id"]))
    assert (await container.propositions.detail(ouvert, acteur, proposition)).id == proposition
    with pytest.raises(PropositionIntrouvable):
        await container.propositions.detail(limite, acteur, proposition)
    with pytest.raises(DemandeIntrouvable):
        await container.propositions.de_la_demande(limite, cherchees.demande_id, page=1, size=5)  # type: ignore[arg-type]
    assert (await container.propositions.rechercher(limite, cherchees, page=1, size=5)).total == 0
    tous = {p.code: p.demandes for p in await container.publics.publics(ouvert, acteur)}
    siens = {p.code: p.demandes for p in await container.publics.publics(limite, acteur)}
    assert all(siens[code] <= tous[code] for code in tous)


async def _signalee(container: Container, demande_id: UUID) -> bool:
    async with container.new_uow(systeme("35"), None) as uow:
        return (await uow.demandes.get("35", demande_id)).signale_un_handicap


async def test_un_partenaire_du_handicap_recoit_son_perimetre_a_sa_creation(
    agent: SignIn, container: Container
) -> None:
    gestionnaire = await agent("gestionnaire", "35")
    corps = {"type": "ASSOCIATION", "nom": f"Handicap et logement {uuid4().hex[:6]}", **LIMITE}
    cree = await gestionnaire.post("organismes", json=corps)
    assert cree.status_code == 201, cree.text
    assert cree.json()["handicap_seulement"] is True
    histoire = (await gestionnaire.get(f"organismes/{cree.json()['id']}/historique")).json()
    await _perimetre(gestionnaire, UUID(cree.json()["id"]), communes=None, code_guichet=None)
    apres = (await gestionnaire.get(f"organismes/{cree.json()['id']}/historique")).json()
    lignes = apres["items"] if isinstance(apres, dict) else apres
    avant = histoire["items"] if isinstance(histoire, dict) else histoire
    assert len(lignes) == len(avant) + 1
    assert "Handicap signalé seulement" in str(lignes)
    async with container.transaction() as session:
        statement = "select handicap_seulement from organismes_territoires where organisme_id = :id"
        assert await session.scalar(text(statement), {"id": UUID(cree.json()["id"])}) is False


async def test_le_gestionnaire_ne_limite_pas_son_propre_organisme_sans_le_savoir(
    agent: SignIn, territory: Territory
) -> None:
    gestionnaire, sien = await agent("gestionnaire", "35"), territory.organismes["gestionnaire"]
    lu = (await gestionnaire.get(f"organismes/{sien}")).json()
    corps = {
        "version": lu["perimetre_version"],
        "communes": lu["communes"],
        "code_guichet": lu["code_guichet"],
        "handicap_seulement": True,
    }
    refus = await gestionnaire.put(f"organismes/{sien}/perimetre", json=corps)
    assert (refus.status_code, refus.json()["code"]) == (409, "perimetre-a-confirmer")
    assert "C'est votre propre organisme" in refus.json()["title"]
    assert (await gestionnaire.get(f"organismes/{sien}")).json() == lu, "rien n'a été enregistré"
    confirme = await gestionnaire.put(f"organismes/{sien}/perimetre", json={**corps, "confirme_pour_le_sien": True})
    assert confirme.json()["handicap_seulement"] is True
    retour = {**corps, "handicap_seulement": False, "version": confirme.json()["perimetre_version"]}
    rendu = await gestionnaire.put(f"organismes/{sien}/perimetre", json=retour)
    assert rendu.json()["handicap_seulement"] is False, "et il se rend la vue sans rien confirmer"
