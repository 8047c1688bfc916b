"""The questions of the portal: who must answer them, and who did."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.communications.tables import messages, questions
from adapters.db.engine import Reader
from adapters.db.listing import page_of
from adapters.db.organismes.tables import organismes
from domain.communications.model import dire_l_etat
from domain.communications.questions.errors import QuestionIntrouvable
from domain.communications.questions.model import Auteur, EtatQuestion, Question
from domain.communications.questions.queries import QuestionRecue
from domain.communications.questions.raisons import question_repondue
from domain.kernel.raisons import action
from domain.kernel.read_model import Page
from domain.organismes.acteur import Acteur, Perimetre

Q, M, O = questions.c, messages.c, organismes.c  # noqa: E741 -- the tables of this room, by their initials


class SqlQuestionRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, question: Question) -> None:
        self._session.add(question)

    async def get(self, departement: str, id: UUID) -> Question:
        found = await self._session.get(Question, (departement, id), with_for_update=True)
        if found is None:
            raise _unknown()
        return found

    async def oublier(self, departement: str, recues_avant: datetime) -> None:
        old = delete(questions).where(Q.departement == departement, Q.recue_le < recues_avant)
        await self._session.execute(old)


class SqlQuestionsQueries:
    def __init__(self, read: Reader) -> None:
        self._read = read

    async def questions(
        self, perimetre: Perimetre, acteur: Acteur, etat: EtatQuestion | None, *, page: int, size: int
    ) -> Page[QuestionRecue]:
        scope = _seen_by(perimetre)
        if etat is not None:
            scope = scope.where(Q.etat == etat)
        order = (Q.etat == EtatQuestion.REPONDUE, Q.recue_le, Q.id)
        async with self._read(perimetre.departement) as connection:
            return await page_of(connection, scope, order, _question, page=page, size=size)

    async def question(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> QuestionRecue:
        async with self._read(perimetre.departement) as connection:
            row = (await connection.execute(_seen_by(perimetre).where(Q.id == id))).first()
        if row is None:
            raise _unknown()
        return _question(row)


def _seen_by(perimetre: Perimetre) -> Select[Any]:
    shown = (
        select(
            *(c for c in Q if c.name not in ("departement", "version", "organisme_id", "message_id", "prise_par_id"))
        )
        .add_columns(O.nom.label("guichet"), M.canal, M.etat.label("envoi"))
        .select_from(questions)
        .outerjoin(organismes, O.id == Q.organisme_id)
        .outerjoin(messages, (M.departement == Q.departement) & (M.id == Q.message_id))
        .where(Q.departement == perimetre.departement)
    )
    return shown if perimetre.tout_organisme else shown.where(Q.organisme_id == perimetre.organisme_id)


def _question(row: Any) -> QuestionRecue:
    auteur: Auteur = row.auteur
    contre = question_repondue(row.repondue_le)
    return QuestionRecue(
        id=row.id,
        recue_le=row.recue_le,
        nom=auteur.nom,
        prenom=auteur.prenom,
        email=auteur.email,
        telephone=auteur.telephone,
        numero_unique=auteur.numero_unique,
        demande_id=row.demande_id,
        guichet=row.guichet,
        texte=row.texte,
        etat=row.etat,
        etat_libelle=row.etat.libelle,
        prise_par=row.prise_par,
        prise_le=row.prise_le,
        reponse=row.reponse,
        repondue_par=row.repondue_par,
        repondue_le=row.repondue_le,
        envoi_libelle=dire_l_etat(row.canal, row.envoi) if row.envoi is not None else None,
        actions=[
            action("prendre-la-question", "Prendre", contre, montrer=contre is None),
            action("repondre-a-la-question", "Répondre", contre, montrer=contre is None),
        ],
    )


def _unknown() -> QuestionIntrouvable:
    return QuestionIntrouvable("Cette question est introuvable.")
