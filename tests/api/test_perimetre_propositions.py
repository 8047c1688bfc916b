"""Un organisme limité à des communes ne lit aucune proposition d'une demande qu'il ne voit pas, où qu'il la cherche."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio

from api.bootstrap import Container
from api.contracts import CONTRACTS
from api.main import create_contract
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.observatoire.quotas.reactions import compter_les_attributions
from domain.organismes.acteur import systeme
from tests.api.biens import plus_tard
from tests.api.conftest import SignIn, Territory
from tests.api.relocation import (
    PEU_DE_CANDIDATS,
    candidat,
    commission,
    decider,
    faire,
    inscrire,
    lire,
    logement,
    retenir,
)

pytestmark = pytest.mark.asyncio(loop_scope="session")
CESSON, RENNES = "35051", "35238"
Vue = dict[str, Any]


@dataclass
class Relogement:
    """A dwelling of the contingent of Cesson, proposed to a household that has nothing to do with Cesson."""

    bien: Vue
    demande: Vue
    proposition: Vue

    @property
    def dit(self) -> tuple[str, str]:
        """What names the demande, and nothing else does."""
        return self.demande["numero_unique"], self.demande["formulaire"]["demandeur"]["nom_naissance"]


@pytest_asyncio.fixture(loop_scope="session")
async def relogement(agent: SignIn, demandeur: SignIn, pdf: bytes, territory: Territory) -> Relogement:
    anne = await agent("anne", "35")
    _, demande = await candidat(agent, demandeur, pdf, communes=(RENNES,))
    bien = await logement(anne, reservataire_id=str(territory.organismes["cesson"]))
    [proposition] = await retenir(anne, bien, demande)
    proposition = await inscrire(anne, proposition, await commission(anne))
    return Relogement(bien, demande, proposition)


def _lectures(r: Relogement) -> list[str]:
    """Every address of the partners that is read without naming a thing, and those of this dwelling and household."""
    app = create_contract(next(c for c in CONTRACTS if c.name == "partenaires"))
    connus = {"bien_id": r.bien["id"], "demande_id": r.demande["id"], "proposition_id": r.proposition["id"]}
    trouvees = []
    for chemin, actes in app.openapi()["paths"].items():
        reste = chemin
        for nom, valeur in connus.items():
            reste = reste.replace(f"{{{nom}}}", valeur)
        if "get" in actes and "{" not in reste:
            trouvees.append(reste.lstrip("/"))
    return trouvees


async def _ou_se_lit(qui: httpx.AsyncClient, r: Relogement) -> set[str]:
    numero, nom = r.dit
    demandees = {"q": nom, "numero_unique": numero, "demande_id": r.demande["id"], "bien_id": r.bien["id"]}
    lues = set()
    for chemin in _lectures(r):
        for params in ({"size": 100}, demandees):
            answer = await qui.get(chemin, params=params)
            assert answer.status_code < 500, (chemin, params, answer.text)
            if answer.status_code == 200 and (numero in answer.text or nom in answer.text):
                lues.add(chemin)
    return lues


async def test_ni_liste_ni_fiche_ni_compte_ni_fichier_ne_dit_la_demande_d_ailleurs(
    agent: SignIn, relogement: Relogement
) -> None:
    mairie, anne = await agent("cesson-logement"), await agent("anne", "35")
    demande, proposition = relogement.demande["id"], relogement.proposition["id"]
    assert (await mairie.get(f"biens/{relogement.bien['id']}")).status_code == 200, "le logement est de son contingent"
    assert await _ou_se_lit(mairie, relogement) == set()
    ailleurs = {
        "propositions",
        f"demandes/{demande}/propositions",
        "demandes",
        f"biens/{relogement.bien['id']}/historique",
    }
    assert ailleurs <= await _ou_se_lit(anne, relogement), "le bailleur, lui, la lit partout"

    assert (await anne.get(f"propositions/{proposition}")).status_code == 200
    assert (await anne.get("propositions", params={"demande_id": demande})).json()["total"] == 1
    for filtre in ({"demande_id": demande}, {"bien_id": relogement.bien["id"]}):
        vue = (await mairie.get("propositions", params=filtre)).json()
        assert (vue["items"], vue["total"]) == ([], 0)
    for chemin, code in (
        (f"propositions/{proposition}", "proposition-introuvable"),
        (f"propositions/{proposition}/historique", "proposition-introuvable"),
        (f"demandes/{demande}/propositions", "demande-introuvable"),
        (f"demandes/{demande}/tracabilite", "demande-introuvable"),
    ):
        refus = await mairie.get(chemin)
        assert (refus.status_code, refus.json()["code"]) == (404, code), chemin
    compteurs = (await mairie.get("accueil")).json()["compteurs"]
    inscrites = next((c["valeur"] for c in compteurs if c["code"] == "inscrites_en_commission"), 0)
    assert inscrites == 0
    export = {"recherche": {"demandes": [demande]}, "colonnes": ["nom"], "format": "csv", "motif": "Vérifier un export"}
    refus = await mairie.post("exports-de-demandes", json=export)
    assert (refus.status_code, refus.json()["code"]) == (422, "aucune-demande")


async def test_le_bail_signe_se_compte_dans_son_contingent_sans_nommer_la_demande(
    agent: SignIn, relogement: Relogement, container: Container
) -> None:
    mairie, anne = await agent("cesson-logement"), await agent("anne", "35")
    seance = (await anne.get(f"propositions/{relogement.proposition['id']}")).json()["seance_id"]
    await decider(anne, {"id": seance}, relogement.proposition, decision="ATT", justification=PEU_DE_CANDIDATS)
    notifiee = await faire(anne, await lire(anne, relogement.proposition), "notification")
    acceptee = await faire(anne, notifiee, "acceptation")
    await faire(anne, acceptee, "bail", signe_le=plus_tard(0), entree_le=plus_tard(3))
    acteur = systeme("35")
    async with container.new_uow(acteur, None) as uow:
        jour = JourCommence(departement="35", aggregate_id=new_id(), occurred_at=uow.now(), jour=uow.today())
        await compter_les_attributions(jour, acteur, uow)

    async def comptee(qui: httpx.AsyncClient) -> Vue:
        lues = (await qui.get("attributions-comptees", params={"size": 100})).json()["items"]
        [ligne] = [a for a in lues if a["bien_id"] == relogement.bien["id"]]
        return dict(ligne)

    assert (await comptee(anne))["numero_unique"] == relogement.demande["numero_unique"]
    assert (await comptee(mairie))["numero_unique"] is None
    assert await _ou_se_lit(mairie, relogement) == set()


async def test_une_demande_qui_la_concerne_se_lit_avec_sa_proposition(
    agent: SignIn, demandeur: SignIn, pdf: bytes, territory: Territory
) -> None:
    mairie, anne = await agent("cesson-logement"), await agent("anne", "35")
    _, demande = await candidat(agent, demandeur, pdf, communes=(RENNES, CESSON))
    [proposition] = await retenir(anne, await logement(anne), demande)
    assert (await mairie.get(f"propositions/{proposition['id']}")).status_code == 200
    assert (await mairie.get(f"demandes/{demande['id']}/propositions")).json()["total"] == 1


async def test_la_liste_des_candidats_ne_montre_que_des_demandes_qui_s_ouvrent(
    agent: SignIn, demandeur: SignIn, pdf: bytes, territory: Territory
) -> None:
    mairie, anne = await agent("cesson-logement"), await agent("anne", "35")
    bien = await logement(anne, reservataire_id=str(territory.organismes["cesson"]), adresse=f"{uuid4().hex[:8]} rue")
    _, ailleurs = await candidat(agent, demandeur, pdf, communes=(RENNES,))
    _, ici = await candidat(agent, demandeur, pdf, communes=(RENNES, CESSON))

    async def candidats(qui: httpx.AsyncClient) -> Vue:
        answer = await qui.get(f"biens/{bien['id']}/candidats", params={"size": 100})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    toutes, siennes = await candidats(anne), await candidats(mairie)
    ids = {c["demande_id"] for c in siennes["items"]}
    assert {ailleurs["id"], ici["id"]} <= {c["demande_id"] for c in toutes["items"]}
    assert ici["id"] in ids
    assert ailleurs["id"] not in ids
    assert siennes["total"] == len(ids) < toutes["total"]
    for id in ids:
        assert (await mairie.get(f"demandes/{id}")).status_code == 200
