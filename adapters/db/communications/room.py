from functools import cached_property

from adapters.db.communications.repository import (
    SqlMessageRepository,
    contact_du_territoire,
    titre_du_territoire,
)
from adapters.db.room import Room
from domain.communications.ports import Messagerie, Sms


class CommunicationsRoom(Room):
    @cached_property
    def messages(self) -> SqlMessageRepository:
        return SqlMessageRepository(self.session)

    @property
    def messagerie(self) -> Messagerie:
        return self._gateways.messagerie

    @property
    def sms(self) -> Sms:
        return self._gateways.sms

    @property
    def url_publique(self) -> str:
        return self._gateways.url_publique

    async def contact_du_territoire(self, departement: str) -> str | None:
        return await contact_du_territoire(self.session, departement)

    async def titre_du_territoire(self, departement: str) -> str:
        return await titre_du_territoire(self.session, departement)
