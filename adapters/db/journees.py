"""Which legal days have been opened in which département: the primary key makes each day begin once."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Column, Date, DateTime, Table, exists, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.organismes.tables import organismes_territoires
from adapters.db.types import departement_column, metadata

journees = Table(
    "journees",
    metadata,
    departement_column(),
    Column("jour", Date, primary_key=True),
    Column("ouverte_le", DateTime(timezone=True), nullable=False, server_default=func.now()),
)


async def still_closed(session: AsyncSession, jour: date) -> Sequence[str]:
    """The départements where an organisme works and this day has not begun."""
    t, j = organismes_territoires.c, journees.c
    opened = exists().where(j.departement == t.departement, j.jour == jour)
    found = await session.scalars(select(t.departement).where(~opened).distinct().order_by(t.departement))
    return found.all()


async def open_day(session: AsyncSession, departement: str, jour: date) -> bool:
    """False: another worker opened it first."""
    taken = await session.scalar(
        insert(journees)
        .values(departement=departement, jour=jour)
        .on_conflict_do_nothing()
        .returning(journees.c.departement)
    )
    return taken is not None
