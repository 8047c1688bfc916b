from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from adapters.db.gateways import Gateways
from domain.kernel.calendrier import aujourd_hui


class Room:
    """What every room of the unit of work stands on: one session, the gateways, the clock."""

    session: AsyncSession
    _sessions: async_sessionmaker[AsyncSession]
    _gateways: Gateways
    _correlation: str | None

    def now(self) -> datetime:
        return self._gateways.clock()

    def today(self) -> date:
        return aujourd_hui(self.now())
