"""L'envoi d'un fichier en plusieurs fois, qui reprend où le réseau l'a coupé."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Self
from uuid import UUID

from domain.kernel.aggregate import Aggregate
from domain.pieces.errors import PositionInattendue


@dataclass(eq=False, kw_only=True)
class Televersement(Aggregate):
    departement: str
    id: UUID
    demande_id: UUID
    type: str
    personne_id: UUID | None
    piece_cible: UUID | None
    """La pièce à laquelle le fichier ajoute une page ; absente, il en fait une nouvelle."""
    nom: str
    taille: int
    """Octets annoncés."""
    position: int = 0
    """Octets reçus : la suite commence là."""
    morceaux: tuple[str, ...] = field(default=())
    """Où les octets reçus sont rangés, dans l'ordre."""
    piece_id: UUID | None = None
    """La pièce déposée, une fois tout reçu et accepté."""
    commence_le: datetime

    @classmethod
    def commencer(
        cls,
        *,
        departement: str,
        id: UUID,
        demande_id: UUID,
        type: str,
        personne_id: UUID | None,
        piece_cible: UUID | None,
        nom: str,
        taille: int,
        le: datetime,
    ) -> Self:
        return cls(
            departement=departement,
            id=id,
            demande_id=demande_id,
            type=type,
            personne_id=personne_id,
            piece_cible=piece_cible,
            nom=nom,
            taille=taille,
            commence_le=le,
        )

    @property
    def complet(self) -> bool:
        return self.position == self.taille

    def recevoir(self, *, position: int, objet: str, taille: int) -> None:
        """Un morceau se range exactement à la suite du précédent."""
        if position != self.position or position + taille > self.taille:
            raise PositionInattendue("Ce morceau n'est pas la suite du fichier.", position=self.position)
        self.position += taille
        self.morceaux = (*self.morceaux, objet)

    def terminer(self, piece_id: UUID) -> None:
        self.piece_id = piece_id


def objet_du_morceau(departement: str, televersement_id: UUID, morceau_id: UUID) -> str:
    return f"{objets_du_televersement(departement, televersement_id)}{morceau_id}"


def objets_du_televersement(departement: str, televersement_id: UUID) -> str:
    return f"televersements/{departement}/{televersement_id}/"
