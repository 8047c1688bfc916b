"""Sans adresse électronique ni mobile, le fichier écrit par la poste : un lot par jour, une ligne par lettre."""

import csv
import io
from typing import Any
from uuid import uuid4

import httpx
import pikepdf
import pytest
from sqlalchemy import func, select

from adapters.db.demandes.tables import consultations
from api.bootstrap import Container
from api.worker import relay_of
from domain.communications.courriers.reactions import oublier_les_lettres, preparer_les_lettres
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import systeme
from tests.api.conftest import Clock, SignIn
from tests.api.formulaires import formulaire
from tests.api.parcours import demande_du_guichet

pytestmark = pytest.mark.asyncio(loop_scope="session")


def sans_adresse(nom: str) -> dict[str, Any]:
    rempli = formulaire(nom=nom)
    rempli["demandeur"] |= {"email": None, "telephone": None}
    return rempli


def _nom() -> str:
    return "LETTRE" + "".join(chr(ord("A") + int(c, 16)) for c in uuid4().hex[:10])


async def enregistree(anne: httpx.AsyncClient, pdf: bytes, nom: str) -> dict[str, Any]:
    """For somebody who gives no e-mail and no telephone."""
    return await demande_du_guichet(anne, pdf, sans_adresse(nom))


async def au_matin(container: Container) -> None:
    """What waits since before goes with it: the lot of the day holds it all."""
    await relay_of(container).drain()
    matin = JourCommence(departement="35", aggregate_id=new_id(), occurred_at=container.now(), jour=container.today())
    await container.executor(preparer_les_lettres, matin, systeme("35"))
    await relay_of(container).drain()


async def le_lot_de(gestionnaire: httpx.AsyncClient, demande: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The lot where this demande's letter is, and the letter."""
    for lot in (await gestionnaire.get("lots-de-courriers", params={"size": 100})).json()["items"]:
        lettres = await gestionnaire.get(f"lots-de-courriers/{lot['id']}/lettres", params={"size": 100})
        for lettre in lettres.json()["items"]:
            if lettre["demande_id"] == demande["id"]:
                return lot, lettre
    raise AssertionError("aucune lettre")


async def suivies(agent: httpx.AsyncClient, demande: dict[str, Any]) -> tuple[list[str], list[dict[str, Any]]]:
    """The lines of its historique about messages, and those of the suivi des échanges."""
    lues = (await agent.get(f"demandes/{demande['id']}/historique", params={"size": 100})).json()["items"]
    echanges = (await agent.get(f"demandes/{demande['id']}/echanges", params={"size": 100})).json()["items"]
    dites = [f"{ligne['type']} : {ligne['description']}" for ligne in lues if ligne["type"].startswith("Message")]
    return dites, [e for e in echanges if e["partenaire"] == "demandeur"]


def actions(de: dict[str, Any]) -> dict[str, bool]:
    return {a["code"]: a["permise"] for a in de["actions"]}


async def test_une_lettre_fait_une_ligne_dans_l_historique_et_une_dans_le_suivi_avec_son_cout(
    agent: SignIn, container: Container, pdf: bytes
) -> None:
    anne, gestionnaire = await agent("anne", "35"), await agent("gestionnaire", "35")
    demande = await enregistree(anne, pdf, _nom())
    await au_matin(container)

    dites, [suivi] = await suivies(anne, demande)
    assert dites == [], "tant qu'elle n'est pas postée, l'historique n'en dit rien"
    assert (suivi["partenaire_libelle"], suivi["etat_libelle"], suivi["cout"]) == ("Courrier", "À poster", None)

    lot, lettre = await le_lot_de(gestionnaire, demande)
    assert actions(lot) == {"imprimer-les-lettres": True, "emporter-les-adresses": True, "remettre-le-lot": True}
    assert not lettre["retour"]["permise"]
    trop_tot = await gestionnaire.post(
        f"lots-de-courriers/{lot['id']}/lettres/{lettre['id']}/retour", json={"motif": "npai"}
    )
    assert (trop_tot.status_code, trop_tot.json()["code"]) == (409, "lettre-non-postee")

    remis = await gestionnaire.post(f"lots-de-courriers/{lot['id']}/remise")
    assert remis.status_code == 200, remis.text
    assert actions(remis.json())["remettre-le-lot"] is False
    assert remis.json()["cout"] == pytest.approx(1.52 * lot["lettres"])
    [dite], [suivi] = await suivies(anne, demande)
    assert "(1 lettre, 1,520 €)" in dite.replace("\xa0", " ")
    assert (suivi["etat_libelle"], suivi["cout"]) == ("Postée", 1.52)
    encore = await gestionnaire.post(f"lots-de-courriers/{lot['id']}/remise")
    assert (encore.status_code, encore.json()["code"]) == (409, "lot-de-courriers-deja-remis")

    revenue = await gestionnaire.post(
        f"lots-de-courriers/{lot['id']}/lettres/{lettre['id']}/retour", json={"motif": "npai"}
    )
    assert revenue.status_code == 204, revenue.text
    dites, [suivi] = await suivies(anne, demande)
    assert [dite.partition(" : ")[0] for dite in dites] == ["MessageNonRemis", "MessageEnvoye"]
    assert (suivi["etat_libelle"], suivi["cout"]) == ("Non distribuée", 1.52)
    assert "NPAI" in suivi["motif"]


async def test_les_lettres_s_impriment_et_leurs_adresses_s_emportent_lecture_tracee(
    agent: SignIn, container: Container, pdf: bytes
) -> None:
    anne, gestionnaire, nom = await agent("anne", "35"), await agent("gestionnaire", "35"), _nom()
    demande = await enregistree(anne, pdf, nom)
    await au_matin(container)
    lot, lettre = await le_lot_de(gestionnaire, demande)

    document = await gestionnaire.get(f"lots-de-courriers/{lot['id']}/document")
    assert document.headers["content-type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(document.content)) as lu:
        assert len(lu.pages) == lot["lettres"], "une page par lettre"
    assert await lues(container, demande["id"]) == 1
    adresses = await gestionnaire.get(f"lots-de-courriers/{lot['id']}/adresses")
    lignes = list(csv.reader(io.StringIO(adresses.content.decode("utf-8-sig")), delimiter=";"))
    [ligne] = [ligne for ligne in lignes if ligne[0] == lettre["id"]]
    assert ligne[1:] == [lettre["objet"], f"Madame {nom} Jeanne", "4 rue du Bois", "35000 Rennes"]
    assert await lues(container, demande["id"]) == 2
    assert (await anne.get("lots-de-courriers")).status_code == 403, "le gestionnaire seul poste"


async def test_une_personne_protegee_depuis_ne_recoit_rien_a_l_adresse_qu_elle_a_quittee(
    agent: SignIn, container: Container, pdf: bytes
) -> None:
    anne = await agent("anne", "35")
    demande = await enregistree(anne, pdf, _nom())
    await relay_of(container).drain()
    await proteger(anne, demande)
    await au_matin(container)
    dites, [suivi] = await suivies(anne, demande)
    assert len(dites) == 1
    assert "protégée" in dites[0]
    assert suivi["etat_libelle"] == "Non distribuée"


async def test_protegee_apres_l_impression_sa_lettre_quitte_le_lot_et_l_envoi(
    agent: SignIn, container: Container, pdf: bytes
) -> None:
    anne, gestionnaire = await agent("anne", "35"), await agent("gestionnaire", "35")
    demande, autre = await enregistree(anne, pdf, _nom()), await enregistree(anne, pdf, _nom())
    await au_matin(container)
    imprime, lettre = await le_lot_de(gestionnaire, demande)
    await proteger(anne, demande)
    await relay_of(container).drain()

    lot, retiree = await le_lot_de(gestionnaire, demande)
    assert (lot["lettres"], lot["retirees"], lot["revenues"]) == (imprime["lettres"] - 1, 1, 0)
    assert retiree["etat_libelle"] == "Non distribuée"
    assert "protégée" in retiree["cause"]
    document = await gestionnaire.get(f"lots-de-courriers/{lot['id']}/document")
    with pikepdf.open(io.BytesIO(document.content)) as lu:
        assert len(lu.pages) == lot["lettres"], "le lot se réimprime sans elle"
    adresses = (await gestionnaire.get(f"lots-de-courriers/{lot['id']}/adresses")).content.decode("utf-8-sig")
    assert lettre["id"] not in adresses

    remis = await gestionnaire.post(f"lots-de-courriers/{lot['id']}/remise")
    assert remis.json()["cout"] == pytest.approx(1.52 * lot["lettres"])
    [dite], _ = await suivies(anne, demande)
    assert dite.startswith("MessageNonRemis")
    [dite], _ = await suivies(anne, autre)
    assert dite.startswith("MessageEnvoye")


async def test_protegee_a_l_instant_de_l_envoi_sa_lettre_ne_part_pas(
    agent: SignIn, container: Container, pdf: bytes
) -> None:
    """Before anything else has had the time to react."""
    anne, gestionnaire = await agent("anne", "35"), await agent("gestionnaire", "35")
    demande, autre = await enregistree(anne, pdf, _nom()), await enregistree(anne, pdf, _nom())
    await au_matin(container)
    lot, _ = await le_lot_de(gestionnaire, demande)
    await proteger(anne, demande)
    assert (await gestionnaire.post(f"lots-de-courriers/{lot['id']}/remise")).status_code == 200
    await relay_of(container).drain()
    [dite], [suivi] = await suivies(anne, demande)
    assert dite.startswith("MessageNonRemis")
    assert (suivi["etat_libelle"], suivi["cout"]) == ("Non distribuée", None)
    [dite], _ = await suivies(anne, autre)
    assert dite.startswith("MessageEnvoye"), "les autres partent"


async def proteger(agent: httpx.AsyncClient, demande: dict[str, Any]) -> None:
    corps = {"personne_id": demande["formulaire"]["demandeur"]["id"], "motif": "ordonnance"}
    answer = await agent.put(f"demandes/{demande['id']}/protection", json=corps)
    assert answer.status_code == 200, answer.text


async def test_les_lettres_postees_s_effacent_et_leur_lot_le_dit(
    agent: SignIn, container: Container, pdf: bytes, clock: Clock
) -> None:
    anne, gestionnaire = await agent("anne", "35"), await agent("gestionnaire", "35")
    demande = await enregistree(anne, pdf, _nom())
    await au_matin(container)
    lot, _ = await le_lot_de(gestionnaire, demande)
    assert (await gestionnaire.post(f"lots-de-courriers/{lot['id']}/remise")).status_code == 200
    clock.advance(days=61)
    matin = JourCommence(departement="35", aggregate_id=new_id(), occurred_at=container.now(), jour=container.today())
    await container.executor(oublier_les_lettres, matin, systeme("35"))
    gestionnaire = await agent("gestionnaire", "35")
    perdu = await gestionnaire.get(f"lots-de-courriers/{lot['id']}/document")
    assert (perdu.status_code, perdu.json()["code"]) == (409, "lot-de-courriers-oublie")
    lot, _ = await le_lot_de(gestionnaire, demande)
    assert not actions(lot)["imprimer-les-lettres"]


async def lues(container: Container, demande_id: str) -> int:
    c = consultations.c
    async with container.read("35") as connection:
        return (
            await connection.scalar(select(func.count()).where(c.demande_id == demande_id, c.quoi == "courrier")) or 0
        )
