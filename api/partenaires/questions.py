"""What the public asks from the portal: who takes it, and the answer that leaves by e-mail."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from api.dependencies import CurrentActeur, Execute
from api.listing import PageNumber, PageSize
from api.problems import problems
from api.queries import Questions
from api.schemas import Body, au_moins
from domain.communications.questions.errors import QuestionDejaRepondue, QuestionIntrouvable
from domain.communications.questions.model import EtatQuestion
from domain.communications.questions.queries import QuestionRecue
from domain.communications.questions.use_cases import (
    PrendreUneQuestion,
    RepondreAUneQuestion,
    prendre_une_question,
    repondre_a_une_question,
)
from domain.kernel.errors import ConcurrentEdit
from domain.kernel.read_model import Page
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger

router = APIRouter(prefix="/questions", tags=["questions"])
Etat = Annotated[EtatQuestion | None, Query(description="Seulement celles qui en sont là.")]
Reponse = Annotated[str, au_moins(2, 4000, plusieurs_lignes=True)]
EN_ECRITURE = (QuestionIntrouvable, QuestionDejaRepondue, DroitManquant, ConcurrentEdit)


class ReponseAUneQuestionBody(Body):
    reponse: Reponse
    """Part par courriel à l'adresse donnée par l'auteur de la question."""


@router.get("", operation_id="lister_questions", responses=problems(DroitManquant))
async def lister(
    acteur: CurrentActeur, questions: Questions, etat: Etat = None, page: PageNumber = 1, size: PageSize = 20
) -> Page[QuestionRecue]:
    """Celles de votre guichet, ou toutes pour le gestionnaire ; celles qui attendent d'abord."""
    exiger(acteur, Droit.DEMANDES_VALIDER)
    return await questions.questions(acteur.perimetre, acteur, etat, page=page, size=size)


@router.post("/{question_id}/prise-en-charge", operation_id="prendre_question", responses=problems(*EN_ECRITURE))
async def prendre(question_id: UUID, acteur: CurrentActeur, execute: Execute, questions: Questions) -> QuestionRecue:
    """Dit à ses collègues que l'on s'en occupe ; relaie un collègue absent."""
    await execute(prendre_une_question, PrendreUneQuestion(question_id=question_id), acteur)
    return await questions.question(acteur.perimetre, acteur, question_id)


@router.post("/{question_id}/reponse", operation_id="repondre_question", responses=problems(*EN_ECRITURE))
async def repondre(
    question_id: UUID, body: ReponseAUneQuestionBody, acteur: CurrentActeur, execute: Execute, questions: Questions
) -> QuestionRecue:
    """La réponse part par courriel ; la demande, quand elle est connue, en garde la ligne."""
    command = RepondreAUneQuestion(question_id=question_id, reponse=body.reponse)
    await execute(repondre_a_une_question, command, acteur)
    return await questions.question(acteur.perimetre, acteur, question_id)
