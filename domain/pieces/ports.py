from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from domain.demandes.ports import DemandesUnitOfWork
from domain.pieces.model import Piece


class PieceRepository(Protocol):
    def add(self, piece: Piece) -> None: ...

    async def get(self, departement: str, demande_id: UUID, id: UUID) -> Piece: ...

    async def de_la_demande(self, departement: str, demande_id: UUID) -> Sequence[Piece]: ...

    async def supprimer(self, piece: Piece) -> None: ...


class Stockage(Protocol):
    """Les contenus, chiffrés avant d'être rangés."""

    async def ranger(self, objet: str, contenu: bytes) -> None: ...

    async def lire(self, objet: str) -> bytes: ...

    async def effacer(self, objet: str) -> None: ...


class PiecesUnitOfWork(DemandesUnitOfWork, Protocol):
    @property
    def pieces(self) -> PieceRepository: ...

    @property
    def stockage(self) -> Stockage: ...
