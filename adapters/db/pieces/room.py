from functools import cached_property

from adapters.db.pieces.repository import SqlPieceRepository, SqlPiecesDeposees, SqlTeleversementRepository
from adapters.db.room import Room
from domain.pieces.ports import Antivirus, Atelier, Stockage


class PiecesRoom(Room):
    @cached_property
    def pieces(self) -> SqlPieceRepository:
        return SqlPieceRepository(self.session)

    @cached_property
    def pieces_deposees(self) -> SqlPiecesDeposees:
        return SqlPiecesDeposees(self.session)

    @cached_property
    def televersements(self) -> SqlTeleversementRepository:
        return SqlTeleversementRepository(self.session)

    @property
    def stockage(self) -> Stockage:
        return self._gateways.stockage

    @property
    def atelier(self) -> Atelier:
        return self._gateways.atelier

    @property
    def antivirus(self) -> Antivirus:
        return self._gateways.antivirus
