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

pytestmark = pytest.mark.asyncio(loop_scope="session")


def sans_adresse(nom: str) -> dict[str, Any]:
    rempli = formulaire(nom=nom)
    rempli["demandeur"] |= {"email": None, "telephone": None}
    return rempli


def _nom() -> str:
    return "LETTRE" + "".join(chr(ord("A") + int(c, 16)) for c in uuid4().hex[:10])


async def enregistree(anne: httpx.AsyncClient, pdf: bytes, nom: str) -> dict[str, Any]:
    """Registered at a counter, for somebody who gives no e-mail and no telephone."""
    creee = await anne.post("demandes", json=sans_adresse(nom))
    assert creee.status_code == 201, creee.text
    id = creee.json()["id"]
    piece = await anne.post(f"demandes/{id}/pieces?type=ID_CNI&nom=carte.pdf", content=pdf)
    assert piece.status_code == 201, piece.text
    version = (await anne.get(f"demandes/{id}")).json()["version"]
    validee = await anne.post(f"demandes/{id}/validation", json={"version": version, "identite_verifiee": True})
    assert validee.status_code == 200, validee.text
    vue: dict[str, Any] = validee.json()
    return vue


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
    personne = demande["formulaire"]["demandeur"]["id"]
    protegee = await anne.put(
        f"demandes/{demande['id']}/protection", json={"personne_id": personne, "motif": "ordonnance"}
    )
    assert protegee.status_code == 200, protegee.text
    await au_matin(container)
    dites, [suivi] = await suivies(anne, demande)
    assert len(dites) == 1
    assert "protégée" in dites[0]
    assert suivi["etat_libelle"] == "Non distribuée"


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
