from functools import cached_property

from adapters.db.annonces.repository import SqlAnnonceRepository, SqlDemandesConnues
from adapters.db.annonces.vitrine import SqlVitrine
from adapters.db.room import Room


class AnnoncesRoom(Room):
    @cached_property
    def annonces(self) -> SqlAnnonceRepository:
        return SqlAnnonceRepository(self.session)

    @cached_property
    def vitrine(self) -> SqlVitrine:
        return SqlVitrine(self.session, self._gateways.communes)

    @cached_property
    def demandes_connues(self) -> SqlDemandesConnues:
        return SqlDemandesConnues(self.session)
