"""Les cinq sortes d'événements de l'historique d'une demande : chacune en produit un, et un seul."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text

from adapters.db.engine import enter
from api.bootstrap import Container
from api.worker import relay_of
from domain.demandes.delais_depasses import constater_les_delais_depasses
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import systeme
from tests.api.conftest import NewClient, SignIn
from tests.api.formulaires import formulaire
from tests.api.grandpublic.test_acces import chercher, un_nom

pytestmark = pytest.mark.asyncio(loop_scope="session")
Vue = dict[str, Any]
Geste = Callable[[httpx.AsyncClient, Vue, Container, NewClient], Awaitable[None]]


async def _editer(anne: httpx.AsyncClient, demande: Vue, container: Container, new_client: NewClient) -> None:
    answer = await anne.post("editions-d-attestations", json={"demandes": [demande["id"]]})
    assert answer.status_code == 201, answer.text


async def _activer(anne: httpx.AsyncClient, demande: Vue, container: Container, new_client: NewClient) -> None:
    """Saisie au guichet, la demande n'a pas d'espace : la personne le demande, et reçoit de quoi l'ouvrir."""
    personne = demande["formulaire"]["demandeur"]
    dite = {"nom": personne["nom_naissance"], "prenom": personne["prenoms"], "ne_le": personne["ne_le"]}
    for _ in range(2):
        assert (await chercher(new_client, **dite)).status_code == 202
        await relay_of(container).drain()


async def _modifier(anne: httpx.AsyncClient, demande: Vue, container: Container, new_client: NewClient) -> None:
    answer = await anne.patch(
        f"demandes/{demande['id']}", json={"version": demande["version"], "motifs": {"codes": ["09", "01"]}}
    )
    assert answer.status_code == 200, answer.text


async def _recoter(anne: httpx.AsyncClient, demande: Vue, container: Container, new_client: NewClient) -> None:
    sans_abri = {"statut": "SD", "proprietaire": False}
    answer = await anne.patch(
        f"demandes/{demande['id']}", json={"version": demande["version"], "logement_actuel": sans_abri}
    )
    assert answer.status_code == 200, answer.text


async def _laisser_passer_la_nuit(
    anne: httpx.AsyncClient, demande: Vue, container: Container, new_client: NewClient
) -> None:
    """Deux nuits de suite, sur une demande déposée il y a longtemps : le fichier la marque de lui-même."""
    async with container.transaction() as session:
        await enter(session, "35", None)
        for table, cle in (("demandes", "id"), ("recherche_demandes", "demande_id")):
            ancienne = f"update {table} set deposee_le = '2012-03-05' where departement = '35' and {cle} = :id"
            await session.execute(text(ancienne), {"id": UUID(demande["id"])})
    acteur = systeme("35")
    for _ in range(2):
        async with container.new_uow(acteur, None) as uow:
            jour = JourCommence(departement="35", aggregate_id=new_id(), occurred_at=uow.now(), jour=uow.today())
            await constater_les_delais_depasses(jour, acteur, uow)


@pytest.mark.parametrize(
    ("type_", "geste", "dit", "sorte"),
    [
        ("EditionFaite", _editer, "Attestation d'enregistrement, depuis « Demandes, plusieurs à la fois », pour", None),
        ("EspaceOuvert", _activer, "", None),
        ("DemandeModifiee", _modifier, "otifs", "agent"),
        ("DemandeCotee", _recoter, "→", None),
        ("DelaiAnormalementLongDepasse", _laisser_passer_la_nuit, "", "systeme"),
    ],
    ids=[
        "édition personnalisée",
        "envoi du courriel d'activation",
        "modification",
        "calcul de la cotation d'un EPCI",
        "modification automatique",
    ],
)
async def test_chaque_sorte_d_acte_laisse_un_evenement_et_un_seul(
    agent: SignIn,
    pdf: bytes,
    container: Container,
    new_client: NewClient,
    type_: str,
    geste: Geste,
    dit: str,
    sorte: str | None,
) -> None:
    anne = await agent("anne", "35")
    nom = un_nom()
    rempli = formulaire(nom=nom)
    rempli["demandeur"] |= {"email": f"{uuid4().hex}@exemple.test"}
    saisie = (await anne.post("demandes", json=rempli)).json()
    assert (await anne.post(f"demandes/{saisie['id']}/pieces?type=ID_CNI&nom=c.pdf", content=pdf)).status_code == 201
    saisie = (await anne.get(f"demandes/{saisie['id']}")).json()
    corps = {"version": saisie["version"], "identite_verifiee": True}
    demande = (await anne.post(f"demandes/{saisie['id']}/validation", json=corps)).json()
    await relay_of(container).drain()

    async def lignes() -> list[Vue]:
        lues: list[Vue] = (await anne.get(f"demandes/{demande['id']}/historique", params={"size": 100})).json()["items"]
        return lues

    avant = {ligne["id"] for ligne in await lignes()}
    await geste(anne, (await anne.get(f"demandes/{demande['id']}")).json(), container, new_client)
    await relay_of(container).drain()
    [ligne] = [ligne for ligne in await lignes() if ligne["id"] not in avant and ligne["type"] == type_]
    assert dit in ligne["description"]
    assert ligne["libelle"]
    assert sorte is None or ligne["auteur_sorte"] == sorte
    if type_ == "EditionFaite":
        assert nom in ligne["description"].upper(), "à qui le document est destiné"
