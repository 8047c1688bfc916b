"""Une question du portail arrive à qui y répond, se prend, et sa réponse part par courriel, tracée."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from adapters.embedded.smtp import Mailbox
from api.bootstrap import Container
from api.worker import relay_of
from domain.communications.questions.reactions import oublier_les_questions
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import systeme
from tests.api.conftest import Clock, NewClient, SignIn
from tests.api.parcours import demande_validee

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def posee(new_client: NewClient, nom: str, numero_unique: str | None) -> tuple[str, str]:
    """The question and the address that its author gives."""
    visiteur = await new_client()
    visiteur.base_url = httpx.URL("https://fdls.test/grandpublic/v1/")
    question, courriel = f"Où en est {uuid4().hex} ?", f"{uuid4().hex}@exemple.test"
    corps = {"nom": nom, "prenom": "Jeanne", "email": courriel, "numero_unique": numero_unique, "question": question}
    answer = await visiteur.post("territoires/35/questions", json=corps)
    assert answer.status_code == 204, answer.text
    return question, courriel


async def lue(agent: httpx.AsyncClient, texte: str) -> dict[str, Any] | None:
    recues = await agent.get("questions", params={"size": 100})
    assert recues.status_code == 200, recues.text
    return next((q for q in recues.json()["items"] if q["texte"] == texte), None)


def permises(question: dict[str, Any]) -> list[str]:
    return [a["code"] for a in question["actions"] if a["permise"]]


async def test_une_question_se_prend_puis_sa_reponse_part_sans_la_question_et_entre_dans_l_historique(
    agent: SignIn, demandeur: SignIn, pdf: bytes, new_client: NewClient, container: Container, mailbox: Mailbox
) -> None:
    _, demande = await demande_validee(agent, demandeur, pdf, nom="CURIEUSE")
    texte, courriel = await posee(new_client, "Curieuse", demande["numero_unique"])
    anne = await agent("anne", "35")
    recue = await lue(anne, texte)
    assert recue is not None
    assert (recue["etat"], recue["demande_id"], recue["prise_par"]) == ("recue", demande["id"], None)
    assert permises(recue) == ["prendre-la-question", "repondre-a-la-question"]

    prise = (await anne.post(f"questions/{recue['id']}/prise-en-charge")).json()
    assert (prise["etat_libelle"], prise["prise_par"]) == ("En cours", "Agent Anne")
    reponse = f"Elle est active {uuid4().hex}."
    repondue = await anne.post(f"questions/{recue['id']}/reponse", json={"reponse": reponse})
    assert repondue.status_code == 200, repondue.text
    assert (repondue.json()["repondue_par"], repondue.json()["envoi_libelle"]) == ("Agent Anne", "En cours d'envoi")
    assert permises(repondue.json()) == []
    await relay_of(container).drain()

    [recu] = [m for m in mailbox.messages(to=courriel) if m["Subject"].startswith("Réponse")]
    assert reponse in recu.get_content()
    assert texte not in recu.get_content(), "rien ne prouve que cette adresse est celle de l'auteur"
    relue = await lue(anne, texte)
    assert relue is not None
    assert (relue["envoi_libelle"], relue["reponse"]) == ("Envoyé", reponse)
    lignes = (await anne.get(f"demandes/{demande['id']}/historique", params={"size": 100})).json()["items"]
    dites = [ligne for ligne in lignes if ligne["type"] == "QuestionRepondue"]
    assert [d["description"] for d in dites] == ["Par Agent Anne, Armor Habitat"]
    encore = await anne.post(f"questions/{recue['id']}/reponse", json={"reponse": "Encore une fois."})
    assert (encore.status_code, encore.json()["code"]) == (409, "question-deja-repondue")


async def test_chaque_guichet_lit_les_siennes_et_le_gestionnaire_toutes(
    agent: SignIn, demandeur: SignIn, pdf: bytes, new_client: NewClient
) -> None:
    _, demande = await demande_validee(agent, demandeur, pdf, nom="GUICHETIERE")
    du_guichet, _ = await posee(new_client, "Guichetiere", demande["numero_unique"])
    sans_numero, _ = await posee(new_client, "Guichetiere", None)
    anne, bruno, gestionnaire = await agent("anne", "35"), await agent("bruno"), await agent("gestionnaire", "35")
    assert await lue(anne, du_guichet) is not None
    assert await lue(anne, sans_numero) is None
    assert await lue(bruno, du_guichet) is None
    du_gestionnaire = await lue(gestionnaire, sans_numero)
    assert du_gestionnaire is not None
    assert du_gestionnaire["guichet"] is None
    assert await lue(gestionnaire, du_guichet) is not None
    refus = await bruno.post(f"questions/{du_gestionnaire['id']}/prise-en-charge")
    assert (refus.status_code, refus.json()["code"]) == (404, "question-introuvable")


async def test_une_question_s_oublie_un_an_apres(
    agent: SignIn, new_client: NewClient, container: Container, clock: Clock
) -> None:
    texte, _ = await posee(new_client, "Ancienne", None)
    clock.advance(days=364)
    await _oublier(container)
    assert await lue(await agent("gestionnaire", "35"), texte) is not None
    clock.advance(days=2)
    await _oublier(container)
    assert await lue(await agent("gestionnaire", "35"), texte) is None


async def _oublier(container: Container) -> None:
    matin = JourCommence(departement="35", aggregate_id=new_id(), occurred_at=container.now(), jour=container.today())
    await container.executor(oublier_les_questions, matin, systeme("35"))
