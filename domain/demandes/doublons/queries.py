from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from domain.demandes.codes import EtatDemande
from domain.demandes.doublons.codes import DecisionDoublon, SorteFusion
from domain.demandes.formulaire import Adresse
from domain.demandes.model import Canal
from domain.demandes.rules.doublons import Cle, Force
from domain.kernel.raisons import ActionPossible, Raison
from domain.kernel.read_model import Page, ReadModel
from domain.kernel.views import CommuneCourte
from domain.organismes.acteur import Acteur, Perimetre


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandeCourte(ReadModel):
    """Une demande de la paire, en une ligne."""

    demande_id: UUID
    numero_unique: str | None
    reference: str
    nom_affiche: str
    codemandeur: str | None
    ne_le: date | None
    etat: EtatDemande
    etat_libelle: str
    deposee_le: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DoublonResume(ReadModel):
    """Une paire de demandes à examiner, ou déjà examinée."""

    id: UUID
    force: Force
    force_libelle: str
    cle: Cle
    cle_libelle: str
    repere_le: datetime
    decision: DecisionDoublon | None
    decision_libelle: str | None
    decide_le: datetime | None
    decide_par: str | None
    demandes: list[DemandeCourte]
    """Les deux."""
    pour: list[Raison]
    contre: list[Raison]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdulteCompare(ReadModel):
    """Un adulte d'une des deux demandes."""

    personne_id: UUID
    codemandeur: bool
    nom_affiche: str
    civilite: str | None
    nom_naissance: str | None
    nom_usage: str | None
    prenoms: str | None
    ne_le: date | None
    telephone: str | None
    email: str | None
    nir_connu: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandeComparable(ReadModel):
    """Un côté de la comparaison."""

    demande_id: UUID
    version: int
    numero_unique: str | None
    reference: str
    etat: EtatDemande
    etat_libelle: str
    canal: Canal
    deposee_le: date | None
    soumise_le: datetime | None
    expire_le: date | None
    guichet: str | None
    nom_affiche: str
    adultes: list[AdulteCompare]
    adresse: Adresse | None
    """Absente quand elle est protégée pour ce profil."""
    commune_actuelle: CommuneCourte | None
    personnes: str
    communes: list[CommuneCourte]
    typologies: list[str]
    nb_pieces: int
    nb_propositions: int
    a_un_espace: bool
    """La personne a déjà ouvert son espace personnel."""
    coordonnees_masquees: bool
    garder: ActionPossible
    """Garder cette demande et y fusionner l'autre."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FusionVue(ReadModel):
    """La fusion faite de ces deux demandes."""

    id: UUID
    sorte: SorteFusion
    sorte_libelle: str
    gardee_id: UUID
    le: datetime
    par: str
    organisme: str | None
    motif: str
    annulable_jusqu_au: date
    defaire: ActionPossible


@dataclass(frozen=True, slots=True, kw_only=True)
class DoublonDetail(ReadModel):
    """Les deux demandes côte à côte, ce qui les rapproche, ce qui les sépare."""

    id: UUID
    version: int
    force: Force
    force_libelle: str
    cle: Cle
    cle_libelle: str
    pour: list[Raison]
    contre: list[Raison]
    repere_le: datetime
    decision: DecisionDoublon | None
    decision_libelle: str | None
    motif: str
    decide_le: datetime | None
    decide_par: str | None
    decide_par_organisme: str | None
    demandes: list[DemandeComparable]
    fusion: FusionVue | None
    trancher: ActionPossible


@dataclass(frozen=True, slots=True, kw_only=True)
class DoublonsCriteria:
    decision: DecisionDoublon | None = None
    """Absente, les paires que personne n'a encore tranchées."""
    force: Force | None = None
    demande_id: UUID | None = None
    """Les paires de cette demande, tranchées ou non."""


class DoublonsQueries(Protocol):
    async def liste(
        self, perimetre: Perimetre, criteria: DoublonsCriteria, *, page: int, size: int
    ) -> Page[DoublonResume]: ...

    async def comparer(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> DoublonDetail:
        """La lecture de chaque demande est écrite à son journal."""
        ...

    async def relire(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> DoublonDetail:
        """La comparaison telle que l'acte vient de la laisser : l'historique dit déjà qui l'a eue en main."""
        ...
