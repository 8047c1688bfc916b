from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.communications.questions.model import EtatQuestion
from domain.kernel.raisons import ActionPossible
from domain.kernel.read_model import Page, ReadModel
from domain.organismes.acteur import Acteur, Perimetre


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRecue(ReadModel):
    """Une question posée depuis le portail, et où en est sa réponse."""

    id: UUID
    recue_le: datetime
    nom: str
    prenom: str
    email: str
    telephone: str | None
    numero_unique: str | None
    """Comme il a été saisi."""
    demande_id: UUID | None
    """La demande de son auteur, quand le numéro et le nom concordent."""
    guichet: str | None
    """L'organisme qui y répond ; vide, le gestionnaire du fichier."""
    texte: str
    etat: EtatQuestion
    etat_libelle: str
    prise_par: str | None
    prise_le: datetime | None
    reponse: str | None
    repondue_par: str | None
    repondue_le: datetime | None
    envoi_libelle: str | None
    """Où en est le courriel de la réponse."""
    actions: list[ActionPossible]
    """La prendre, y répondre."""


class QuestionsQueries(Protocol):
    async def questions(
        self, perimetre: Perimetre, acteur: Acteur, etat: EtatQuestion | None, *, page: int, size: int
    ) -> Page[QuestionRecue]:
        """Celles de l'organisme, toutes pour le gestionnaire ; celles qui attendent d'abord, la plus ancienne en
        tête."""
        ...

    async def question(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> QuestionRecue: ...
