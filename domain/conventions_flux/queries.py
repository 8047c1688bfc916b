from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from domain.conventions_flux.model import EtatConvention, ModeDeGestion, RelogementsAnru
from domain.kernel.codes import TypeReservataire
from domain.kernel.raisons import ActionPossible, Raison
from domain.kernel.read_model import Page, ReadModel
from domain.kernel.views import HistoriqueLigne
from domain.organismes.acteur import Acteur, Perimetre


@dataclass(frozen=True, slots=True, kw_only=True)
class PartieVue(ReadModel):
    """Un organisme qui a signé la convention."""

    id: UUID
    nom: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SuiviConvention(ReadModel):
    """Où en est une convention aujourd'hui : ce qui était attendu, ce qui est fait."""

    convention_id: UUID
    annee: int
    bailleur: PartieVue
    reservataire: PartieVue
    type_reservataire: TypeReservataire
    type_reservataire_libelle: str
    etat: EtatConvention
    etat_libelle: str
    taux: float
    """Pour cent du flux annuel."""
    objectif: int
    prorata: float
    """Ce qui devait être atteint à cette date."""
    mises_a_disposition: int
    attributions: int
    baux: int
    ecart: float
    """Mises à disposition moins prorata : négatif, en retard."""
    reste: int
    """Mises à disposition encore à faire."""
    phrase: str
    """L'écart, en une phrase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConventionDetail(ReadModel):
    """Une convention de flux et son suivi."""

    id: UUID
    version: int
    annee: int
    bailleur: PartieVue
    reservataire: PartieVue
    type_reservataire: TypeReservataire
    type_reservataire_libelle: str
    mode_gestion: ModeDeGestion
    mode_gestion_libelle: str
    relogements_anru: RelogementsAnru
    relogements_anru_libelle: str
    taux: float
    objectif: int
    debut: date
    fin: date
    resiliee_le: date | None
    communes: list[str] | None
    etat: EtatConvention
    etat_libelle: str
    suivi: SuiviConvention
    explications: list[Raison]
    """D'où viennent le prorata, l'écart et le reste, et si les relogements ANRU comptent."""
    actions: list[ActionPossible]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImputationVue(ReadModel):
    """Un logement compté pour la convention."""

    bien_id: UUID
    bien_reference: str
    bien_libelle: str
    nature: str
    nature_libelle: str
    le: date
    annulee_le: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConventionsCriteria:
    annee: int | None = None
    bailleur_id: UUID | None = None
    reservataire_id: UUID | None = None
    sort: str = "-annee"


class ConventionsQueries(Protocol):
    async def rechercher(
        self, perimetre: Perimetre, criteria: ConventionsCriteria, *, page: int, size: int
    ) -> Page[SuiviConvention]: ...

    async def suivi(self, perimetre: Perimetre, annee: int) -> list[SuiviConvention]:
        """Toutes les conventions de l'acteur pour une année, en une requête."""
        ...

    async def detail(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> ConventionDetail: ...

    async def imputations(self, perimetre: Perimetre, id: UUID, *, page: int, size: int) -> Page[ImputationVue]: ...

    async def historique(self, perimetre: Perimetre, id: UUID, *, page: int, size: int) -> Page[HistoriqueLigne]:
        """Signature, avenants et imputations, ou ConventionIntrouvable hors du périmètre."""
        ...
