"""Les petites vues que plusieurs modules montrent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.kernel.read_model import ReadModel


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneCourte(ReadModel):
    code: str
    """Code INSEE."""
    nom: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganismeCourt(ReadModel):
    id: UUID
    nom: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoriqueLigne(ReadModel):
    """Un acte de la vie d'un dossier."""

    id: int
    le: datetime
    type: str
    libelle: str
    description: str
    auteur: str
    auteur_sorte: str
    organisme: str | None
    details: dict[str, Any]
    """Avant et après, quand l'acte modifie."""
