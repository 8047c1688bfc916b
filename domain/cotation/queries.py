from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from domain.cotation.evolution import Affichage, Evolution
from domain.cotation.justification import PreuveExpliquee
from domain.cotation.position import Position
from domain.cotation.rules import Observation
from domain.cotation.vocabulary import EtatLigne, GenreLevier, Population, StatutCotation, StatutGrille
from domain.kernel.raisons import ActionPossible, Raison
from domain.kernel.read_model import ReadModel
from domain.organismes.acteur import Acteur, Perimetre


@dataclass(frozen=True, slots=True, kw_only=True)
class LigneExpliquee(ReadModel):
    """Un critère de la grille, et ce qu'il donne à cette demande."""

    code: str
    """Code du critère dans la grille."""
    libelle: str
    """Nom public du critère."""
    definition: str | None
    """Ce que la grille dit du critère."""
    base_legale: str | None
    """Article qui fonde le critère."""
    points: int
    """Points vérifiés propres au critère, qu'ils comptent ou non dans le total."""
    points_declares: int
    """Points que donnerait la situation déclarée, une fois prouvée."""
    points_retenus: int
    """Points vraiment comptés : leur somme est celle du bloc."""
    etat: EtatLigne
    """Ce que deviennent ces points."""
    etat_libelle: str
    """Le même état, en français."""
    par: str | None
    """Code du bloc ou du critère qui passe avant celui-ci."""
    valeur_lue: str
    """Ce que le dossier dit : « 36 mois », « Chez un particulier », « non renseigné »."""
    source: str
    """D'où vient cette information : rubrique du formulaire et qui l'a dite quand, label, événement."""
    preuves: list[PreuveExpliquee]
    """Ce qui prouve ce critère et où cela en est ; vide quand la grille n'exige pas de preuve."""
    explication: str
    """Pourquoi ces points, en une phrase."""
    expire_le: date | None
    """Jour où ces points baissent ou disparaissent, quand le temps seul le décide."""
    sensible: bool
    """Vrai quand la ligne révèle une information de santé ou de violences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlocExplique(ReadModel):
    """Un bloc de critères et son sous-total."""

    code: str
    libelle: str
    """Nom public du bloc."""
    regle: str
    """Comment les points du bloc se cumulent."""
    points: int
    """Points vérifiés du bloc, comptés dans le total."""
    points_declares: int
    """Points du bloc si tout ce qui est déclaré était prouvé."""
    exclu_par: str | None
    """Code du bloc qui passe avant et l'empêche de compter."""
    plafonne: bool
    """Vrai quand le plafond ou le plancher du bloc s'applique."""
    explication: str | None
    """Pourquoi le bloc ne compte pas ou ne compte qu'en partie."""
    lignes: list[LigneExpliquee]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnsembleExplique(ReadModel):
    """Des blocs qui comptent ensemble, expliqués."""

    code: str
    libelle: str
    """Nom public de l'ensemble."""
    regle: str
    """Ce qui compte ensemble, ce qui l'augmente ou le diminue, et ses bornes."""
    points: int
    """Points vérifiés de l'ensemble, comptés dans le total."""
    points_declares: int
    """Points de l'ensemble si tout ce qui est déclaré était prouvé."""
    explication: str
    """Comment ses blocs donnent ces points."""
    sensible: bool
    """Vrai quand l'explication dit une information de santé ou de violences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Levier(ReadModel):
    """Ce qui changerait les points sans changer de situation : une pièce, une information, une date."""

    genre: GenreLevier
    critere: str
    """Code du critère concerné, ou de l'ensemble qui varie."""
    phrase: str
    """Ce qu'il faut faire ou ce qui arrivera, et l'effet sur le total."""
    points: int | None
    """Effet sur le total vérifié ; absent d'une information à compléter, qui ne se dicte pas."""
    le: date | None
    """Date du changement, pour un levier de temps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cotation(ReadModel):
    """Les points d'une demande dans un territoire, expliqués ligne par ligne (CCH R441-2-17)."""

    epci: str
    """SIREN de l'EPCI."""
    epci_nom: str
    grille: str
    """Nom de la grille."""
    grille_id: UUID
    version_grille: int
    population: Population
    """À qui cette grille s'applique."""
    fictive: bool
    """Vrai pour une grille de démonstration."""
    statut: StatutCotation
    statut_libelle: str
    hors_cotation: Raison | None
    """Pourquoi la demande n'est pas cotée, quand elle ne l'est pas."""
    points_verifies: int | None
    """Total des points prouvés ; absent hors cotation."""
    points_declares: int | None
    """Total si tout ce qui est déclaré était prouvé ; absent hors cotation."""
    calculee_le: date
    """Jour du calcul."""
    prochaine_bascule: date | None
    """Prochain jour où le seul passage du temps change ces points."""
    note_methode: str | None
    """Comment la grille fonctionne, en quelques phrases."""
    avertissement: str | None
    """Ce qu'il faut savoir pour lire le total : provisoire, borné."""
    blocs: list[BlocExplique]
    ensembles: list[EnsembleExplique]
    """Les blocs qui comptent ensemble ; les autres s'additionnent au total."""
    ce_qui_changerait: list[Levier]
    positions: list[Position]
    """La place parmi les demandes analogues, commune souhaitée par commune souhaitée."""
    evolution: Evolution | None
    """Ce qui a changé depuis la dernière visite ; absente pour qui n'est pas le demandeur, et la première fois."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GrilleResume(ReadModel):
    """Une ligne du registre des grilles."""

    id: UUID
    epci: str
    """SIREN de l'EPCI."""
    epci_nom: str
    libelle: str
    population: Population
    population_libelle: str
    version_grille: int
    statut: StatutGrille
    statut_libelle: str
    fictive: bool
    """Vrai pour une grille de démonstration."""
    effet_du: date | None
    """Premier jour d'application."""
    effet_au: date | None
    """Dernier jour d'application, compris."""
    deliberation: str | None
    """Référence de la délibération."""
    nb_criteres: int
    nb_bloquants: int
    """Ce qui empêche de publier un brouillon ou une grille en test."""
    modifiable: bool
    """Vrai pour un brouillon que l'on peut écrire."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CritereDecrit(ReadModel):
    """Un critère de la grille, en français."""

    code: str
    libelle: str
    definition: str | None
    """Ce que la grille dit du critère, pour le public."""
    condition: str | None
    """La condition, dite en français ; absente quand le critère n'en a pas."""
    bareme: str
    """Les points, dits en français."""
    preuve: str
    """Ce qu'il faut pour que les points soient vérifiés."""
    base_legale: str | None
    points_min: int | None
    """Le plus que le critère peut retirer ; absent quand la grille ne le borne pas."""
    points_max: int | None
    """Le plus que le critère peut donner ; absent quand la grille ne le borne pas."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlocDecrit(ReadModel):
    """Un bloc de la grille, en français."""

    code: str
    libelle: str
    regle: str
    """Cumul, bornes et exclusions, dits en français."""
    criteres: list[CritereDecrit]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnsembleDecrit(ReadModel):
    """Des blocs qui comptent ensemble, en français."""

    code: str
    libelle: str
    regle: str
    """Ce qui compte ensemble, ce qui l'augmente ou le diminue, et ses bornes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecteurDecrit(ReadModel):
    """Des communes que la grille nomme ensemble."""

    code: str
    libelle: str
    communes: list[str]
    """Leurs noms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GrilleDetail(ReadModel):
    """Une grille entière, lisible par une personne et par une machine (CCH R441-2-17)."""

    id: UUID
    version: int
    epci: str
    """SIREN de l'EPCI."""
    epci_nom: str
    libelle: str
    population: Population
    version_grille: int
    statut: StatutGrille
    statut_libelle: str
    fictive: bool
    """Vrai pour une grille de démonstration."""
    effet_du: date | None
    effet_au: date | None
    publiee_le: datetime | None
    deliberation: str | None
    note_methode: str | None
    """Comment la grille fonctionne, en quelques phrases."""
    blocs: list[BlocDecrit]
    ensembles: list[EnsembleDecrit]
    """Les blocs qui comptent ensemble ; les autres s'additionnent."""
    secteurs: list[SecteurDecrit]
    """Les groupes de communes que ses conditions nomment."""
    hors_cotation: list[str]
    """Les demandes que la grille ne cote pas."""
    departage: list[str]
    """Ce qui départage deux demandes à égalité de points."""
    document: dict[str, Any]
    """La grille complète, dans son format d'échange ; pour un brouillon, ce qui est écrit, achevé ou non."""
    prevenir: bool
    """Vrai quand chaque demandeur dont les points changent est averti."""
    inachevee: bool
    """Vrai pour un brouillon qui ne se lit pas encore ; les blocs sont alors ceux du dernier état lisible."""
    observations: list[Observation]
    """Ce que la relecture remarque, pour un brouillon ou une grille en test ; les remarques bloquantes d'abord."""
    precedente_id: UUID | None
    """La version précédente de cette grille, à laquelle la comparer."""
    adresse_publique: str | None
    """Où le public lit cette version et ses guides, sur le portail ; absente tant qu'elle n'est pas publiée."""
    actions: list[ActionPossible]


class CotationsQueries(Protocol):
    async def de_la_demande(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID) -> list[Cotation]:
        """Les cotations d'une demande, une par territoire demandé qui a une grille."""
        ...

    async def affichages(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID) -> list[Affichage]:
        """Ce que le demandeur vient de voir de ses points et de sa place, à garder pour la prochaine fois."""
        ...
