"""Un titulaire déclare un départ depuis son espace : ce qui s'enregistre de soi-même, ce qu'un guichet confirme."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import httpx
import pytest

from api.bootstrap import Container
from api.worker import relay_of
from domain.demandes.departs.events import DepartDeclare
from domain.demandes.departs.reactions import enregistrer_le_depart_declare
from domain.organismes.acteur import systeme
from tests.api.conftest import SignIn
from tests.api.couples import un_couple

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def declarer(qui: httpx.AsyncClient, **geste: Any) -> httpx.Response:
    vue = (await qui.get("ma-demande")).json()
    return await qui.post("ma-demande/depart", json={"version": vue["version"], **geste})


async def le_fichier_passe(container: Container, demande: dict[str, Any]) -> None:
    """What the worker does of the declaration, a moment later."""
    event = DepartDeclare(
        departement="35",
        aggregate_id=UUID(demande["id"]),
        occurred_at=datetime.now(UTC),
        personne="",
        sorte_libelle="",
        justificatif="",
    )
    await container.executor(enregistrer_le_depart_declare, event, systeme("35"))
    container.demandeur_sessions._cache.drop_where(lambda _: True)


async def test_qui_part_seul_se_separe_sans_guichet_sur_son_attestation(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    anne, qui, demande, autre = await un_couple(agent, demandeur, pdf, enfants=0)
    moi = demande["formulaire"]["demandeur"]
    depart = {"sorte": "separation", "personne_id": moi["id"], "justificatif": "attestation_honneur"}
    apercu = (await qui.post("ma-demande/personnes/apercu", json=depart)).json()
    assert apercu["declarer"]["permise"], apercu
    assert apercu["a_confirmer"] == []
    assert [j["code"] for j in apercu["sur_l_honneur"]] == ["attestation_honneur"]
    assert "separation-se-defait" in [c["code"] for c in apercu["consequences"]]

    sans_attester = await declarer(qui, **depart)
    assert (sans_attester.status_code, sans_attester.json()["code"]) == (422, "attestation-manquante")
    declaree = await declarer(qui, **depart, atteste=True)
    assert declaree.status_code == 200, declaree.text
    assert declaree.json()["declaration"]["raisons"] == []
    assert declaree.json()["formulaire"]["codemandeurs"], "nothing has changed yet"
    deux_fois = await declarer(qui, **depart, atteste=True)
    assert [r["code"] for r in deux_fois.json()["raisons"]] == ["depart-deja-declare"]

    await le_fichier_passe(container, demande)
    reste = (await anne.get(f"demandes/{demande['id']}")).json()
    assert reste["declaration"] is None
    assert reste["formulaire"]["demandeur"]["id"] == autre["id"], "who stays keeps the number"
    [lien] = reste["liens"]
    nouvelle = (await anne.get(f"demandes/{lien['demande_id']}")).json()
    assert nouvelle["formulaire"]["demandeur"]["id"] == moi["id"]
    assert (nouvelle["etat"], nouvelle["deposee_le"]) == ("AC", demande["deposee_le"])
    assert nouvelle["numero_unique"] != demande["numero_unique"]
    revenu = await demandeur(moi["email"])
    assert (await revenu.get("ma-demande")).json()["id"] == nouvelle["id"], "his access followed him"
    restee = await demandeur(autre["email"])
    assert (await restee.get("ma-demande")).json()["id"] == demande["id"], "who stays enters with an address of her own"
    ou_est_la_carte = [
        [p["type"] for p in (await anne.get(f"demandes/{id}/pieces")).json()] for id in (demande["id"], nouvelle["id"])
    ]
    assert ou_est_la_carte == [[], ["ID_CNI"]], "la carte d'identité déposée sans nom est celle du demandeur qui part"
    await le_fichier_passe(container, demande)
    assert len((await anne.get(f"demandes/{demande['id']}")).json()["liens"]) == 1, "played twice, done once"


async def test_qui_reste_apprend_le_depart_sans_le_numero_de_qui_est_parti(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    async def recus(email: str) -> list[dict[str, Any]]:
        await relay_of(container).drain()
        lus: list[dict[str, Any]] = (await (await demandeur(email)).get("mes-messages")).json()
        return [m for m in lus if m["objet"] == "Les titulaires de votre demande de logement ont changé"]

    anne, _, demande, autre = await un_couple(agent, demandeur, pdf, enfants=0)
    moi = demande["formulaire"]["demandeur"]
    geste = {"version": demande["version"], "personne_id": autre["id"]}
    separee = await anne.post(
        f"demandes/{demande['id']}/personnes", json=geste | {"sorte": "separation", "justificatif": "accord_ecrit"}
    )
    [lien] = separee.json()["liens"]
    [message] = await recus(moi["email"])
    assert "Une séparation est enregistrée" in message["corps"]
    assert demande["numero_unique"] in message["corps"]
    assert lien["numero"] not in message["corps"]
    assert await recus(autre["email"]) == [], "qui part a son propre message"

    _, _, celle_d_un_deces, defunt = await un_couple(agent, demandeur, pdf, lien="M", enfants=0)
    geste = {"version": celle_d_un_deces["version"], "personne_id": defunt["id"], "justificatif": "acte_deces"}
    decede = await anne.post(
        f"demandes/{celle_d_un_deces['id']}/personnes", json=geste | {"sorte": "deces", "le": "2026-01-15"}
    )
    assert decede.status_code == 200, decede.text
    [message] = await recus(celle_d_un_deces["formulaire"]["demandeur"]["email"])
    assert f"{defunt['nom_naissance']} {defunt['prenoms']} ne fait plus partie" in message["corps"]


async def test_un_guichet_confirme_quand_il_y_a_des_enfants_ou_que_c_est_l_autre_qui_part(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    anne, qui, demande, autre = await un_couple(agent, demandeur, pdf)
    depart = {"sorte": "separation", "personne_id": autre["id"], "justificatif": "attestation_honneur"}
    declaree = (await declarer(qui, **depart, atteste=True)).json()["declaration"]
    assert [r["code"] for r in declaree["raisons"]] == ["depart-d-un-autre", "foyer-a-partager"]
    await le_fichier_passe(container, demande)
    vue = (await anne.get(f"demandes/{demande['id']}")).json()
    assert vue["formulaire"]["codemandeurs"], "nobody has confirmed"
    recues = (await anne.get("declarations?size=100")).json()["items"]
    assert demande["id"] in [x["demande_id"] for x in recues if x["sorte"] == "depart"]
    compteurs = {c["code"]: c["valeur"] for c in (await anne.get("accueil")).json()["compteurs"]}
    assert compteurs["declarations"] >= 1

    corps = {"version": vue["version"], "sorte": "separation", "personne_id": autre["id"]}
    faite = await anne.post(f"demandes/{demande['id']}/personnes", json=corps | {"justificatif": "accord_ecrit"})
    assert faite.status_code == 200, faite.text
    assert faite.json()["declaration"] is None
    [lien] = faite.json()["liens"]
    parti = await demandeur(autre["email"])
    assert (await parti.get("ma-demande")).json()["id"] == lien["demande_id"], "sa propre adresse ouvre la sienne"
    reste = await demandeur(demande["formulaire"]["demandeur"]["email"])
    assert (await reste.get("ma-demande")).json()["id"] == demande["id"]
    recues = (await anne.get("declarations?size=100")).json()["items"]
    assert demande["id"] not in [x["demande_id"] for x in recues]


async def test_un_deces_et_des_maries_demandent_un_document_vu_au_guichet(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    _, qui, demande, autre = await un_couple(agent, demandeur, pdf, lien="M", enfants=0)
    moi = demande["formulaire"]["demandeur"]["id"]
    seul = {"sorte": "separation", "personne_id": moi, "justificatif": "attestation_honneur"}
    refus = await declarer(qui, **seul, atteste=True)
    assert refus.json()["code"] == "justificatif-insuffisant"
    deces = {"sorte": "deces", "personne_id": autre["id"], "justificatif": "acte_deces", "le": "2026-01-15"}
    sans_date = await declarer(qui, **deces | {"le": None})
    assert (sans_date.status_code, sans_date.json()["code"]) == (422, "date-de-deces-manquante")
    declare = await declarer(qui, **deces)
    assert declare.status_code == 200, declare.text
    assert [r["code"] for r in declare.json()["declaration"]["raisons"]] == ["document-a-voir", "depart-d-un-autre"]
    futur = await qui.post("ma-demande/personnes/apercu", json=deces | {"le": "2050-01-01"})
    assert "deces-a-venir" in [r["code"] for r in futur.json()["declarer"]["raisons"]]


async def test_rien_ne_s_en_lit_depuis_l_espace_d_un_autre_titulaire(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    """Who prepares to leave, maybe in danger, is not told of to the one who stays."""
    anne, _, demande, autre = await un_couple(agent, demandeur, pdf, enfants=0)
    corps = {"personne_id": autre["id"], "motif": "violences", "contact": autre["email"]}
    assert (await anne.put(f"demandes/{demande['id']}/protection", json=corps)).status_code == 200
    container.demandeur_sessions._cache.drop_where(lambda _: True)
    protegee = await demandeur(autre["email"])
    partir = {"sorte": "separation", "personne_id": autre["id"], "justificatif": "accord_ecrit"}
    assert (await declarer(protegee, **partir)).status_code == 200
    assert (await protegee.get("ma-demande")).json()["declaration"] is not None

    titulaire = await demandeur(demande["formulaire"]["demandeur"]["email"])
    assert (await titulaire.get("ma-demande")).json()["declaration"] is None
    for page in ("ma-demande", "mon-historique", "mon-espace", "mes-messages"):
        lue = (await titulaire.get(page)).text
        assert "écrit de la personne qui part" not in lue
        assert "éparation" not in lue, page
    vue = (await titulaire.get("ma-demande")).json()
    boutons = {a["code"]: a for a in (await titulaire.get("ma-demande/actions")).json()}
    moi = {"sorte": "separation", "personne_id": demande["formulaire"]["demandeur"]["id"]}
    apercu = (await titulaire.post("ma-demande/personnes/apercu", json=moi)).json()
    tente = await titulaire.post("ma-demande/depart", json=moi | {"version": vue["version"], "atteste": True})
    assert (tente.status_code, tente.json()["code"]) == (409, "depart-impossible")
    for raisons in (boutons["separation"]["raisons"], apercu["declarer"]["raisons"], tente.json()["raisons"]):
        assert [r["code"] for r in raisons] == ["reserve-au-guichet"], "nothing says that somebody prepares to leave"
    siens = {a["code"]: a for a in (await protegee.get("ma-demande/actions")).json()}
    assert [r["code"] for r in siens["separation"]["raisons"]] == ["depart-deja-declare"]
    retrait = await titulaire.post("ma-demande/depart/retrait", json={"version": vue["version"]})
    assert retrait.json()["code"] == "declaration-absente"

    vue = (await anne.get(f"demandes/{demande['id']}")).json()
    non = {"version": vue["version"], "motif": "Venez nous voir avec votre pièce d'identité."}
    assert (await anne.post(f"demandes/{demande['id']}/declaration/refus", json=non)).status_code == 200
    espace = (await protegee.get("mon-espace")).json()
    assert "lire-la-reponse-du-guichet" in [x["code"] for x in espace["a_faire"]]
    assert "Venez nous voir" not in (await titulaire.get("ma-demande")).text
    assert "lire-la-reponse-du-guichet" not in (await titulaire.get("mon-espace")).text
    relue = (await protegee.get("ma-demande")).json()
    rangee = await protegee.post("ma-demande/depart/retrait", json={"version": relue["version"]})
    assert rangee.json()["declaration"] is None


async def test_un_acces_partage_ne_dit_pas_qui_parle(agent: SignIn, demandeur: SignIn, pdf: bytes) -> None:
    anne, qui, demande, autre = await un_couple(agent, demandeur, pdf, enfants=0)
    commune = demande["formulaire"]["demandeur"]["email"]
    partagee = [autre | {"email": commune}]
    await anne.patch(f"demandes/{demande['id']}", json={"version": demande["version"], "codemandeurs": partagee})
    moi = demande["formulaire"]["demandeur"]["id"]
    apercu = await qui.post("ma-demande/personnes/apercu", json={"sorte": "separation", "personne_id": moi})
    assert [r["code"] for r in apercu.json()["a_confirmer"]] == ["acces-partage"]


async def test_declarer_est_a_son_auteur_et_refuser_a_qui_valide(agent: SignIn, demandeur: SignIn, pdf: bytes) -> None:
    anne, qui, demande, autre = await un_couple(agent, demandeur, pdf, enfants=0)
    adresse = f"demandes/{demande['id']}/declaration/refus"
    sans = await anne.post(adresse, json={"version": demande["version"], "motif": "Rien à dire"})
    assert sans.json()["code"] == "declaration-absente"
    renonce = {"sorte": "renonciation", "personne_id": autre["id"], "justificatif": "renonciation_ecrite"}
    declaree = (await declarer(qui, **renonce)).json()
    perimee = await qui.post("ma-demande/depart/retrait", json={"version": declaree["version"] - 1})
    assert perimee.status_code == 409
    retiree = await qui.post("ma-demande/depart/retrait", json={"version": declaree["version"]})
    assert retiree.json()["declaration"] is None
    lignes = (await anne.get(f"demandes/{demande['id']}/historique")).json()["items"]
    assert {"Départ déclaré en ligne", "Déclaration de départ retirée"} <= {x["libelle"] for x in lignes}
