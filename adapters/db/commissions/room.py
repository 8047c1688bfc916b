from functools import cached_property

from adapters.db.commissions.repository import SqlPassageRepository, SqlSeanceRepository
from adapters.db.room import Room


class CommissionsRoom(Room):
    @cached_property
    def seances(self) -> SqlSeanceRepository:
        return SqlSeanceRepository(self.session)

    @cached_property
    def passages(self) -> SqlPassageRepository:
        return SqlPassageRepository(self.session)
