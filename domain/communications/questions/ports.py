from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.communications.ports import CommunicationsUnitOfWork
from domain.communications.questions.model import Question


class QuestionRepository(Protocol):
    def add(self, question: Question) -> None: ...

    async def get(self, departement: str, id: UUID) -> Question: ...

    async def oublier(self, departement: str, recues_avant: datetime) -> None: ...


class QuestionsUnitOfWork(CommunicationsUnitOfWork, Protocol):
    @property
    def questions(self) -> QuestionRepository: ...
