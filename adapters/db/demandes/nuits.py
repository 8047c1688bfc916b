"""What the night did in each département: its counts, and what it left to a person."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Date,
    DateTime,
    Integer,
    String,
    Table,
    Text,
    Uuid,
    and_,
    delete,
    func,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.cotation.conservation import conserver
from adapters.db.cotation.tables import cotations, faits_de_cotation
from adapters.db.demandes.tables import demandes, mots_recherche, points_de_liste, recherche_demandes, souhaits
from adapters.db.types import PERSONAL, departement_column, metadata
from domain.demandes.codes import EtatDemande
from domain.demandes.vie.nuit import DemandeLue
from domain.demandes.vie.table import ENREGISTREES, TRANSITIONS, Acte
from domain.kernel.raisons import Raison

nuits = Table(
    "nuits",
    metadata,
    departement_column(),
    Column("jour", Date, primary_key=True),
    Column("commencee_le", DateTime(timezone=True), nullable=False),
    Column("terminee_le", DateTime(timezone=True)),
    Column("examinees", Integer, nullable=False, server_default="0"),
    Column("comptes", JSONB, nullable=False, server_default="{}"),
)
exceptions_de_nuit = Table(
    "exceptions_de_nuit",
    metadata,
    departement_column(),
    Column("jour", Date, primary_key=True),
    Column("demande_id", Uuid, primary_key=True),
    Column("code", String(40), nullable=False),
    Column("phrase", Text, nullable=False),
    info=PERSONAL,
)

D = demandes.c
EN_COURS: ColumnElement[bool] = literal_column(
    f"demandes.etat in ({', '.join(repr(e.value) for e in sorted(ENREGISTREES))})", Boolean
)
"""In the words of the partial index, or PostgreSQL would not read it."""
_LUES = tuple(D[name] for name in DemandeLue.__dataclass_fields__)


class SqlNuits:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def commencer(self, departement: str, jour: date, le: datetime) -> None:
        begun = insert(nuits).values(departement=departement, jour=jour, commencee_le=le)
        await self._session.execute(begun.on_conflict_do_nothing())

    async def echeances(
        self, departement: str, horizon: date, apres: tuple[date, UUID] | None, combien: int
    ) -> Sequence[DemandeLue]:
        wanted: list[ColumnElement[bool]] = [EN_COURS, D.expire_le <= horizon]
        if apres is not None:
            after, id = apres
            wanted.append(or_(D.expire_le > after, and_(D.expire_le == after, D.id > id)))
            wanted.append(D.expire_le >= after)
        return await self._lues(departement, wanted, (D.expire_le, D.id), combien)

    async def averties(self, departement: str, echues_le: date, combien: int) -> Sequence[DemandeLue]:
        due = func.jsonb_extract_path_text(D.avertissement, literal_column("'echeance'")) <= echues_le.isoformat()
        return await self._lues(departement, [D.avertissement.is_not(None), due], (D.id,), combien)

    async def _lues(
        self, departement: str, wanted: Sequence[ColumnElement[bool]], order: Sequence[Any], combien: int
    ) -> Sequence[DemandeLue]:
        rows = await self._session.execute(
            select(*_LUES)
            .where(D.departement == departement, *wanted)
            .order_by(*order)
            .limit(combien)
            .with_for_update(key_share=True)
        )
        return [DemandeLue(**row) for row in rows.mappings()]

    async def noter_les_avis(self, departement: str, ids: Sequence[UUID], le: date) -> None:
        if ids:
            await self._session.execute(_of(demandes, departement, ids).values(rappelee_le=le))

    async def endormir(self, departement: str, ids: Sequence[UUID], le: date) -> None:
        """The aggregate, its flat rows and its points, kept aside: a few statements for the whole batch."""
        if not ids:
            return
        asleep = TRANSITIONS[EtatDemande.ACTIVE, Acte.ENDORMIR]
        await self._session.execute(
            _of(demandes, departement, ids).values(etat=asleep, endormie_le=le, version=D.version + 1)
        )
        listed = _of(recherche_demandes, departement, ids)
        await self._session.execute(listed.values(etat=asleep.value, modifiee_le=func.now()))
        for flat in (points_de_liste, mots_recherche):
            await self._session.execute(_of(flat, departement, ids).values(etat=asleep.value))
        await self._session.execute(conserver(*_where(cotations, departement, ids)), {"le": le})
        for dropped in (souhaits, cotations, faits_de_cotation):
            await self._session.execute(delete(dropped).where(*_where(dropped, departement, ids)))

    async def noter(
        self,
        departement: str,
        jour: date,
        *,
        examinees: int,
        comptes: Mapping[str, int],
        exceptions: Mapping[UUID, Raison],
    ) -> None:
        n = nuits.c
        here = (n.departement == departement, n.jour == jour)
        known = await self._session.scalar(select(n.comptes).where(*here).with_for_update())
        summed = Counter(known or {}) + Counter(comptes)
        await self._session.execute(
            update(nuits).where(*here).values(examinees=n.examinees + examinees, comptes=dict(summed))
        )
        if exceptions:
            rows = [
                {"departement": departement, "jour": jour, "demande_id": id, "code": r.code, "phrase": r.phrase}
                for id, r in exceptions.items()
            ]
            await self._session.execute(insert(exceptions_de_nuit).on_conflict_do_nothing(), rows)

    async def terminer(self, departement: str, jour: date, le: datetime) -> None:
        n = nuits.c
        await self._session.execute(
            update(nuits).where(n.departement == departement, n.jour == jour).values(terminee_le=le)
        )


def _of(table: Table, departement: str, ids: Sequence[UUID]) -> Any:
    return update(table).where(*_where(table, departement, ids))


def _where(table: Table, departement: str, ids: Sequence[UUID]) -> tuple[ColumnElement[bool], ...]:
    id = table.c.id if table is demandes else table.c.demande_id
    return table.c.departement == departement, id.in_(ids)
