"""Hors de son périmètre, rien n'existe : mêmes mots pour l'objet d'un autre et pour l'objet qui n'est pas né."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio

from tests.api.conftest import NewClient, SignIn
from tests.api.formulaires import formulaire
from tests.api.parcours import demande_du_guichet, demande_envoyee, demande_validee
from tests.api.relocation import candidat, logement

pytestmark = pytest.mark.asyncio(loop_scope="session")
CESSON, RENNES, SAINT_MALO = "35051", "35238", "35288"


def _souhaits(*communes: str, elargie: bool = False) -> dict[str, Any]:
    return {"categorie": "I", "typologies": ["T2"], "communes": list(communes), "demande_elargie": elargie}


@dataclass
class Dossiers:
    souhaite: dict[str, Any]
    habite: dict[str, Any]
    ailleurs: dict[str, Any]


@pytest_asyncio.fixture(loop_scope="session")
async def dossiers(agent: SignIn, demandeur: SignIn, pdf: bytes) -> Dossiers:
    """Three active files: one wishes Cesson, one lives there, one has nothing to do with it."""
    nom = "".join(c for c in uuid4().hex if c.isalpha()).upper()
    _, souhaite = await demande_validee(agent, demandeur, pdf, nom=f"A{nom}", communes=(SAINT_MALO, CESSON))
    rempli = formulaire(nom=f"B{nom}", communes=(SAINT_MALO,))
    rempli["demandeur"]["adresse"] |= {"commune": CESSON, "code_postal": "35510"}
    habite = await demande_du_guichet(await agent("anne", "35"), pdf, rempli)
    _, ailleurs = await demande_validee(agent, demandeur, pdf, nom=f"C{nom}", communes=(SAINT_MALO,))
    return Dossiers(souhaite, habite, ailleurs)


async def test_une_commune_voit_les_demandes_qui_la_concernent_et_pas_les_autres(
    agent: SignIn, dossiers: Dossiers
) -> None:
    mairie, anne = await agent("cesson"), await agent("anne", "35")
    vues = {d["id"] for d in (await mairie.get("demandes", params={"size": 100})).json()["items"]}
    assert {dossiers.souhaite["id"], dossiers.habite["id"]} <= vues
    assert dossiers.ailleurs["id"] not in vues
    for q in (dossiers.ailleurs["numero_unique"], dossiers.ailleurs["formulaire"]["demandeur"]["nom_naissance"]):
        assert (await mairie.get("demandes", params={"q": q})).json()["items"] == []
        assert (await mairie.get("recherche-rapide", params={"q": q})).json() == []
        assert len((await anne.get("demandes", params={"q": q})).json()["items"]) == 1
    for q in (dossiers.habite["numero_unique"], dossiers.habite["formulaire"]["demandeur"]["nom_naissance"]):
        assert [d["id"] for d in (await mairie.get("demandes", params={"q": q})).json()["items"]] == [
            dossiers.habite["id"]
        ]


async def test_une_commune_n_ouvre_rien_du_dossier_qui_ne_la_concerne_pas(
    agent: SignIn, dossiers: Dossiers, pdf: bytes
) -> None:
    mairie = await agent("cesson")
    for vue in (dossiers.souhaite, dossiers.habite):
        assert (await mairie.get(f"demandes/{vue['id']}")).status_code == 200
    ailleurs = dossiers.ailleurs
    for suite in ("", "/historique", "/consultations", "/pieces", "/cotations", "/attestation", "/propositions"):
        ouvert = await mairie.get(f"demandes/{ailleurs['id']}{suite}")
        vide = ouvert.status_code == 200 and ouvert.json().get("items") == []
        assert ouvert.status_code in (403, 404) or vide, suite
    version = {"version": ailleurs["version"]}
    modifie = await mairie.patch(f"demandes/{ailleurs['id']}", json=version | {"motifs": {"codes": ["09"]}})
    renouvele = await mairie.post(f"demandes/{ailleurs['id']}/renouvellement", json=version)
    depose = await mairie.post(f"demandes/{ailleurs['id']}/pieces?type=ID_CNI&nom=c.pdf", content=pdf)
    for refus in (modifie, renouvele, depose):
        assert (refus.status_code, refus.json()["code"]) == (404, "demande-introuvable")


async def test_une_commune_valide_les_demandes_en_ligne_qui_la_concernent(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    mairie = await agent("cesson")
    _, chez_elle = await demande_envoyee(demandeur, pdf, nom="GUICHETIER", communes=(CESSON,))
    _, ailleurs = await demande_envoyee(demandeur, pdf, nom="LOINTAIN", communes=(SAINT_MALO,))
    a_valider = {
        d["id"] for d in (await mairie.get("demandes", params={"a_valider": "true", "size": 100})).json()["items"]
    }
    assert chez_elle["id"] in a_valider
    assert ailleurs["id"] not in a_valider
    corps = {"version": chez_elle["version"], "identite_verifiee": True}
    assert (await mairie.post(f"demandes/{chez_elle['id']}/validation", json=corps)).status_code == 200
    refus = await mairie.post(f"demandes/{ailleurs['id']}/validation", json=corps | {"version": ailleurs["version"]})
    assert refus.json()["code"] == "demande-introuvable"


async def test_une_commune_garde_les_demandes_qu_elle_a_saisies(agent: SignIn) -> None:
    mairie = await agent("cesson")
    saisie = await mairie.post("demandes", json=formulaire(nom="VENUDAILLEURS", communes=(SAINT_MALO,)))
    assert saisie.status_code == 201, saisie.text
    assert (await mairie.get(f"demandes/{saisie.json()['id']}")).status_code == 200


async def test_le_perimetre_change_se_voit_a_la_requete_suivante(
    agent: SignIn, new_client: NewClient, dossiers: Dossiers, territory: Any
) -> None:
    gestionnaire, mairie = await agent("gestionnaire", "35"), await agent("cesson")
    adresse = f"organismes/{territory.organismes['cesson']}/perimetre"
    ailleurs = f"demandes/{dossiers.ailleurs['id']}"
    assert (await mairie.get(ailleurs)).status_code == 404
    lu = (await gestionnaire.get(f"organismes/{territory.organismes['cesson']}")).json()["perimetre_version"]
    large = {"version": lu, "communes": [CESSON, SAINT_MALO], "code_guichet": "35C51"}
    elargi = await gestionnaire.put(adresse, json=large)
    assert elargi.status_code == 200
    assert (await mairie.get(ailleurs)).status_code == 200
    rendu = {"version": elargi.json()["perimetre_version"], "communes": [CESSON], "code_guichet": "35C51"}
    assert (await gestionnaire.put(adresse, json=rendu)).status_code == 200
    assert (await mairie.get(ailleurs)).status_code == 404


async def test_une_demande_elargie_a_l_intercommunalite_concerne_chacune_de_ses_communes(
    agent: SignIn, demandeur: SignIn, pdf: bytes, territory: Any
) -> None:
    """Rennes and Cesson are of one EPCI, Saint-Malo of another (CCH R441-2-6, d)."""
    mairie, anne = await agent("cesson-logement"), await agent("anne", "35")
    nom = "".join(c for c in uuid4().hex if c.isalpha()).upper()
    cas = {
        "elargie": _souhaits(RENNES, elargie=True),
        "limitee": _souhaits(RENNES),
        "lointaine": _souhaits(SAINT_MALO, elargie=True),
    }
    demandes = {
        quoi: (await candidat(agent, demandeur, pdf, logement_recherche=souhaits))[1] for quoi, souhaits in cas.items()
    }
    reserve = str(territory.organismes["cesson"])
    bien = await logement(anne, commune=CESSON, reservataire_id=reserve, adresse=f"{nom[:8]} rue")
    vues = {c["demande_id"] for c in (await mairie.get(f"biens/{bien['id']}/candidats?size=100")).json()["items"]}
    du_bailleur = {c["demande_id"] for c in (await anne.get(f"biens/{bien['id']}/candidats?size=100")).json()["items"]}
    for quoi, vue in demandes.items():
        attendu = quoi == "elargie"
        assert (vue["id"] in vues) is (vue["id"] in du_bailleur) is attendu, quoi
        assert ((await mairie.get(f"demandes/{vue['id']}")).status_code == 200) is attendu, quoi
        trouvees = (await mairie.get("demandes", params={"q": vue["numero_unique"]})).json()["items"]
        assert (len(trouvees) == 1) is attendu, quoi
        exacte = await mairie.post("recherches-de-demandes", json={"numero_unique": vue["numero_unique"]})
        assert (len(exacte.json()["items"]) == 1) is attendu, quoi
        renouvele = await mairie.post(f"demandes/{vue['id']}/renouvellement", json={"version": vue["version"]})
        assert (renouvele.status_code != 404) is attendu, quoi
