from collections.abc import Callable
from functools import cached_property

from adapters.db.room import Room
from adapters.db.tracabilite.anomalies import SqlLectures
from adapters.db.tracabilite.effacement import SqlEffacement
from adapters.db.tracabilite.registres import SqlRegistres


class TracabiliteRoom(Room):
    @cached_property
    def registres(self) -> SqlRegistres:
        return SqlRegistres(self.session)

    @cached_property
    def effacement(self) -> SqlEffacement:
        return SqlEffacement(self.session)

    @cached_property
    def lectures(self) -> SqlLectures:
        return SqlLectures(self.session)

    @property
    def signer_les_sceaux(self) -> Callable[[str], bytes]:
        return self._gateways.signer_les_sceaux
