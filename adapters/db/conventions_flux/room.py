from functools import cached_property

from adapters.db.conventions_flux.repository import SqlConventionRepository, SqlImputationRepository
from adapters.db.room import Room


class ConventionsFluxRoom(Room):
    @cached_property
    def conventions(self) -> SqlConventionRepository:
        return SqlConventionRepository(self.session)

    @cached_property
    def imputations(self) -> SqlImputationRepository:
        return SqlImputationRepository(self.session)
