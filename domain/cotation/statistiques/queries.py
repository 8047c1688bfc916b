"""Les statistiques de la cotation : des photos de nuit, jamais les dossiers vivants.

Un nombre absent est celui d'un groupe trop petit pour être montré.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from domain.cotation.vocabulary import Population
from domain.kernel.codes import Typologie
from domain.kernel.nomenclature import Nomenclature
from domain.kernel.read_model import ReadModel
from domain.organismes.acteur import Perimetre


class Dimension(Nomenclature):
    """Ce qui partage les ménages d'une statistique. Codes du projet."""

    ENSEMBLE = "ensemble", "Tous les ménages"
    POPULATION = "population", "Mutations et autres demandes"
    QPV = "qpv", "Logement actuel en quartier prioritaire"
    QUARTILE = "quartile", "Quartile de revenus"
    GROUPE = "groupe", "Public prioritaire"
    STATUT = "statut_logement", "Logement actuel"
    PERSONNES = "personnes", "Taille du ménage"
    AGE = "age", "Âge du demandeur"


class Mesure(Nomenclature):
    """Les points que l'on compte. Codes du projet."""

    VERIFIES = "verifies", "Points vérifiés"
    DECLARES = "declares", "Points déclarés"


@dataclass(frozen=True, slots=True, kw_only=True)
class GrilleMesuree(ReadModel):
    """Une version de grille dont une photo existe : jamais deux versions dans un même nombre."""

    grille_id: UUID
    epci: str
    epci_nom: str
    libelle: str
    version_grille: int
    prise_le: date
    """Nuit de la dernière photo."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SerieDeTranches(ReadModel):
    valeur: str
    libelle: str
    menages: int | None
    nombres: list[int | None]
    """Un par tranche."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RepartitionDesPoints(ReadModel):
    """Les ménages par tranche de points, partagés selon une dimension."""

    grille: GrilleMesuree | None
    """Absente tant qu'aucune photo n'est prise."""
    prise_le: date | None
    par: Dimension
    mesure: Mesure
    tranches: list[int]
    """Borne basse de chacune."""
    largeur: int
    series: list[SerieDeTranches]
    petit_groupe: int
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CritereMesure(ReadModel):
    """Un bloc ou un critère sur toutes les demandes cotées."""

    code: str
    libelle: str
    bloc: str
    est_un_bloc: bool
    retrait: bool
    """Une décote : il retire des points."""
    demandes: int | None
    part: float | None
    """Pourcentage des demandes cotées."""
    moyenne: float | None
    """Points par demande concernée."""
    part_des_points: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailDesCriteres(ReadModel):
    grille: GrilleMesuree | None
    prise_le: date | None
    cotees: int
    lignes: list[CritereMesure]
    petit_groupe: int
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrancheDAttributions(ReadModel):
    de: int | None
    """Borne basse ; absente pour les attributaires dont les points d'alors ne sont pas connus."""
    attributions: int | None
    delai_moyen: float | None
    """Mois du dépôt à la décision."""
    delai_median: float | None
    part_qpv: float | None
    """Pourcentage des logements situés en quartier prioritaire."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionsMesurees(ReadModel):
    """Les attributions d'une période : délais, et accord avec le classement par les points du jour de la décision."""

    epci: str | None
    epci_nom: str | None
    du: date
    au: date
    attributions: int | None
    delai_moyen: float | None
    delai_median: float | None
    comparees: int | None
    """Logements attribués avec deux candidats cotés au moins."""
    part_premier: float | None
    """Pourcentage où l'attributaire était premier par les points."""
    part_hors_des_trois: float | None
    largeur: int
    tranches: list[TrancheDAttributions]
    petit_groupe: int
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FiltreDePhoto:
    epci: str | None = None
    grille_id: UUID | None = None
    """Absente, la version la plus récente photographiée."""
    typologie: Typologie | None = None
    organisme_id: UUID | None = None
    """Guichet qui tient la demande."""
    le: date | None = None
    """La dernière photo prise ce jour-là ou avant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FiltreDAttributions:
    epci: str | None = None
    bailleur_id: UUID | None = None
    reservataire_id: UUID | None = None
    typologie: Typologie | None = None
    population: Population = Population.TOUS
    du: date | None = None
    au: date | None = None


class StatistiquesDeCotationQueries(Protocol):
    async def grilles(self, perimetre: Perimetre) -> list[GrilleMesuree]:
        """Les versions photographiées des territoires de l'acteur."""
        ...

    async def repartition(
        self, perimetre: Perimetre, filtre: FiltreDePhoto, *, par: Dimension, mesure: Mesure
    ) -> RepartitionDesPoints: ...

    async def criteres(self, perimetre: Perimetre, filtre: FiltreDePhoto) -> DetailDesCriteres: ...

    async def attributions(self, perimetre: Perimetre, filtre: FiltreDAttributions) -> AttributionsMesurees: ...
