from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from domain.cotation.deploiement.vocabulary import dire_le_moment
from domain.kernel.aggregate import Event, Objet


@dataclass(frozen=True, kw_only=True)
class _RendezVous(Event):
    """Écrit dans l'historique de l'organisme qui invite."""

    objet: ClassVar = Objet.ORGANISME
    organisme_id: UUID
    titre: str
    debut: datetime

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return ((Objet.ORGANISME, self.organisme_id),)

    def description(self) -> str:
        return f"{self.titre}, {dire_le_moment(self.debut)}"


@dataclass(frozen=True, kw_only=True)
class RendezVousPlanifie(_RendezVous):
    libelle: ClassVar = "Rendez-vous sur la cotation planifié"


@dataclass(frozen=True, kw_only=True)
class RendezVousAnnule(_RendezVous):
    libelle: ClassVar = "Rendez-vous sur la cotation annulé"
