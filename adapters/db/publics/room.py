from functools import cached_property

from adapters.db.publics.repository import SqlPublics
from adapters.db.room import Room


class PublicsRoom(Room):
    @cached_property
    def publics(self) -> SqlPublics:
        return SqlPublics(self.session)
