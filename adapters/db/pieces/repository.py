from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.pieces.tables import pieces
from domain.pieces.errors import PieceIntrouvable
from domain.pieces.model import TYPES_D_IDENTITE, EtatPiece, Piece


class SqlPieceRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, piece: Piece) -> None:
        self._session.add(piece)

    async def get(self, departement: str, demande_id: UUID, id: UUID) -> Piece:
        piece = await self._session.get(Piece, (departement, id))
        if piece is None or piece.demande_id != demande_id:
            raise PieceIntrouvable("Ce document est introuvable.")
        return piece

    async def de_la_demande(self, departement: str, demande_id: UUID) -> Sequence[Piece]:
        found = await self._session.scalars(
            select(Piece).where(pieces.c.departement == departement, pieces.c.demande_id == demande_id)
        )
        return found.all()

    async def supprimer(self, piece: Piece) -> None:
        await self._session.delete(piece)


class SqlPiecesDeposees:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def identite_deposee(self, departement: str, demande_id: UUID) -> bool:
        found = await self._session.scalar(
            select(
                exists().where(
                    pieces.c.departement == departement,
                    pieces.c.demande_id == demande_id,
                    pieces.c.type.in_(TYPES_D_IDENTITE),
                    pieces.c.etat != EtatPiece.REFUSEE,
                )
            )
        )
        return bool(found)
