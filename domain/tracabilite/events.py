from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.kernel.aggregate import Event, FollowUp, Objet


@dataclass(frozen=True, kw_only=True)
class LecturesRemarquees(Event):
    """Les lectures d'un agent se remarquent ; son compte le dit."""

    objet: ClassVar = Objet.COMPTE
    libelle: ClassVar = "Lectures à vérifier"
    anomalie_id: UUID
    phrase: str

    def description(self) -> str:
        return self.phrase


@dataclass(frozen=True, kw_only=True)
class EffacementAPoursuivre(FollowUp):
    """Il reste des demandes à oublier cette nuit."""

    objet: ClassVar = Objet.DEMANDE
    libelle: ClassVar = "Suite de l'effacement"
    jour: date


@dataclass(frozen=True, kw_only=True)
class LecturesVerifiees(Event):
    objet: ClassVar = Objet.COMPTE
    libelle: ClassVar = "Lectures vérifiées"
    anomalie_id: UUID
    commentaire: str

    def description(self) -> str:
        return self.commentaire
