from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.kernel.aggregate import Event, Objet


@dataclass(frozen=True, kw_only=True)
class _EvenementFiltre(Event):
    """Écrit dans l'historique du compte à qui est le filtre."""

    objet: ClassVar = Objet.COMPTE
    compte_id: UUID
    nom: str
    partage: bool

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return ((Objet.COMPTE, self.compte_id),)

    def description(self) -> str:
        return f"« {self.nom} »{', partagé avec son organisme' if self.partage else ''}"


@dataclass(frozen=True, kw_only=True)
class FiltreGarde(_EvenementFiltre):
    libelle: ClassVar = "Filtre gardé"


@dataclass(frozen=True, kw_only=True)
class FiltreModifie(_EvenementFiltre):
    libelle: ClassVar = "Filtre modifié"


@dataclass(frozen=True, kw_only=True)
class FiltreRetire(_EvenementFiltre):
    libelle: ClassVar = "Filtre retiré"
