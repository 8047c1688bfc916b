from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from domain.demandes.formulaire import SecteurSouhaite
from domain.kernel.raisons import ActionPossible
from domain.kernel.read_model import ReadModel
from domain.kernel.views import CommuneCourte
from domain.organismes.acteur import Acteur, Perimetre


@dataclass(frozen=True, slots=True, kw_only=True)
class SecteurAChoisir(ReadModel):
    """Un secteur tel qu'un demandeur le choisit."""

    epci_nom: str
    phrase: str
    """Les communes et les quartiers qu'il couvre."""
    secteur: SecteurSouhaite


@dataclass(frozen=True, slots=True, kw_only=True)
class SecteurVu(ReadModel):
    """Un secteur d'un EPCI, ouvert, à venir ou fermé."""

    id: UUID
    epci: str
    epci_nom: str
    nom: str
    phrase: str
    """Les communes et les quartiers qu'il couvre."""
    acte: str
    du: date
    au: date | None
    ouvert: bool
    """Il se choisit aujourd'hui."""
    fermer: ActionPossible


@dataclass(frozen=True, slots=True, kw_only=True)
class EpciDuSecteur(ReadModel):
    """Un EPCI pour lequel on peut dessiner un secteur."""

    siren: str
    nom: str
    communes: list[CommuneCourte]
    """Ses communes dans le département."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecteursDuTerritoire(ReadModel):
    items: list[SecteurVu]
    epcis: list[EpciDuSecteur]
    """Ceux pour lesquels l'agent peut en ouvrir."""
    ouvrir: ActionPossible


class SecteursQueries(Protocol):
    async def a_choisir(self, perimetre: Perimetre) -> list[SecteurAChoisir]:
        """Ceux qui se choisissent aujourd'hui, EPCI par EPCI."""
        ...

    async def tous(self, perimetre: Perimetre, acteur: Acteur) -> SecteursDuTerritoire: ...
