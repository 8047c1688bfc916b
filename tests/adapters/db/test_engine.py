"""Ce que dit la base quand elle n'a pas le temps : occupée, jamais fautive ; et ce qu'elle retient."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.engine import create_engine
from adapters.db.prepared import Prepared

pytestmark = pytest.mark.asyncio(loop_scope="session")

ATTENDRE = text("select pg_sleep(30)")
PAR: dict[str, Callable[[AsyncSession], Awaitable[Any]]] = {
    "sqlalchemy": lambda session: session.execute(ATTENDRE),
    "asyncpg": lambda session: Prepared(ATTENDRE).write(session, {}),
}


@pytest.mark.parametrize("par", PAR)
async def test_un_ordre_qui_attend_trop_dit_que_la_base_est_occupee(database_url: str, par: str) -> None:
    engine = create_engine(database_url, statement_timeout_s=1)
    async with AsyncSession(engine) as session:
        with pytest.raises(OperationalError):
            await PAR[par](session)
    async with AsyncSession(engine) as session:
        assert await session.scalar(text("select 1")) == 1
    await engine.dispose()


async def test_un_long_ordre_n_est_lu_qu_une_fois_par_connexion(database_url: str) -> None:
    long = Prepared(text(f"select 1 /* {'long ' * 4000} */"))
    engine = create_engine(database_url, pool_size=1)
    async with AsyncSession(engine) as session:
        for _ in range(3):
            await long.write(session, {})
        kept = text("select count(*) from pg_prepared_statements where statement like 'select 1 /* long%'")
        assert await session.scalar(kept) == 1
    await engine.dispose()
