from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from domain.cotation.champs import TypeChamp
from domain.cotation.comparaison import Difference
from domain.cotation.queries import BlocDecrit, EnsembleDecrit, GrilleDetail, GrilleResume
from domain.cotation.rules import Observation
from domain.cotation.vocabulary import Operateur, StatutGrille
from domain.kernel.nomenclature import Nomenclature
from domain.kernel.raisons import ActionPossible
from domain.kernel.read_model import Page, ReadModel
from domain.kernel.views import HistoriqueLigne
from domain.organismes.acteur import Acteur, Perimetre


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeDuCatalogue(ReadModel):
    code: str
    libelle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChampDuCatalogue(ReadModel):
    """Une information qu'une grille peut lire d'une demande."""

    code: str
    libelle: str
    type: TypeChamp
    unite: str | None
    """Unité dans laquelle un seuil s'écrit."""
    decimales: int
    """Décimales qu'un seuil peut porter."""
    minimum: int | None
    operateurs: list[Operateur]
    """Les comparaisons que ce champ admet."""
    codes: list[CodeDuCatalogue] | None
    """Les valeurs possibles ; absentes pour un nombre, un oui ou non, ou des codes libres (communes)."""
    ouvert: bool
    """Vrai quand un territoire peut ajouter ses propres codes."""
    absence: str
    """Ce que vaut une information que le dossier ne porte pas."""
    provenance: str
    """Rubrique du formulaire, décision ou calcul d'où vient l'information."""
    justificatif: str | None
    """Type de la pièce qui le prouve d'ordinaire."""
    temps: bool
    """Vrai quand sa valeur change avec les jours."""
    sensible: bool
    """Vrai pour une information de santé ou de violences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterePret(ReadModel):
    """Un critère tout prêt, à poser dans une grille et à ajuster."""

    theme: str
    libelle: str
    document: dict[str, Any]
    """Le critère, dans le format d'échange des grilles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue(ReadModel):
    """Tout ce avec quoi une grille s'écrit. Rien d'autre ne peut entrer dans un calcul de points."""

    champs: list[ChampDuCatalogue]
    evenements: list[CodeDuCatalogue]
    """Les faits datés qu'une grille peut compter."""
    modes: list[CodeDuCatalogue]
    familles: list[CodeDuCatalogue]
    preuves: list[CodeDuCatalogue]
    populations: list[CodeDuCatalogue]
    departages: list[CodeDuCatalogue]
    arrondis: list[CodeDuCatalogue]
    """Le premier vaut quand la grille n'en dit aucun."""
    pieces: list[CodeDuCatalogue]
    """Les types de pièces qu'un critère peut demander."""
    criteres_prets: list[CriterePret]
    points_d_usage: int
    """Au-delà, gagnés ou perdus, un critère est signalé."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relecture(ReadModel):
    """Un document de grille relu à l'instant, sans être enregistré."""

    lisible: bool
    observations: list[Observation]
    blocs: list[BlocDecrit]
    """Les blocs dits en français ; vide tant que le document ne se lit pas."""
    ensembles: list[EnsembleDecrit]
    """De même, ceux qui comptent ensemble."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparaisonDeGrilles(ReadModel):
    avant: GrilleResume
    apres: GrilleResume
    differences: list[Difference]


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequences(ReadModel):
    """Ce que publier cette grille ferait."""

    demandes: int
    """Demandes actives qui souhaitent une commune de l'EPCI, toutes populations confondues."""
    communes: int
    """Communes de l'EPCI."""
    remplacee: GrilleResume | None
    """La version qui s'applique aujourd'hui et cesserait la veille de la date d'effet."""
    differences: list[Difference]
    """Ce qui change par rapport à elle."""
    phrases: list[str]
    """Les conséquences, à lire avant de publier."""


class EtatDeRecalcul(Nomenclature):
    """Où en est le recalcul d'un territoire. Codes du projet."""

    EN_COURS = "en_cours", "Recalcul en cours"
    RETARDE = "retarde", "Un lot est à reprendre"
    ARRETE = "arrete", "Recalcul arrêté"
    TERMINE = "termine", "Recalcul terminé"


@dataclass(frozen=True, slots=True, kw_only=True)
class AvancementDuRecalcul(ReadModel):
    """Le dernier recalcul de toutes les demandes d'un territoire, après une publication ou un archivage."""

    etat: EtatDeRecalcul
    etat_libelle: str
    commence_le: datetime
    termine_le: datetime | None
    a_examiner: int
    examinees: int
    changees: int
    """Demandes dont les points ont changé."""
    part: int
    """Pourcentage examiné."""
    phrase: str
    remede: str | None
    """Ce qui est gardé et ce qu'il faut faire, quand un lot a échoué."""
    actions: list[ActionPossible]


@dataclass(frozen=True, slots=True, kw_only=True)
class SuiviDuRecalcul(ReadModel):
    """Où en est le recalcul du territoire d'une grille."""

    recalcul: AvancementDuRecalcul | None
    """Absent d'un territoire que personne n'a recoté."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GrillesCriteria:
    """Ce que l'on cherche au registre des grilles."""

    epci: str | None = None
    statut: StatutGrille | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Epci(ReadModel):
    siren: str
    nom: str
    le_sien: bool
    """Vrai pour l'EPCI de l'agent connecté."""


class GrillesQueries(Protocol):
    async def rechercher(self, perimetre: Perimetre, acteur: Acteur, criteria: GrillesCriteria) -> list[GrilleResume]:
        """Les grilles du département que l'on peut voir, la plus récente d'abord."""
        ...

    async def detail(self, perimetre: Perimetre, acteur: Acteur, grille_id: UUID) -> GrilleDetail:
        """Une grille, ou GrilleIntrouvable."""
        ...

    async def historique(
        self, perimetre: Perimetre, acteur: Acteur, grille_id: UUID, *, page: int, size: int
    ) -> Page[HistoriqueLigne]: ...

    async def recalcul(self, perimetre: Perimetre, acteur: Acteur, grille_id: UUID) -> SuiviDuRecalcul:
        """Où en est le dernier recalcul du territoire de cette grille."""
        ...

    async def comparer(self, perimetre: Perimetre, acteur: Acteur, grille_id: UUID, avec: UUID) -> ComparaisonDeGrilles:
        """Ce que la première change à la seconde."""
        ...

    async def consequences(
        self, perimetre: Perimetre, acteur: Acteur, grille_id: UUID, effet_du: date
    ) -> Consequences: ...

    async def epcis(self, perimetre: Perimetre) -> list[Epci]:
        """Les EPCI dont cet acteur peut écrire la grille."""
        ...
