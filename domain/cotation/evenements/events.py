from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.cotation.vocabulary import TypeEvenement
from domain.kernel import francais
from domain.kernel.aggregate import Event, Objet


@dataclass(frozen=True, kw_only=True)
class _DeLaVie(Event):
    objet: ClassVar = Objet.DEMANDE
    genre: str
    date_du_fait: date
    motif: str

    def description(self) -> str:
        return f"{self._fait}. {self.motif}"

    @property
    def _fait(self) -> str:
        return f"{TypeEvenement(self.genre).libelle} du {francais.jour(self.date_du_fait)}"


@dataclass(frozen=True, kw_only=True)
class EvenementDeVieNote(_DeLaVie):
    """Un agent note un fait que les grilles peuvent compter."""

    libelle: ClassVar = "Fait noté pour la cotation"

    def phrase_publique(self) -> str:
        return f"Un fait a été noté dans votre dossier : {self._fait}. Il peut compter dans vos points."


@dataclass(frozen=True, kw_only=True)
class RefusQualifie(_DeLaVie):
    """Un agent dit si le logement refusé était adapté aux besoins et aux capacités du ménage (CCH R441-2-10)."""

    libelle: ClassVar = "Refus qualifié"
    adapte: bool

    def description(self) -> str:
        return f"{self._fait} : {self._dit}. {self.motif}"

    def phrase_publique(self) -> str:
        return f"{self._fait} : {self._dit}. Vos points en tiennent compte si la grille le prévoit."

    @property
    def _dit(self) -> str:
        return "logement adapté" if self.adapte else "logement non adapté"


@dataclass(frozen=True, kw_only=True)
class EvenementDeVieRetire(_DeLaVie):
    libelle: ClassVar = "Fait retiré de la cotation"

    def phrase_publique(self) -> str:
        return f"Un fait a été retiré de votre dossier : {self._fait}. Il ne compte plus dans vos points."


@dataclass(frozen=True, kw_only=True)
class FaitConteste(_DeLaVie):
    """Le demandeur ou un partenaire conteste un fait qui coûte des points."""

    libelle: ClassVar = "Fait contesté"

    def phrase_publique(self) -> str:
        return f"Une contestation a été enregistrée : {self._fait}. Elle attend la décision d'un agent."


@dataclass(frozen=True, kw_only=True)
class ContestationDecidee(_DeLaVie):
    libelle: ClassVar = "Contestation décidée"
    admise: bool
    contestation_id: UUID

    @property
    def fait(self) -> str:
        return self._fait

    @property
    def decision(self) -> str:
        return self._dit

    def description(self) -> str:
        return f"{self._fait} : {self._dit}. {self.motif}"

    def phrase_publique(self) -> str:
        return f"{self._fait} : {self._dit}. {self.motif}"

    @property
    def _dit(self) -> str:
        if self.admise:
            return "la contestation est admise, ce fait ne compte plus"
        return "la contestation est rejetée, ce fait compte toujours"
