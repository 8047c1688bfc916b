from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.demandes.tables import PAR_MAIN, references
from adapters.db.prepared import Prepared

_MAIN = Prepared(select(references.next_value()))


class References:
    """The local references of demandes, taken from the database a hand at a time.

    A sequence, not a locked row: a gap harms nobody, a queue at the counter, or one more round trip, would.
    """

    def __init__(self) -> None:
        self._main: Iterator[int] = iter(())

    async def prochaine(self, session: AsyncSession, departement: str, le: date) -> str:
        rang = next(self._main, None)
        if rang is None:
            [row] = await _MAIN.write(session, {})
            self._main = iter(range(row[0] + 1, row[0] + PAR_MAIN))
            rang = int(row[0])
        return f"{departement}{le:%y%m}{rang % 10_000_000:07d}"
