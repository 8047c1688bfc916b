"""Ce que dit la base quand elle n'a pas le temps : occupée, jamais fautive."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.engine import create_engine
from adapters.db.prepared import Prepared

pytestmark = pytest.mark.asyncio(loop_scope="session")

ATTENDRE = text("select pg_sleep(30)")


@pytest.fixture(params=["sqlalchemy", "asyncpg"])
def par(request: pytest.FixtureRequest) -> str:
    return str(request.param)


async def test_un_ordre_qui_attend_trop_dit_que_la_base_est_occupee(database_url: str, par: str) -> None:
    engine = create_engine(database_url, statement_timeout_s=1)
    with pytest.raises(OperationalError):
        async with AsyncSession(engine) as session:
            if par == "sqlalchemy":
                await session.execute(ATTENDRE)
            else:
                await Prepared(ATTENDRE).write(session, {})
    async with AsyncSession(engine) as session:
        assert await session.scalar(text("select 1")) == 1
    await engine.dispose()
