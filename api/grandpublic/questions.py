"""Questions that the written answers did not settle: to the service that follows the demande, or to the manager."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Request
from pydantic import StringConstraints

from api.dependencies import ContainerDep, Execute, Idempotency, Limits, public_acteur
from api.problems import problems
from api.schemas import Body, Courriel, Ligne, Telephone, au_moins
from api.security.rate_limit import DAY, HOUR, client_address
from domain.communications.errors import QuestionSansDestinataire
from domain.communications.questions.use_cases import PoserUneQuestion, poser_une_question
from domain.communications.rules.modeles import envois_permis
from domain.kernel.vocabulary import NumeroUniqueInvalide
from domain.organismes.errors import TropDeTentatives

router = APIRouter(prefix="/territoires/{departement}/questions", tags=["territoires"])
Departement = Annotated[str, Path(pattern=r"^(0[1-9]|[1-8][0-9]|9[0-5]|2[AB]|97[1-6])$")]
Question = Annotated[str, au_moins(10, 2000, plusieurs_lignes=True)]
NumeroUniqueSaisi = Annotated[str, StringConstraints(max_length=40, pattern=r"^[0-9A-Za-z ]+$")]


class QuestionBody(Body):
    nom: Ligne
    prenom: Ligne
    email: Courriel
    """Où vous répondre."""
    telephone: Telephone | None = None
    numero_unique: NumeroUniqueSaisi | None = None
    """Facultatif : avec lui, la question va droit au guichet de votre demande."""
    question: Question


@router.post(
    "",
    status_code=204,
    operation_id="poser_question",
    responses=problems(NumeroUniqueInvalide, QuestionSansDestinataire, TropDeTentatives),
)
async def poser(
    departement: Departement,
    body: QuestionBody,
    request: Request,
    container: ContainerDep,
    limits: Limits,
    execute: Execute,
    key: Idempotency,
) -> None:
    """Pose une question à qui suit les demandes. Un accusé part à votre adresse."""
    await _limit(limits, client_address(request), body.email, departement, container.today())
    await execute.create(poser_une_question, PoserUneQuestion(**body.model_dump()), public_acteur(departement), key)


async def _limit(limits: Limits, address: str, email: str, departement: str, today: date) -> None:
    for key, name, window in (
        (f"question-ip:{address}", "adresse_ip", HOUR),
        (f"question-courriel:{email.lower()}", "courriel", HOUR),
        (f"question-departement:{departement}", "departement", DAY),
    ):
        await limits.spend(key, at_most=envois_permis(name, today), window_seconds=window)
