from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.kernel.aggregate import Event, Objet


@dataclass(frozen=True, kw_only=True)
class _EvenementEnregistrement(Event):
    """Écrit dans l'historique des deux organismes qu'il lie."""

    objet: ClassVar = Objet.ORGANISME
    organisme_id: UUID
    organisme: str
    autre_id: UUID
    autre: str
    acte: str
    du: str
    au: str | None

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return ((Objet.ORGANISME, self.organisme_id), (Objet.ORGANISME, self.autre_id))

    def quand(self) -> str:
        return f"du {self.du} au {self.au}" if self.au else f"à partir du {self.du}"


@dataclass(frozen=True, kw_only=True)
class DelegationDonnee(_EvenementEnregistrement):
    libelle: ClassVar = "Délégation de l'enregistrement"

    def description(self) -> str:
        return f"{self.autre} enregistre pour le compte de {self.organisme}, {self.quand()} ({self.acte})"


@dataclass(frozen=True, kw_only=True)
class DelegationTerminee(_EvenementEnregistrement):
    libelle: ClassVar = "Fin d'une délégation de l'enregistrement"

    def description(self) -> str:
        return f"{self.autre} enregistrait pour le compte de {self.organisme}, {self.quand()} ({self.acte})"


@dataclass(frozen=True, kw_only=True)
class AccordConclu(_EvenementEnregistrement):
    libelle: ClassVar = "Accord des partenaires sur l'enregistrement"
    portee: str

    def description(self) -> str:
        return f"{self.organisme} : {self.portee}. {self.autre} enregistre à sa place, {self.quand()} ({self.acte})"


@dataclass(frozen=True, kw_only=True)
class AccordTermine(_EvenementEnregistrement):
    libelle: ClassVar = "Fin d'un accord sur l'enregistrement"
    portee: str

    def description(self) -> str:
        return f"{self.organisme} : {self.portee}, {self.quand()} ({self.acte})"
