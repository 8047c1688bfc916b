from functools import cached_property

from adapters.db.observatoire.repository import SqlActualites, SqlFavoris
from adapters.db.room import Room


class ObservatoireRoom(Room):
    @cached_property
    def actualites(self) -> SqlActualites:
        return SqlActualites(self.session)

    @cached_property
    def favoris(self) -> SqlFavoris:
        return SqlFavoris(self.session)
