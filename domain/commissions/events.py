from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.kernel.aggregate import Event, Objet
from domain.kernel.francais import compte


@dataclass(frozen=True, kw_only=True)
class _EvenementSeance(Event):
    objet: ClassVar = Objet.COMMISSION


@dataclass(frozen=True, kw_only=True)
class SeanceProgrammee(_EvenementSeance):
    libelle: ClassVar = "Commission programmée"
    tenue_le: str
    lieu: str
    mode_libelle: str

    def description(self) -> str:
        return f"Le {self.tenue_le}, {self.lieu or 'sans lieu'} ({self.mode_libelle.lower()})"


@dataclass(frozen=True, kw_only=True)
class MoinsDeTroisCandidats(_EvenementSeance):
    """La commission examine moins de candidats que la loi n'en demande, et dit pourquoi (CCH R441-3)."""

    libelle: ClassVar = "Nombre de candidats justifié"
    bien_id: UUID
    candidats: int
    justification: str

    def description(self) -> str:
        return f"{compte(self.candidats, 'candidat')} : {self.justification}"

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return ((self.objet, self.aggregate_id), (Objet.BIEN, self.bien_id))


@dataclass(frozen=True, kw_only=True)
class SeanceCloturee(_EvenementSeance):
    libelle: ClassVar = "Clôture de la commission"
    biens: int
    candidats: int
    attributions: int

    def description(self) -> str:
        return (
            f"{compte(self.biens, 'logement')}, {compte(self.candidats, 'candidat')}, "
            f"{compte(self.attributions, 'attribution')}"
        )
