from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID


class Objet(StrEnum):
    """Les dossiers qui tiennent un historique."""

    DEMANDE = "demande"
    BIEN = "bien"
    PROPOSITION = "proposition"
    COMMISSION = "commission"
    CONVENTION = "convention"
    ANNONCE = "annonce"
    ORGANISME = "organisme"
    COMPTE = "compte"
    GRILLE = "grille"
    IMPORT = "import"
    PUBLIC = "public"
    PORTAIL = "portail"


@dataclass(frozen=True, kw_only=True)
class Event:
    """Ce qui vient d'arriver à un dossier, dit au passé."""

    departement: str
    aggregate_id: UUID
    occurred_at: datetime

    objet: ClassVar[Objet]
    """Le dossier dont parle l'événement."""
    libelle: ClassVar[str]
    """Le nom de l'événement dans l'historique des partenaires."""
    public: ClassVar[str | None] = None
    """La même chose en mots simples pour le demandeur ; absente, la ligne ne lui est pas montrée."""

    def description(self) -> str:
        """Le complément que lit un partenaire : motif, montant, nom du bien."""
        return ""

    def phrase_publique(self) -> str | None:
        """La ligne que lit le demandeur."""
        return self.public

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        """Les dossiers dans l'historique desquels la ligne s'écrit."""
        return ((self.objet, self.aggregate_id),)


@dataclass(frozen=True, kw_only=True)
class FollowUp(Event):
    """La suite d'un travail, aussitôt : elle n'apprend rien au lecteur d'un dossier, aucun historique ne la garde."""

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return ()


@dataclass(frozen=True, kw_only=True)
class DelayedEvent(FollowUp):
    """Ce qui doit encore arriver, et pas avant une heure donnée : un nouvel essai, un rappel."""

    not_before: datetime


class Aggregate:
    """Remembers what happened to it until the unit of work writes it to the outbox and the historique."""

    def record(self, event: Event) -> None:
        self.__dict__.setdefault("_events", []).append(event)

    def pull_events(self) -> list[Event]:
        events: list[Event] = self.__dict__.pop("_events", [])
        return events
