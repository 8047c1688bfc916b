from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from domain.cotation.grille import Grille
from domain.cotation.model import GrilleCotation, VersionDeGrille
from domain.cotation.simulation import events
from domain.cotation.simulation.errors import SimulationDejaFinie, SimulationSansComparaison
from domain.cotation.simulation.rapport import Rapport
from domain.cotation.vocabulary import Population, StatutGrille
from domain.kernel.aggregate import Aggregate
from domain.kernel.identifiers import new_id
from domain.kernel.nomenclature import Nomenclature
from domain.kernel.raisons import Raison
from domain.organismes.acteur import Acteur


class EtatSimulation(Nomenclature):
    """Où en est une simulation. Codes du projet."""

    EN_COURS = "en_cours", "En cours"
    FINIE = "finie", "Terminée"
    ANNULEE = "annulee", "Annulée"


class EtapeSimulation(Nomenclature):
    """Ce que la simulation est en train de faire. Codes du projet."""

    ATTENTE = "attente", "En attente"
    STOCK = "stock", "Calcul des points du stock"
    REJEU = "rejeu", "Rejeu des commissions passées"
    MESURES = "mesures", "Classements et mesures"


_POURQUOI_PAS: Mapping[EtatSimulation, str] = {
    EtatSimulation.FINIE: "Cette simulation est terminée : son rapport est gardé avec la grille.",
    EtatSimulation.ANNULEE: "Cette simulation a été annulée.",
}


def raison_annuler(etat: EtatSimulation) -> Raison | None:
    """Pourquoi il n'y a plus rien à annuler, ou rien si le calcul est en cours."""
    if etat is EtatSimulation.EN_COURS:
        return None
    return Raison(code=f"simulation-{etat.value}", phrase=_POURQUOI_PAS[etat])


@dataclass(frozen=True, slots=True, kw_only=True)
class GrilleFigee:
    """Une grille telle qu'elle était quand la simulation a été demandée : la modifier ensuite n'y change rien."""

    id: UUID
    epci: str
    population: Population
    version_grille: int
    statut: StatutGrille

    @classmethod
    def de(cls, grille: GrilleCotation) -> Self:
        return cls(
            id=grille.id,
            epci=grille.epci,
            population=grille.population,
            version_grille=grille.version_grille,
            statut=grille.statut,
        )


@dataclass(eq=False, kw_only=True)
class Simulation(Aggregate):
    """Une grille essayée sur toutes les demandes du jour et sur les commissions passées, sans rien changer à aucune.

    CCH R441-2-10 : la cotation est évaluée ; les territoires disent la phase de test indispensable.
    """

    departement: str
    id: UUID
    grille_id: UUID
    epci: str
    """SIREN de l'EPCI dont les demandes sont mesurées."""
    simulee: GrilleFigee
    contenu: Grille
    comparee: GrilleFigee | None = None
    """La grille à laquelle on la compare, souvent celle en vigueur."""
    contenu_compare: Grille | None = None
    graine: int
    compte_id: UUID | None
    auteur: str
    organisme: str | None
    demandee_le: datetime
    etat: EtatSimulation = EtatSimulation.EN_COURS
    etape: EtapeSimulation = EtapeSimulation.ATTENTE
    total: int = 0
    """Demandes à lire."""
    faits: int = 0
    finie_le: datetime | None = None
    rapport: Rapport | None = None
    version: int = 1

    @classmethod
    def demander(
        cls,
        *,
        simulee: GrilleCotation,
        comparee: GrilleCotation | None,
        graine: int,
        acteur: Acteur,
        le: datetime,
    ) -> Self:
        if comparee is not None and comparee.id == simulee.id:
            raise SimulationSansComparaison("Choisissez une autre grille à comparer : c'est la même. Rien n'est lancé.")
        simulation = cls(
            departement=simulee.departement,
            id=new_id(),
            grille_id=simulee.id,
            epci=simulee.epci,
            simulee=GrilleFigee.de(simulee),
            contenu=simulee.contenu,
            comparee=None if comparee is None else GrilleFigee.de(comparee),
            contenu_compare=None if comparee is None else comparee.contenu,
            graine=graine,
            compte_id=acteur.compte_id,
            auteur=acteur.libelle,
            organisme=acteur.organisme_libelle,
            demandee_le=le,
        )
        simulation.record(events.SimulationDemandee(**simulation._qui(le)))
        return simulation

    @property
    def attend(self) -> bool:
        """Rejouée, une simulation finie ou annulée ne se refait pas."""
        return self.etat is EtatSimulation.EN_COURS

    @property
    def grilles(self) -> tuple[VersionDeGrille, ...]:
        """Ce que l'on calcule : la grille simulée, puis celle à laquelle on la compare."""
        versions = [_version(self, self.simulee, self.contenu)]
        if self.comparee is not None and self.contenu_compare is not None:
            versions.append(_version(self, self.comparee, self.contenu_compare))
        return tuple(versions)

    def finir(self, rapport: Rapport, *, le: datetime) -> None:
        self.rapport = rapport
        self.etat = EtatSimulation.FINIE
        self.finie_le = le
        self.record(events.SimulationFinie(**self._qui(le), demandes=rapport.demandes))

    def annuler(self, *, le: datetime) -> None:
        raison = raison_annuler(self.etat)
        if raison is not None:
            raise SimulationDejaFinie(f"{raison.phrase} Il n'y a plus rien à annuler.", raisons=[raison])
        self.etat = EtatSimulation.ANNULEE
        self.finie_le = le
        self.record(events.SimulationAnnulee(**self._qui(le)))

    def _qui(self, le: datetime) -> dict[str, Any]:
        return {
            "departement": self.departement,
            "aggregate_id": self.id,
            "occurred_at": le,
            "grille_id": self.grille_id,
        }


def _version(simulation: Simulation, figee: GrilleFigee, contenu: Grille) -> VersionDeGrille:
    return VersionDeGrille(
        id=figee.id,
        departement=simulation.departement,
        epci=figee.epci,
        population=figee.population,
        version_grille=figee.version_grille,
        effet_du=None,
        effet_au=None,
        contenu=contenu,
    )
