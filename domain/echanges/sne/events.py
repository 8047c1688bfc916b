from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.kernel.aggregate import DelayedEvent, Event, Objet


@dataclass(frozen=True, kw_only=True)
class TransmissionRefusee(Event):
    """Le SNE a refusé ce qui lui disait cette demande : quelqu'un corrige, puis rejoue."""

    objet: ClassVar = Objet.DEMANDE
    libelle: ClassVar = "Transmission au SNE refusée"
    type_libelle: str
    motif: str

    def description(self) -> str:
        return f"{self.type_libelle} : {self.motif}"


@dataclass(frozen=True, kw_only=True)
class TransmissionRejouee(Event):
    objet: ClassVar = Objet.DEMANDE
    libelle: ClassVar = "Transmission au SNE rejouée"
    type_libelle: str

    def description(self) -> str:
        return self.type_libelle


@dataclass(frozen=True, kw_only=True)
class TransmissionsAPoursuivre(DelayedEvent):
    """Il reste des demandes à dire au SNE : la suite du lot, ou un nouvel essai."""

    objet: ClassVar = Objet.DEMANDE
    libelle: ClassVar = "Suite des transmissions au SNE"
    jour: date
    essai: int


@dataclass(frozen=True, kw_only=True)
class CopiesDemandees(Event):
    """Un agent demande au SNE les documents qu'il garde de cette demande."""

    objet: ClassVar = Objet.DEMANDE
    libelle: ClassVar = "Copies des pièces demandées au SNE"
    transmission_id: UUID
