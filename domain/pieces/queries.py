from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.kernel.read_model import ReadModel
from domain.organismes.acteur import Acteur, Perimetre
from domain.pieces.model import EtatPiece, OriginePiece


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceVue(ReadModel):
    """Un document du dossier."""

    id: UUID
    type: str
    type_libelle: str
    est_identite: bool
    nom: str
    format: str
    taille: int
    """Octets."""
    personne_id: UUID | None
    origine: OriginePiece
    etat: EtatPiece
    etat_libelle: str
    motif_refus: str | None
    deposee_le: datetime
    controlee_le: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceContenu:
    nom: str
    format: str
    objet: str


class PiecesQueries(Protocol):
    async def de_la_demande(self, perimetre: Perimetre, demande_id: UUID) -> list[PieceVue]: ...

    async def contenu(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID, id: UUID) -> PieceContenu:
        """Où lire le contenu ; la consultation est écrite au journal de lecture."""
        ...
