from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.kernel.aggregate import Event, Objet


@dataclass(frozen=True, kw_only=True)
class _SimulationDeGrille(Event):
    """Écrit dans l'historique de la grille simulée."""

    objet: ClassVar = Objet.GRILLE
    grille_id: UUID

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return ((Objet.GRILLE, self.grille_id),)


@dataclass(frozen=True, kw_only=True)
class SimulationDemandee(_SimulationDeGrille):
    libelle: ClassVar = "Simulation de la grille"


@dataclass(frozen=True, kw_only=True)
class SimulationFinie(_SimulationDeGrille):
    libelle: ClassVar = "Simulation de la grille terminée"
    demandes: int

    def description(self) -> str:
        return f"{self.demandes} demandes"


@dataclass(frozen=True, kw_only=True)
class SimulationAnnulee(_SimulationDeGrille):
    libelle: ClassVar = "Simulation de la grille annulée"
