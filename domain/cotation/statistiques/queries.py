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
from domain.kernel.raisons import Raison
from domain.kernel.read_model import ReadModel
from domain.organismes.acteur import Perimetre


class Dimension(Nomenclature):
    """Ce qui partage les ménages d'une statistique. Codes du projet."""

    ENSEMBLE = "ensemble", "Tous les ménages"
    POPULATION = "population", "Mutations et autres demandes"
    FAMILLE = "famille", "Blocs qui donnent des points"
    """Les trois sous-groupes : priorités nationales, locales, historique."""
    QPV = "qpv", "Logement actuel en quartier prioritaire"
    QUARTILE = "quartile", "Quartile de revenus"
    GROUPE = "groupe", "Public prioritaire"
    STATUT = "statut_logement", "Logement actuel"
    MOTIF = "motif", "Motif principal"
    PLAFOND = "plafond", "Revenus rapportés au plafond PLUS"
    PERSONNES = "personnes", "Taille du ménage"
    COMPOSITION = "composition", "Composition du ménage"
    AGE = "age", "Âge du demandeur"


class Partage(Nomenclature):
    """Ce qui partage les attributions d'une période. Codes du projet."""

    ENSEMBLE = "ensemble", "Toutes les attributions"
    BAILLEUR = "bailleur", "Bailleur"
    RESERVATAIRE = "reservataire", "Réservataire"
    TYPOLOGIE = "typologie", "Taille du logement"
    COMMUNE = "commune", "Commune du logement"
    POPULATION = "population", "Mutations et autres demandes"
    FAMILLE = "famille", "Blocs qui donnaient des points"
    """Les trois sous-groupes, par les blocs de la version qui cotait le jour de la décision."""
    QPV = "qpv", "Logement attribué en quartier prioritaire"
    QPV_ACTUEL = "qpv_actuel", "Logement que le ménage quittait en quartier prioritaire"
    QUARTILE = "quartile", "Quartile de revenus"
    GROUPE = "groupe", "Public prioritaire"


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
    absente: Raison | None
    """Pourquoi la photo ne répond pas à ces filtres réunis."""
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
class DecoteMesuree(ReadModel):
    """Un critère qui retire des points pour des événements datés : ce qui compte encore, et ce qui ne compte plus."""

    code: str
    libelle: str
    comptes: int | None
    """Événements encore dans la fenêtre de la grille, au-delà de la franchise.

    Le plafond du critère peut n'en retenir qu'une partie.
    """
    demandes: int | None
    """Demandes actives qui en portent au moins un."""
    sans_effet: int | None
    """Les premiers, que la grille laisse sans effet : « à partir du deuxième refus »."""
    eteints: int | None
    """Événements sortis de la fenêtre : la décote a expiré."""
    ecartes: int | None
    """Événements que la grille ne compte pas : le logement n'était pas reconnu adapté."""
    contestations: int | None
    """Contestations déposées contre ces événements, décidées ou non."""
    part_contestee: float | None
    """Pour cent événements, ceux qu'une contestation a fait retirer compris."""
    admises: int | None
    """L'événement a été retiré."""
    rejetees: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailDesCriteres(ReadModel):
    grille: GrilleMesuree | None
    prise_le: date | None
    cotees: int
    lignes: list[CritereMesure]
    decotes: list[DecoteMesuree]
    absente: Raison | None
    """Pourquoi la photo ne répond pas à ces filtres réunis."""
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
class GroupeDAttributions(ReadModel):
    """Les attributions d'un bailleur, d'un réservataire, d'une taille…"""

    valeur: str
    libelle: str
    attributions: int | None
    delai_moyen: float | None
    delai_median: float | None
    part_qpv: float | None
    comparees: int | None
    part_premier: float | None
    part_hors_des_trois: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MotifDEcart(ReadModel):
    """Pourquoi la commission a écarté des candidats mieux placés par les points."""

    code: str
    libelle: str
    candidats: int | None


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
    kendall: float | None
    """Accord moyen du rang de la commission et du rang par les points, logement par logement : de -1 à 1 (tau-b)."""
    motifs: list[MotifDEcart]
    """Les motifs donnés aux candidats mieux placés que l'attributaire."""
    largeur: int
    tranches: list[TrancheDAttributions]
    par: Partage
    groupes: list[GroupeDAttributions]
    """Les mêmes nombres, partagés comme on le demande."""
    petit_groupe: int
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrancheDeTension(ReadModel):
    de: int
    """Borne basse."""
    demandes: int | None
    attributions: int | None
    demandes_par_attribution: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TensionDeCommune(ReadModel):
    """Une commune souhaitée, et les logements attribués dans cette commune."""

    code: str
    nom: str
    demandes: int | None
    attributions: int | None
    demandes_par_attribution: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TensionParTranche(ReadModel):
    """Les demandes d'une photo devant les attributions que la même version de grille a cotées."""

    grille: GrilleMesuree | None
    prise_le: date | None
    du: date | None
    """Premier jour des attributions comptées : douze mois avant la photo, ou la prise d'effet de la version."""
    commune: str | None
    demandes: int | None
    attributions: int | None
    demandes_par_attribution: float | None
    largeur: int
    tranches: list[TrancheDeTension]
    communes: list[TensionDeCommune]
    """Toutes les communes du territoire, la plus tendue d'abord, quelle que soit celle que l'on a choisie ; aucune
    quand un bailleur ou un réservataire est choisi : la photo ne se coupe pas de deux façons."""
    absente: Raison | None
    """Pourquoi la photo ne répond pas à ces filtres réunis."""
    petit_groupe: int
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FiltreDePhoto:
    epci: str | None = None
    grille_id: UUID | None = None
    """Absente, la version la plus récente photographiée."""
    typologie: Typologie | None = None
    population: Population = Population.TOUS
    organisme_id: UUID | None = None
    """Guichet qui tient la demande : bailleur, réservataire ou collectivité."""
    le: date | None = None
    """La dernière photo prise ce jour-là ou avant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FiltreDeTension:
    photo: FiltreDePhoto
    bailleur_id: UUID | None = None
    reservataire_id: UUID | None = None
    commune: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FiltreDAttributions:
    epci: str | None = None
    grille_id: UUID | None = None
    """La version qui cotait le jour de la décision ; absente, toutes : leurs points ne se comparent pas."""
    bailleur_id: UUID | None = None
    reservataire_id: UUID | None = None
    typologie: Typologie | None = None
    population: Population = Population.TOUS
    par: Partage = Partage.ENSEMBLE
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

    async def tension(self, perimetre: Perimetre, filtre: FiltreDeTension) -> TensionParTranche: ...

    async def attributions(self, perimetre: Perimetre, filtre: FiltreDAttributions) -> AttributionsMesurees: ...
