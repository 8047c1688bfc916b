from collections.abc import Sequence
from functools import cached_property
from uuid import UUID

from adapters.db.communications.courriers import SqlLotsDeCourriers, expediteur
from adapters.db.communications.en_tete import en_tete_de_lettre
from adapters.db.communications.questions import SqlQuestionRepository
from adapters.db.communications.repository import (
    SqlMessageRepository,
    contact_du_territoire,
    titre_du_territoire,
)
from adapters.db.room import Room
from domain.communications.courriers.ports import Courrier
from domain.communications.groupes.ports import EnTeteDeLettre
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

    @cached_property
    def lots_de_courriers(self) -> SqlLotsDeCourriers:
        return SqlLotsDeCourriers(self.session)

    @cached_property
    def questions(self) -> SqlQuestionRepository:
        return SqlQuestionRepository(self.session)

    @property
    def courrier(self) -> Courrier:
        return self._gateways.courrier

    async def expediteur(self, departement: str) -> Sequence[str]:
        return await expediteur(self.session, departement)

    async def en_tete_de_lettre(self, departement: str, organisme_id: UUID | None, compte_id: UUID) -> EnTeteDeLettre:
        return await en_tete_de_lettre(self.session, departement, organisme_id, compte_id)

    @property
    def url_publique(self) -> str:
        return self._gateways.url_publique

    def nom_de_commune(self, code: str) -> str:
        return self._gateways.communes.courte(code).nom

    async def contact_du_territoire(self, departement: str) -> str | None:
        return await contact_du_territoire(self.session, departement)

    async def titre_du_territoire(self, departement: str) -> str:
        return await titre_du_territoire(self.session, departement)
