from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from domain.kernel.nomenclature import Choix
from domain.kernel.raisons import ActionPossible
from domain.kernel.read_model import ReadModel
from domain.organismes.acteur import Acteur, Perimetre
from domain.pieces.codes import CategoriePiece, EtatPiece, ThemePiece
from domain.pieces.feuillets import EtatFeuillet, Feuillet
from domain.pieces.model import OriginePiece


@dataclass(frozen=True, slots=True, kw_only=True)
class FeuilletVue(ReadModel):
    """Un fichier de la pièce, et ses pages."""

    id: UUID
    nom: str
    etat: EtatFeuillet
    pages: int
    taille: int
    """Octets reçus."""
    examen: str | None
    """Qui l'a examiné."""
    motif: str | None
    """Pourquoi il n'entre pas au dossier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceVue(ReadModel):
    """Un document du dossier."""

    id: UUID
    version: int
    type: str
    type_libelle: str
    est_identite: bool
    sensible: bool
    """Santé ou violences : seuls les profils habilités la voient."""
    nom: str
    format: str
    taille: int
    """Octets."""
    pages: int
    feuillets: list[FeuilletVue]
    """Dans l'ordre de lecture."""
    personne_id: UUID | None
    personne: str | None
    origine: OriginePiece
    deposee_par: str
    """« le demandeur », le nom d'un organisme, ou « le système national »."""
    etat: EtatPiece
    etat_libelle: str
    motif_refus: str | None
    deposee_le: datetime
    controlee_le: datetime | None
    expire_le: date | None
    """Premier jour où elle ne vaut plus."""
    echeance_requise: bool
    """La date de fin du titre est à recopier pour valider."""
    actions: list[ActionPossible]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendueVue(ReadModel):
    """Une pièce attendue du foyer ou d'une personne, et où elle en est."""

    code: str
    libelle: str
    pourquoi: str
    categorie: CategoriePiece
    categorie_libelle: str
    theme: ThemePiece
    theme_libelle: str
    personne_id: UUID | None
    """Absente, la pièce est celle du foyer."""
    types: list[Choix]
    """L'un de ces documents suffit."""
    etat: EtatPiece
    etat_libelle: str
    motif: str | None
    """Pourquoi la dernière a été refusée."""
    expire_le: date | None
    bloquante: bool
    """Sans elle, la demande ne peut pas être enregistrée."""
    pieces: list[UUID]
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonneDuFoyer(ReadModel):
    id: UUID
    nom: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MotifDeRefusVue(ReadModel):
    code: str
    libelle: str
    phrase: str
    """Ce que lira le demandeur ; vide, l'agent l'écrit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepotVue(ReadModel):
    """Ce qu'il faut savoir avant d'envoyer un document."""

    taille_maximale: int
    """Octets."""
    morceau: int
    """Octets de chaque envoi partiel."""
    formats: list[str]
    rappel_nir: str
    """Cacher le numéro de sécurité sociale."""
    controle: str
    """Ce qui examine les documents, et ce que ce n'est pas."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierDePieces(ReadModel):
    """Les pièces d'une demande : ce qui est attendu, ce qui est là, et comment en ajouter."""

    personnes: list[PersonneDuFoyer]
    attendues: list[AttendueVue]
    pieces: list[PieceVue]
    motifs_de_refus: list[MotifDeRefusVue]
    """Vide pour un demandeur."""
    depot: DepotVue


@dataclass(frozen=True, slots=True, kw_only=True)
class TeleversementVue(ReadModel):
    """Un envoi en plusieurs fois."""

    id: UUID
    position: int
    """Octets reçus : la suite commence là."""
    taille: int
    """Octets annoncés."""
    piece_id: UUID | None
    """La pièce déposée, une fois tout reçu et accepté."""
    dossier: DossierDePieces | None = None
    """Les pièces de la demande, une fois le document déposé."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceContenu:
    """Où lire les pages d'une pièce prête à être ouverte."""

    departement: str
    demande_id: UUID
    id: UUID
    nom: str
    feuillets: Sequence[Feuillet]


class PiecesQueries(Protocol):
    async def de_la_demande(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID) -> list[PieceVue]: ...

    async def dossier(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID) -> DossierDePieces: ...

    async def contenu(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID, id: UUID) -> PieceContenu:
        """Où lire le contenu ; la consultation est écrite au journal de lecture."""
        ...
