"""Où déposer sa demande, et à qui poser une question : sans compte, et sans rien apprendre de personne."""

from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text

from api.bootstrap import Container
from tests.api.conftest import CONTACT, RENNES, SAINT_MALO, NewClient, SignIn
from tests.api.parcours import demande_validee

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def _visiteur(new_client: NewClient) -> httpx.AsyncClient:
    client = await new_client()
    client.base_url = httpx.URL("https://fdls.test/grandpublic/v1/")
    return client


async def _un_guichet(gestionnaire: httpx.AsyncClient, **champs: Any) -> dict[str, Any]:
    corps = {"type": "COMMUNE", "nom": f"Mairie {uuid4().hex[:8]}", **champs}
    cree = await gestionnaire.post("organismes", json=corps)
    assert cree.status_code == 201, cree.text
    lu: dict[str, Any] = cree.json()
    return lu


async def _lus(visiteur: httpx.AsyncClient, **params: Any) -> dict[str, dict[str, Any]]:
    lus = await visiteur.get("territoires/35/guichets", params={"size": 50, **params})
    assert lus.status_code == 200, lus.text
    return {g["nom"]: g for g in lus.json()["items"]}


async def test_le_portail_liste_les_guichets_ce_que_chacun_enregistre_et_ou_il_accueille(
    agent: SignIn, new_client: NewClient, container: Container
) -> None:
    gestionnaire, visiteur = await agent("gestionnaire", "35"), await _visiteur(new_client)
    code = uuid4().hex[:5].upper()
    ouvert = await _un_guichet(gestionnaire, code_guichet=code, communes=[RENNES])
    ferme = await _un_guichet(gestionnaire, code_guichet=uuid4().hex[:5].upper())
    mandataire = await _un_guichet(gestionnaire)
    sans_code = await _un_guichet(gestionnaire)
    acte = {"acte": "délibération d'essai", "du": container.today().isoformat()}
    accord = {"portee": "tout", "vers_id": ouvert["id"], **acte}
    assert (
        await gestionnaire.post(f"organismes/{ferme['id']}/accords-d-enregistrement", json=accord)
    ).status_code == 201
    delegation = {"mandataire_id": mandataire["id"], **acte}
    assert (await gestionnaire.post(f"organismes/{ouvert['id']}/delegations", json=delegation)).status_code == 201
    agence = {"libelle": "Point accueil", "rue": "1 place Exemple", "code_postal": "35000", "ville": "Rennes"}
    assert (await gestionnaire.post(f"organismes/{ouvert['id']}/agences", json=agence)).status_code == 201

    tous = await _lus(visiteur)
    assert sans_code["nom"] not in tous
    assert tous[ouvert["nom"]]["lieux"][0]["adresse"] == ["1 place Exemple", "35000 Rennes"]
    assert "Rennes" in tous[ouvert["nom"]]["phrase"]
    assert (tous[ferme["nom"]]["enregistre"], ouvert["nom"] in tous[ferme["nom"]]["phrase"]) == (False, True)
    assert ouvert["nom"] in tous[mandataire["nom"]]["phrase"]

    a_saint_malo = await _lus(visiteur, commune=SAINT_MALO)
    assert ouvert["nom"] not in a_saint_malo
    assert ferme["nom"] in a_saint_malo


async def test_un_departement_sans_fichier_partage_n_a_pas_de_guichets(new_client: NewClient) -> None:
    lu = await (await _visiteur(new_client)).get("territoires/972/guichets")
    assert (lu.status_code, lu.json()["code"]) == (404, "territoire-inconnu")


async def _messages(container: Container, modele: str, question: str = "") -> list[Any]:
    async with container.transaction() as session:
        await session.execute(text("select set_config('app.departement', '35', true)"))
        trouves = await session.execute(
            text(
                "select destinataire, corps, demande_id from messages where modele = :modele and corps like :question"
            ),
            {"modele": modele, "question": f"%{question}%"},
        )
        return list(trouves.all())


async def test_une_question_va_au_guichet_de_la_demande_et_son_auteur_en_recoit_l_accuse_sans_son_texte(
    agent: SignIn, demandeur: SignIn, pdf: bytes, new_client: NewClient, container: Container
) -> None:
    _, demande = await demande_validee(agent, demandeur, pdf, nom="INTERROGE")
    visiteur, question, courriel = (
        await _visiteur(new_client),
        f"Où en est {uuid4().hex} ?",
        f"{uuid4().hex}@exemple.test",
    )
    corps = {
        "nom": "Interroge",
        "prenom": "Jeanne",
        "email": courriel,
        "numero_unique": demande["numero_unique"],
        "question": question,
    }
    posee = await visiteur.post("territoires/35/questions", json=corps)
    assert posee.status_code == 204, posee.text
    recus = await _messages(container, "question_recue", question)
    assert recus
    assert all(courriel in m.corps and m.demande_id is None for m in recus)
    [accuse] = [m for m in await _messages(container, "question_accusee") if m.destinataire == courriel]
    assert question not in accuse.corps
    assert str(accuse.demande_id) == demande["id"]


async def _joignable(container: Container, email: str | None) -> None:
    async with container.transaction() as session:
        await session.execute(
            text(
                "update reglages set contact = jsonb_set(contact, '{email}', to_jsonb(cast(:email as text))) "
                "where departement = '35'"
            )
            if email
            else text("update reglages set contact = jsonb_set(contact, '{email}', 'null') where departement = '35'"),
            {"email": email} if email else {},
        )


async def test_une_question_que_personne_ne_peut_recevoir_se_dit_au_lieu_de_se_perdre(
    new_client: NewClient, container: Container
) -> None:
    await _joignable(container, None)
    corps = {
        "nom": "Personne",
        "prenom": "Yann",
        "email": f"{uuid4().hex}@exemple.test",
        "question": "Qui me lit ici ?",
    }
    posee = await (await _visiteur(new_client)).post("territoires/35/questions", json=corps)
    await _joignable(container, CONTACT)
    assert (posee.status_code, posee.json()["code"]) == (409, "question-sans-destinataire")


async def test_un_numero_au_nom_d_un_autre_n_apprend_rien_la_question_va_au_gestionnaire(
    agent: SignIn, demandeur: SignIn, pdf: bytes, new_client: NewClient, container: Container
) -> None:
    _, demande = await demande_validee(agent, demandeur, pdf, nom="QUESTIONNEUSE")
    visiteur, question, courriel = await _visiteur(new_client), f"Et moi {uuid4().hex} ?", f"{uuid4().hex}@exemple.test"
    corps = {
        "nom": "Quelqu'un",
        "prenom": "Yann",
        "email": courriel,
        "numero_unique": demande["numero_unique"],
        "question": question,
    }
    posee = await visiteur.post("territoires/35/questions", json=corps)
    assert (posee.status_code, posee.content) == (204, b"")
    assert [m.destinataire for m in await _messages(container, "question_recue", question)] == [CONTACT]
    [accuse] = [m for m in await _messages(container, "question_accusee") if m.destinataire == courriel]
    assert accuse.demande_id is None
