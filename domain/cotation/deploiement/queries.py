from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from domain.cotation.deploiement.vocabulary import EtapeDeLEpci, Obligation, SorteDeDate
from domain.kernel.raisons import ActionPossible
from domain.kernel.read_model import ReadModel
from domain.organismes.acteur import Acteur, Perimetre


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionSuivie(ReadModel):
    """Une version de grille, et les dates de sa vie."""

    grille_id: UUID
    libelle: str
    """Nom et version."""
    statut_libelle: str
    test_du: date | None
    """Premier jour de la dernière phase de test ; absent si elle n'a jamais été en test."""
    test_au: date | None
    """Dernier jour de cette phase ; absent tant qu'elle dure."""
    effet_du: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationDite(ReadModel):
    """Si la loi oblige un EPCI à coter, pourquoi, et le texte qui le dit."""

    code: Obligation
    libelle: str
    phrase: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EpciSuivi(ReadModel):
    """Où en est un EPCI."""

    epci: str
    epci_nom: str
    obligation: ObligationDite
    etape: EtapeDeLEpci
    etape_libelle: str
    en_vigueur: VersionSuivie | None
    suivante: VersionSuivie | None
    """La version qui se prépare ; un brouillon n'est connu que de qui l'écrit."""
    acteurs: list[str]
    """Les agents qui écrivent sa grille."""
    dernier_acte: str | None
    """La dernière chose faite sur ces versions, et par qui."""
    dernier_acte_le: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EpcisParEtape(ReadModel):
    etape: EtapeDeLEpci
    etape_libelle: str
    epcis: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RendezVousVu(ReadModel):
    id: UUID
    debut: datetime
    ou: str
    epcis: list[str]
    """Noms des EPCI invités ; vide, tous."""
    invites: int
    annule: bool
    annuler: ActionPossible


@dataclass(frozen=True, slots=True, kw_only=True)
class DateDuCalendrier(ReadModel):
    """Une date de l'année : ce que la loi, une grille ou un rendez-vous y met."""

    le: date
    sorte: SorteDeDate
    sorte_libelle: str
    titre: str
    grille_id: UUID | None
    rendez_vous: RendezVousVu | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeploiementVu(ReadModel):
    """Où en sont les EPCI du département, et leur calendrier d'une année."""

    le: date
    echeance_legale: date
    reference: str
    phrase: str
    etapes: list[EpcisParEtape]
    epcis: list[EpciSuivi]
    annee: int
    dates: list[DateDuCalendrier]
    planifier: ActionPossible


class DeploiementQueries(Protocol):
    async def lire(self, perimetre: Perimetre, acteur: Acteur, annee: int | None) -> DeploiementVu:
        """L'avancement de chaque EPCI, et les dates d'une année ; sans année, celle du jour."""
        ...
