from collections.abc import Sequence
from functools import cached_property
from uuid import UUID

from adapters.db.organismes.enregistrement import SqlAccordRepository, SqlDelegationRepository
from adapters.db.organismes.logos import SqlLogos
from adapters.db.organismes.portail import SqlPortailRepository
from adapters.db.organismes.repository import (
    SqlAgenceRepository,
    SqlCompteRepository,
    SqlOrganismeRepository,
    adresse_de_l_agent,
    profils_connus,
    referents,
)
from adapters.db.organismes.sessions import SqlJetons, SqlSessions, SqlVerrous
from adapters.db.referentiel.memory import Communes
from adapters.db.room import Room
from domain.organismes.model import Profil
from domain.organismes.ports import Chiffre, Hacheur, MotsDePasseCommuns, Totp


class OrganismesRoom(Room):
    @cached_property
    def organismes(self) -> SqlOrganismeRepository:
        return SqlOrganismeRepository(self.session)

    @cached_property
    def agences(self) -> SqlAgenceRepository:
        return SqlAgenceRepository(self.session)

    @cached_property
    def comptes(self) -> SqlCompteRepository:
        return SqlCompteRepository(self.session)

    @cached_property
    def delegations(self) -> SqlDelegationRepository:
        return SqlDelegationRepository(self.session)

    @cached_property
    def accords_d_enregistrement(self) -> SqlAccordRepository:
        return SqlAccordRepository(self.session)

    @cached_property
    def sessions(self) -> SqlSessions:
        return SqlSessions(self.session, self._gateways.session_limits)

    @cached_property
    def jetons(self) -> SqlJetons:
        return SqlJetons(self.session, self._gateways.session_limits)

    @property
    def hacheur(self) -> Hacheur:
        return self._gateways.hacheur

    @property
    def chiffre(self) -> Chiffre:
        return self._gateways.chiffre

    @property
    def totp(self) -> Totp:
        return self._gateways.totp

    @property
    def mots_de_passe_communs(self) -> MotsDePasseCommuns:
        return self._gateways.mots_de_passe_communs

    @cached_property
    def verrous(self) -> SqlVerrous:
        return SqlVerrous(self.session)

    @cached_property
    def logos(self) -> SqlLogos:
        return SqlLogos(self.session)

    @cached_property
    def portails(self) -> SqlPortailRepository:
        return SqlPortailRepository(self.session)

    @property
    def carte(self) -> Communes:
        return self._gateways.communes

    async def profils(self, codes: Sequence[str]) -> Sequence[Profil]:
        return await profils_connus(self.session, codes)

    async def adresse_de_l_agent(self, compte_id: UUID) -> str | None:
        return await adresse_de_l_agent(self.session, compte_id)

    async def referents(self, departement: str, organisme_id: UUID, droit: str) -> Sequence[str]:
        return await referents(self.session, departement, organisme_id, droit)
