from functools import cached_property

from adapters.db.propositions.repository import SqlPropositionRepository
from adapters.db.room import Room


class PropositionsRoom(Room):
    @cached_property
    def propositions(self) -> SqlPropositionRepository:
        return SqlPropositionRepository(self.session)
