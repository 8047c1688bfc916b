from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.kernel.aggregate import Event, Objet


@dataclass(frozen=True, kw_only=True)
class QuestionRepondue(Event):
    """Un agent a répondu à une question posée depuis le portail."""

    objet: ClassVar = Objet.DEMANDE
    libelle: ClassVar = "Réponse à une question"
    demande_id: UUID | None
    par: str
    organisme: str | None

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return ((Objet.DEMANDE, self.demande_id),) if self.demande_id else ()

    def description(self) -> str:
        return f"Par {', '.join(filter(None, (self.par, self.organisme)))}"

    def phrase_publique(self) -> str:
        return f"{self.organisme or 'Un guichet'} a répondu à votre question."
