from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.kernel.aggregate import Event, Objet
from domain.kernel.francais import compte


@dataclass(frozen=True, kw_only=True)
class _EvenementSecteur(Event):
    """Écrit dans l'historique de l'organisme qui décide."""

    objet: ClassVar = Objet.ORGANISME
    organisme_id: UUID
    nom: str
    acte: str
    le: str

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return ((Objet.ORGANISME, self.organisme_id),)


@dataclass(frozen=True, kw_only=True)
class SecteurOuvert(_EvenementSecteur):
    libelle: ClassVar = "Secteur de choix ouvert"
    communes: int

    def description(self) -> str:
        return f"« {self.nom} », {compte(self.communes, 'commune')}, à partir du {self.le} ({self.acte})"


@dataclass(frozen=True, kw_only=True)
class SecteurClos(_EvenementSecteur):
    libelle: ClassVar = "Secteur de choix fermé"

    def description(self) -> str:
        return f"« {self.nom} », dernier jour le {self.le} ({self.acte})"
