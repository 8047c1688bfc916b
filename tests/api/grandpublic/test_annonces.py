"""Ce que le public voit des annonces : chercher, ouvrir, écrire au bailleur."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from pydantic import TypeAdapter
from sqlalchemy import event

from api.bootstrap import Container
from domain.annonces.events import ContactRecu
from domain.annonces.queries import AnnoncePublique, AnnoncePubliqueDetail
from domain.communications.model import Message
from domain.communications.reactions.agents import transmettre_le_contact
from domain.kernel.read_model import Page
from domain.organismes.acteur import systeme
from tests.api.biens import enregistrer
from tests.api.conftest import Clock, SignIn
from tests.api.parcours import demande_validee
from tests.api.partenaires.test_annonces import publier

pytestmark = pytest.mark.asyncio(loop_scope="session")

ANNONCES = "/grandpublic/v1/territoires/{}/annonces"
SEULE = "35047"
"""A commune of the search test alone (Bruz)."""
EPHEMERE = "35051"
"""Another, for the annonce that ends (Cesson-Sévigné)."""


def message(**autres: Any) -> dict[str, Any]:
    return {
        "nom": "LE GALL",
        "prenom": "Soizic",
        "email": f"{uuid4().hex[:10]}@exemple.test",
        "message": "Bonjour, ce logement est-il encore libre ?",
    } | autres


async def test_la_recherche_filtre_et_trie(agent: SignIn, visitor: httpx.AsyncClient) -> None:
    anne = await agent("anne", "35")
    ids = []
    for loyer, typologie in ((300, "T2"), (250, "T2"), (500, "T4")):
        bien = await enregistrer(
            anne, commune=SEULE, code_postal="35170", loyer=loyer, typologie=typologie, depot_garantie=None
        )
        ids.append((await publier(anne, bien))["id"])

    async def trouvees(**params: Any) -> list[str]:
        reponse = await visitor.get(ANNONCES.format("35"), params={"commune": SEULE, **params})
        assert reponse.status_code == 200, reponse.text
        return [a["id"] for a in reponse.json()["items"]]

    assert await trouvees(sort="loyer") == [ids[1], ids[0], ids[2]]
    assert await trouvees() == ids[::-1]
    assert await trouvees(typologie="T2", sort="loyer") == [ids[1], ids[0]]
    assert await trouvees(loyer_max=401, sort="loyer") == [ids[1], ids[0]]
    assert await trouvees(loyer_max=400, sort="loyer") == [ids[1]]
    assert await trouvees(typologie="T1") == []
    page = (await visitor.get(ANNONCES.format("35"), params={"commune": SEULE, "size": 2})).json()
    assert (len(page["items"]), page["total"], page["total_plafonne"], page["page"]) == (2, 3, False, 1)
    suite = (await visitor.get(ANNONCES.format("35"), params={"commune": SEULE, "size": 2, "page": 2})).json()
    assert [a["id"] for a in suite["items"]] == [ids[0]]
    ailleurs = (await visitor.get(ANNONCES.format("44"), params={"commune": SEULE})).json()
    assert ailleurs["items"] == []


async def test_les_reponses_deja_ecrites_respectent_le_contrat(agent: SignIn, visitor: httpx.AsyncClient) -> None:
    anne = await agent("anne", "35")
    annonce = await publier(anne, await enregistrer(anne))
    liste = await visitor.get(ANNONCES.format("35"), params={"size": 10})
    page = TypeAdapter(Page[AnnoncePublique]).validate_json(liste.content)
    assert page.items
    assert len(liste.content) <= 15_000
    detail = await visitor.get(f"{ANNONCES.format('35')}/{annonce['id']}")
    vue = TypeAdapter(AnnoncePubliqueDetail).validate_json(detail.content)
    assert vue.commune.nom == "Rennes"
    assert vue.chauffage == "Collectif au gaz"
    assert vue.position_approchee
    assert vue.latitude is not None
    assert b"armor.test" not in detail.content
    """L'adresse électronique du bailleur ne se moissonne pas."""


async def test_l_annonce_disparait_a_la_minute_de_sa_fin(
    agent: SignIn, visitor: httpx.AsyncClient, clock: Clock
) -> None:
    anne = await agent("anne", "35")
    fin = datetime.now(UTC) + timedelta(hours=2)
    annonce = await publier(anne, await enregistrer(anne, commune=EPHEMERE), au=fin.isoformat())
    adresse = f"{ANNONCES.format('35')}/{annonce['id']}"
    clock.advance(minutes=119)
    assert (await visitor.get(adresse)).status_code == 200
    clock.advance(minutes=2)
    refus = await visitor.get(adresse)
    assert (refus.status_code, refus.json()["code"]) == (404, "annonce-introuvable")
    liste = (await visitor.get(ANNONCES.format("35"), params={"commune": EPHEMERE, "size": 50})).json()
    assert annonce["id"] not in [a["id"] for a in liste["items"]]
    contact = await visitor.post(f"{adresse}/contacts", json=message())
    assert (contact.status_code, contact.json()["code"]) == (404, "annonce-introuvable")


async def test_une_annonce_inchangee_ne_se_renvoie_pas(agent: SignIn, visitor: httpx.AsyncClient) -> None:
    anne = await agent("anne", "35")
    bien = await enregistrer(anne)
    annonce = await publier(anne, bien)
    adresse = f"{ANNONCES.format('35')}/{annonce['id']}"
    etag = (await visitor.get(adresse)).headers["etag"]
    inchangee = await visitor.get(adresse, headers={"If-None-Match": etag})
    assert (inchangee.status_code, inchangee.content) == (304, b"")
    await anne.patch(f"biens/{bien['id']}", json={"version": bien["version"], "loyer": 450})
    changee = await visitor.get(adresse, headers={"If-None-Match": etag})
    assert changee.status_code == 200
    assert changee.json()["loyer"] == 450
    assert changee.headers["etag"] != etag


@pytest.mark.parametrize("taille", [1, 10, 50])
async def test_une_recherche_publique_est_une_seule_instruction(
    visitor: httpx.AsyncClient, container: Container, taille: int
) -> None:
    await visitor.get(ANNONCES.format("35"))
    statements: list[str] = []

    def keep(*args: Any) -> None:
        statements.append(args[2])

    engine = container.read_engine.sync_engine
    event.listen(engine, "before_cursor_execute", keep)
    try:
        await visitor.get(ANNONCES.format("35"), params={"size": taille, "commune": SEULE, "sort": "loyer"})
    finally:
        event.remove(engine, "before_cursor_execute", keep)
    assert len(statements) == 1, statements
    assert "departement" in statements[0]


async def test_un_message_est_garde_et_trace_sur_le_bien(agent: SignIn, visitor: httpx.AsyncClient) -> None:
    anne = await agent("anne", "35")
    bien = await enregistrer(anne)
    annonce = await publier(anne, bien)
    adresse = f"{ANNONCES.format('35')}/{annonce['id']}/contacts"
    corps = message(telephone="06 12 34 56 78")
    cle = {"Idempotency-Key": uuid4().hex}
    for _ in range(2):
        envoi = await visitor.post(adresse, json=corps, headers=cle)
        assert envoi.status_code == 204, envoi.text
    recus = (await anne.get(f"annonces/{annonce['id']}/contacts")).json()
    assert [(c["nom"], c["demande_id"]) for c in recus["items"]] == [("LE GALL", None)]
    ligne = (await anne.get(f"biens/{bien['id']}/historique")).json()["items"][0]
    assert ligne["type"] == "ContactRecu"
    assert corps["email"] not in str(ligne)
    assert (await anne.get(f"annonces/{annonce['id']}")).json()["nb_contacts"] == 1


async def test_un_message_avec_le_bon_numero_suit_la_demande(
    agent: SignIn, demandeur: SignIn, visitor: httpx.AsyncClient, pdf: bytes
) -> None:
    qui, demande = await demande_validee(agent, demandeur, pdf, nom="KERVELLA", prenoms="Maël")
    anne = await agent("anne", "35")
    annonce = await publier(anne, await enregistrer(anne))
    adresse = f"{ANNONCES.format('35')}/{annonce['id']}/contacts"
    numero = demande["numero_unique"]
    for nom in ("Kervella", "DUPOND"):
        envoi = await visitor.post(adresse, json=message(nom=nom, numero_unique=numero.lower()))
        assert envoi.status_code == 204, envoi.text
    recus = (await anne.get(f"annonces/{annonce['id']}/contacts")).json()["items"]
    assert {c["nom"]: c["demande_id"] for c in recus} == {"Kervella": demande["id"], "DUPOND": None}
    phrases = [ligne["phrase"] for ligne in (await qui.get("mon-historique")).json()]
    assert len([p for p in phrases if "T3 lumineux avec balcon" in p]) == 1
    du_guichet = (await anne.get(f"demandes/{demande['id']}/historique", params={"size": 100})).json()["items"]
    assert len([ligne for ligne in du_guichet if ligne["type"] == "ContactRecu"]) == 1
    mauvais = await visitor.post(adresse, json=message(numero_unique="12 34"))
    assert (mauvais.status_code, mauvais.json()["code"]) == (422, "numero-unique-invalide")


async def test_un_automate_est_arrete(agent: SignIn, visitor: httpx.AsyncClient) -> None:
    anne = await agent("anne", "35")
    annonce = await publier(anne, await enregistrer(anne))
    adresse = f"{ANNONCES.format('35')}/{annonce['id']}/contacts"
    corps = message()
    codes = [(await visitor.post(adresse, json=corps)).status_code for _ in range(7)]
    assert codes == [204] * 5 + [429] * 2


async def test_le_message_part_chez_le_bailleur(
    agent: SignIn, visitor: httpx.AsyncClient, container: Container
) -> None:
    anne = await agent("anne", "35")
    adresse = f"location-{uuid4().hex[:8]}@armor.test"
    annonce = await publier(anne, await enregistrer(anne), contact_email=adresse)
    corps = message(message="Est-il possible\nde visiter samedi ?")
    envoi = await visitor.post(f"{ANNONCES.format('35')}/{annonce['id']}/contacts", json=corps)
    assert envoi.status_code == 204
    recu = (await anne.get(f"annonces/{annonce['id']}/contacts")).json()["items"][0]
    evenement = ContactRecu(
        departement="35",
        aggregate_id=UUID(annonce["id"]),
        occurred_at=datetime.now(UTC),
        bien_id=UUID(annonce["bien"]["id"]),
        titre=annonce["titre"],
        contact_id=UUID(recu["id"]),
        demande_id=None,
        numero_unique=None,
    )
    async with container.new_uow(systeme("35"), None) as uow:
        await transmettre_le_contact(evenement, systeme("35"), uow)
        (ecrit,) = [m for m in uow.session.new if isinstance(m, Message)]
        assert ecrit.destinataire == adresse
        for attendu in (corps["email"], corps["message"], annonce["bien"]["reference"], "non donné"):
            assert attendu in ecrit.corps


async def test_renommer_le_bailleur_se_lit_sur_ses_annonces(
    agent: SignIn, visitor: httpx.AsyncClient, container: Container
) -> None:
    anne = await agent("anne", "35")
    annonce = await publier(anne, await enregistrer(anne))
    adresse = f"{ANNONCES.format('35')}/{annonce['id']}"
    async with container.new_uow(systeme("35"), None) as uow:
        bailleur = await uow.organismes.get(UUID(annonce["bien"]["organisme"]["id"]))
        ancien, bailleur.nom = bailleur.nom, "Armor Habitat Coopérative"
        await uow.flush()
        await uow.vitrine.rafraichir_l_organisme(bailleur.id)
    assert (await visitor.get(adresse)).json()["organisme"] == "Armor Habitat Coopérative"
    async with container.new_uow(systeme("35"), None) as uow:
        (await uow.organismes.get(bailleur.id)).nom = ancien
        await uow.flush()
        await uow.vitrine.rafraichir_l_organisme(bailleur.id)
    assert (await visitor.get(adresse)).json()["organisme"] == ancien
