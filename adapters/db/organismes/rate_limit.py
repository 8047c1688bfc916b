from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete, func, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.engine import Reader
from adapters.db.organismes.tables import tentatives


class SqlCounter:
    """One upsert a try, in an unlogged table: it survives Redis, not a crash of PostgreSQL."""

    def __init__(self, connect: Reader, now: Callable[[], datetime]) -> None:
        self._connect = connect
        self._now = now

    async def __call__(self, key: str, window_seconds: int) -> int:
        statement = insert(tentatives).values(
            cle=sha256(key.encode()).digest(), fenetre=int(self._now().timestamp()) // window_seconds, nombre=1
        )
        async with self._connect() as connection:
            found = await connection.scalar(
                statement.on_conflict_do_update(
                    index_elements=["cle", "fenetre"], set_={"nombre": tentatives.c.nombre + 1}
                ).returning(tentatives.c.nombre)
            )
        return int(found or 0)


async def forget_old(session: AsyncSession) -> None:
    await session.execute(delete(tentatives).where(tentatives.c.le < func.now() - text("interval '1 day'")))
