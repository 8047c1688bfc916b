"""Who registers for whom: delegations between organismes, and agreements of the partners."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    Uuid,
    and_,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.engine import Reader
from adapters.db.organismes.tables import organismes, organismes_territoires
from adapters.db.types import PERSONAL, AsEnum, departement_column, mapper_registry, metadata
from domain.organismes.acteur import Acteur, Perimetre
from domain.organismes.enregistrement.actions import (
    actions_d_enregistrement,
    terminer_un_accord,
    terminer_une_delegation,
)
from domain.organismes.enregistrement.codes import Portee
from domain.organismes.enregistrement.errors import AccordIntrouvable, DelegationIntrouvable
from domain.organismes.enregistrement.model import AccordEnregistrement, Delegation
from domain.organismes.enregistrement.queries import AccordVue, DelegationVue, EnregistrementVue
from domain.organismes.errors import OrganismeIntrouvable

delegations = Table(
    "delegations_d_enregistrement",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("mandant_id", ForeignKey(organismes.c.id), nullable=False),
    Column("mandataire_id", ForeignKey(organismes.c.id), nullable=False),
    Column("acte", Text, nullable=False),
    Column("du", Date, nullable=False),
    Column("au", Date),
    Column("version", Integer, nullable=False),
    Index("ix_delegations_mandant", "departement", "mandant_id"),
    Index("ix_delegations_mandataire", "departement", "mandataire_id"),
    info=PERSONAL,
)
accords = Table(
    "accords_d_enregistrement",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("organisme_id", ForeignKey(organismes.c.id), nullable=False),
    Column("portee", AsEnum(Portee), nullable=False),
    Column("communes", ARRAY(String(5))),
    Column("vers_id", ForeignKey(organismes.c.id), nullable=False),
    Column("acte", Text, nullable=False),
    Column("du", Date, nullable=False),
    Column("au", Date),
    Column("version", Integer, nullable=False),
    Index("ix_accords_d_enregistrement_organisme", "departement", "organisme_id"),
    info=PERSONAL,
)
DL, AC = delegations.c, accords.c
AT_MOST = 200
"""Lines: two centuries of yearly agreements."""


def map_enregistrement() -> None:
    mapper_registry.map_imperatively(Delegation, delegations, version_id_col=DL.version)
    mapper_registry.map_imperatively(AccordEnregistrement, accords, version_id_col=AC.version)


def in_force(c: Any, le: date) -> ColumnElement[bool]:
    return and_(c.du <= le, or_(c.au.is_(None), c.au >= le))


class SqlDelegationRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, delegation: Delegation) -> None:
        self._session.add(delegation)

    async def get(self, departement: str, id: UUID) -> Delegation:
        found = await self._session.get(Delegation, (departement, id))
        if found is None:
            raise DelegationIntrouvable("Cette délégation est introuvable.")
        return found

    async def du_mandant(self, departement: str, mandant_id: UUID) -> Sequence[Delegation]:
        return await self._where(DL.departement == departement, DL.mandant_id == mandant_id)

    async def entre(self, departement: str, mandant_id: UUID, mandataire_id: UUID, le: date) -> Delegation | None:
        both = and_(DL.mandant_id == mandant_id, DL.mandataire_id == mandataire_id)
        found = await self._where(DL.departement == departement, both, in_force(DL, le))
        return found[0] if found else None

    async def du_mandataire(self, departement: str, mandataire_id: UUID, le: date) -> Sequence[Delegation]:
        return await self._where(DL.departement == departement, DL.mandataire_id == mandataire_id, in_force(DL, le))

    async def _where(self, *conditions: ColumnElement[bool]) -> Sequence[Delegation]:
        found = await self._session.scalars(select(Delegation).where(*conditions).order_by(DL.du, DL.id).limit(AT_MOST))
        return found.all()


class SqlAccordRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, accord: AccordEnregistrement) -> None:
        self._session.add(accord)

    async def get(self, departement: str, id: UUID) -> AccordEnregistrement:
        found = await self._session.get(AccordEnregistrement, (departement, id))
        if found is None:
            raise AccordIntrouvable("Cet accord est introuvable.")
        return found

    async def de_l_organisme(self, departement: str, organisme_id: UUID) -> Sequence[AccordEnregistrement]:
        return await self._where(AC.departement == departement, AC.organisme_id == organisme_id)

    async def vers(self, departement: str, organisme_id: UUID) -> Sequence[AccordEnregistrement]:
        return await self._where(AC.departement == departement, AC.vers_id == organisme_id)

    async def _where(self, *conditions: ColumnElement[bool]) -> Sequence[AccordEnregistrement]:
        found = await self._session.scalars(
            select(AccordEnregistrement).where(*conditions).order_by(AC.du, AC.id).limit(AT_MOST)
        )
        return found.all()


class SqlEnregistrementQueries:
    def __init__(self, read: Reader, today: Callable[[], date]) -> None:
        self._read = read
        self._today = today

    async def de_l_organisme(self, perimetre: Perimetre, acteur: Acteur, organisme_id: UUID) -> EnregistrementVue:
        t, today = organismes_territoires.c, self._today()
        mandant, mandataire, vers = organismes.alias(), organismes.alias(), organismes.alias()
        either = or_(DL.mandant_id == organisme_id, DL.mandataire_id == organisme_id)
        # on the primary: what was just agreed is shown at once
        async with self._read.tracing(perimetre.departement) as connection:
            known = (
                await connection.execute(
                    select(organismes.c.nom, t.code_guichet)
                    .join(organismes_territoires, t.organisme_id == organismes.c.id)
                    .where(t.departement == perimetre.departement, t.organisme_id == organisme_id)
                )
            ).first()
            if known is None:
                raise OrganismeIntrouvable("Cet organisme est introuvable.")
            given = await connection.execute(
                select(
                    *(c for c in DL if c.name != "departement"),
                    mandant.c.nom.label("mandant"),
                    mandataire.c.nom.label("mandataire"),
                    in_force(DL, today).label("en_vigueur"),
                )
                .join(mandant, mandant.c.id == DL.mandant_id)
                .join(mandataire, mandataire.c.id == DL.mandataire_id)
                .where(DL.departement == perimetre.departement, either)
                .order_by(DL.du.desc(), DL.id)
                .limit(AT_MOST)
            )
            agreed = await connection.execute(
                select(
                    *(c for c in AC if c.name not in ("departement", "organisme_id")),
                    vers.c.nom.label("vers"),
                    in_force(AC, today).label("en_vigueur"),
                )
                .join(vers, vers.c.id == AC.vers_id)
                .where(AC.departement == perimetre.departement, AC.organisme_id == organisme_id)
                .order_by(AC.du.desc(), AC.id)
                .limit(AT_MOST)
            )
            return EnregistrementVue(
                delegations=[
                    DelegationVue(
                        terminer=terminer_une_delegation(acteur, organisme_id, row["mandant_id"], row["mandant"]),
                        **row,
                    )
                    for row in given.mappings()
                ],
                accords=[
                    AccordVue(portee_libelle=row["portee"].libelle, terminer=terminer_un_accord(acteur), **row)
                    for row in agreed.mappings()
                ],
                actions=actions_d_enregistrement(acteur, known.nom, known.code_guichet),
            )
