from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.demandes.tables import demandes
from adapters.db.pieces.tables import pieces, televersements
from domain.pieces.codes import TYPES_D_IDENTITE, EtatPiece
from domain.pieces.errors import PieceIntrouvable, TeleversementIntrouvable
from domain.pieces.feuillets import EtatFeuillet, Feuillet
from domain.pieces.model import Piece
from domain.pieces.televersement import Televersement

P, T, D = pieces.c, televersements.c, demandes.c


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
            select(Piece).where(P.departement == departement, P.demande_id == demande_id)
        )
        return found.all()

    async def supprimer(self, piece: Piece) -> None:
        await self._session.delete(piece)

    async def demandes_a_purger(self, departement: str, radiees_avant: date, combien: int) -> Sequence[UUID]:
        """Oldest first; a demande whose pieces are gone is not found again."""
        held = exists().where(P.departement == D.departement, P.demande_id == D.id)
        found = await self._session.scalars(
            select(D.id)
            .where(D.departement == departement, D.radiee_le < radiees_avant, held)
            .order_by(D.radiee_le, D.id)
            .limit(combien)
        )
        return found.all()

    async def effacer_de_la_demande(self, departement: str, demande_id: UUID) -> Mapping[UUID, Sequence[Feuillet]]:
        gone = await self._session.execute(
            delete(pieces).where(P.departement == departement, P.demande_id == demande_id).returning(P.id, P.feuillets)
        )
        return {row.id: row.feuillets for row in gone}

    async def objets_en_analyse(self, departement: str) -> frozenset[str]:
        found = await self._session.scalars(
            select(P.feuillets).where(P.departement == departement, P.etat == EtatPiece.EN_ANALYSE)
        )
        return frozenset(f.objet for feuillets in found for f in feuillets if f.etat is EtatFeuillet.EN_ANALYSE)


class SqlTeleversementRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, televersement: Televersement) -> None:
        self._session.add(televersement)

    async def get(self, departement: str, demande_id: UUID, id: UUID, *, exclusif: bool = False) -> Televersement:
        found = await self._session.get(Televersement, (departement, id), with_for_update=exclusif or None)
        if found is None or found.demande_id != demande_id:
            raise TeleversementIntrouvable(
                "Cet envoi est introuvable ou trop ancien. Choisissez le fichier de nouveau."
            )
        return found

    async def oublier_avant(self, departement: str, instant: datetime) -> Sequence[UUID]:
        gone = await self._session.scalars(
            delete(televersements).where(T.departement == departement, T.commence_le < instant).returning(T.id)
        )
        return gone.all()


class SqlPiecesDeposees:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def identite_deposee(self, departement: str, demande_id: UUID) -> bool:
        found = await self._session.scalar(
            select(
                exists().where(
                    P.departement == departement,
                    P.demande_id == demande_id,
                    P.type.in_(TYPES_D_IDENTITE),
                    P.etat != EtatPiece.REFUSEE,
                )
            )
        )
        return bool(found)
