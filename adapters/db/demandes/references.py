from collections.abc import Iterator
from datetime import date

from sqlalchemy import Integer, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.demandes.tables import PAR_MAIN, references
from adapters.db.prepared import Prepared

_MAINS = Prepared(
    select(references.next_value()).select_from(
        func.generate_series(1, bindparam("combien", type_=Integer)).table_valued("n")
    )
)


class References:
    """The local references of demandes, taken from the database a hand at a time.

    A sequence, not a locked row: a gap harms nobody, a queue at the counter, or one more round trip, would.
    """

    def __init__(self) -> None:
        self._main: Iterator[int] = iter(())

    async def prochaine(self, session: AsyncSession, departement: str, le: date) -> str:
        rang = next(self._main, None)
        if rang is None:
            [rang, *suivants] = await _mains(session, 1)
            self._main = iter(suivants)
        return _ecrire(departement, le, rang)

    async def prochaines(self, session: AsyncSession, departement: str, le: date, combien: int) -> list[str]:
        """For a whole file: the rest of its last hand is lost."""
        rangs = await _mains(session, -(-combien // PAR_MAIN)) if combien else []
        return [_ecrire(departement, le, rang) for rang in rangs[:combien]]


async def _mains(session: AsyncSession, combien: int) -> list[int]:
    rows = await _MAINS.write(session, {"combien": combien})
    return [rang for row in rows for rang in range(row[0], row[0] + PAR_MAIN)]


def _ecrire(departement: str, le: date, rang: int) -> str:
    return f"{departement}{le:%y%m}{rang % 10_000_000:07d}"
