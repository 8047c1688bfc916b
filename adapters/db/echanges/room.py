from functools import cached_property

from adapters.db.echanges.repository import (
    SqlAbonnementRepository,
    SqlClientTiersRepository,
    SqlEnvoiRepository,
    SqlJournalDesAvis,
)
from adapters.db.echanges.sne import SqlTransmissionRepository
from adapters.db.room import Room
from domain.echanges.ports import Facteur
from domain.echanges.sne.ports import Sne


class EchangesRoom(Room):
    @cached_property
    def clients_tiers(self) -> SqlClientTiersRepository:
        return SqlClientTiersRepository(self.session)

    @cached_property
    def abonnements(self) -> SqlAbonnementRepository:
        return SqlAbonnementRepository(self.session)

    @cached_property
    def journal_des_avis(self) -> SqlJournalDesAvis:
        return SqlJournalDesAvis(self.session)

    @cached_property
    def envois(self) -> SqlEnvoiRepository:
        return SqlEnvoiRepository(self.session)

    @property
    def sne(self) -> Sne:
        return self._gateways.sne

    @cached_property
    def transmissions(self) -> SqlTransmissionRepository:
        return SqlTransmissionRepository(self.session)

    @property
    def facteur(self) -> Facteur:
        return self._gateways.facteur
