from functools import cached_property

from adapters.db.biens.repository import SqlBienRepository, SqlResidenceRepository
from adapters.db.room import Room


class BiensRoom(Room):
    @cached_property
    def biens(self) -> SqlBienRepository:
        return SqlBienRepository(self.session)

    @cached_property
    def residences(self) -> SqlResidenceRepository:
        return SqlResidenceRepository(self.session)
