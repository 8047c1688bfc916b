from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.kernel.aggregate import Event, Objet


@dataclass(frozen=True, kw_only=True)
class _EvenementDepart(Event):
    """Rien n'en est dit au portail : l'espace d'un autre titulaire le lirait avant que ce soit fait."""

    objet: ClassVar = Objet.DEMANDE
    personne: str
    sorte_libelle: str

    def description(self) -> str:
        return f"{self.sorte_libelle} : {self.personne}."


@dataclass(frozen=True, kw_only=True)
class DepartDeclare(_EvenementDepart):
    libelle: ClassVar = "Départ déclaré en ligne"
    justificatif: str

    def description(self) -> str:
        return f"{self.sorte_libelle} : {self.personne} ({self.justificatif})."


@dataclass(frozen=True, kw_only=True)
class DeclarationRetiree(_EvenementDepart):
    libelle: ClassVar = "Déclaration de départ retirée"


@dataclass(frozen=True, kw_only=True)
class DeclarationRefusee(_EvenementDepart):
    libelle: ClassVar = "Déclaration de départ refusée"
    motif: str
    compte_id: UUID
    """L'accès qui l'avait faite, seul prévenu."""

    def description(self) -> str:
        return f"{self.sorte_libelle} : {self.personne}. {self.motif}"
