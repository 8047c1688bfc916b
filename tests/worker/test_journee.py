from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from api.bootstrap import Container, create_container
from api.worker import open_the_day, relay_of
from domain.kernel.identifiers import new_id
from tests.worker.conftest import Bench

pytestmark = pytest.mark.asyncio(loop_scope="session")

SOIR = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)  # 0 h 30 à Paris, le 22
MATIN = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)  # 4 h à Paris


def _at(instant: datetime, database_url: str) -> Container:
    return create_container(lambda: instant, database_url=database_url)


async def test_la_journee_commence_une_fois_par_departement(bench: Bench, fresh_database: str) -> None:
    async with bench.container.engine.begin() as connection:
        organisme = new_id()
        await connection.execute(
            text("insert into organismes (id, type, nom, totp_exige, version) values (:i, 'BAILLEUR', 'B', false, 1)"),
            {"i": organisme},
        )
        for departement in ("22", "35"):
            await connection.execute(
                text("insert into organismes_territoires (departement, organisme_id) values (:d, :i)"),
                {"d": departement, "i": organisme},
            )
        # what yesterday left behind
        await connection.execute(
            text("insert into idempotence (acteur, cle, empreinte, cree_le) values ('a', 'vieille', 'x', '2026-01-01')")
        )
    nuit, jour = _at(SOIR, fresh_database), _at(MATIN, fresh_database)

    assert await open_the_day(nuit) == [], "trop tôt"
    assert await open_the_day(jour) == ["22", "35"]
    assert await open_the_day(jour) == []
    assert await relay_of(jour).drain() >= 2

    assert await bench.rows("select departement, jour::text from journees order by 1") == [
        ("22", "2026-11-22"),
        ("35", "2026-11-22"),
    ]
    assert await bench.rows("select 1 from outbox_deliveries where done_at is null") == []
    assert await bench.rows("select 1 from idempotence where cle = 'vieille'") == []
    await nuit.close()
    await jour.close()
