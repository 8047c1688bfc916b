"""Fills the public window up to the number of annonces asked for, with copies of the dwellings that the seed made."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Table, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.db.annonces.tables import annonces, annonces_publiques
from adapters.db.annonces.vitrine import rebuild
from adapters.db.biens.tables import biens, mises_en_location
from adapters.db.engine import Reader, create_engine, create_read_engine
from adapters.db.referentiel.memory import Communes


def complete(url: str, wanted: int) -> None:
    with ThreadPoolExecutor(max_workers=1) as executor:
        executor.submit(asyncio.run, _complete(url, wanted)).result()


async def _complete(url: str, wanted: int) -> None:
    engine = create_engine(url, role=None, statement_timeout_s=600)
    reading = create_read_engine(url, role=None)
    communes = Communes(Reader(reading))
    b, p = biens.c, annonces_publiques.c
    try:
        await communes.load()
        async with engine.begin() as connection:
            departement = await connection.scalar(
                select(b.departement).group_by(b.departement).order_by(func.count().desc()).limit(1)
            )
            online = select(func.count()).where(
                p.departement == departement, p.publiee_le <= func.now(), p.fin_le > func.now()
            )
            missing = wanted - (await connection.scalar(online) or 0)
            if departement is not None and missing > 0:
                await _copy(connection, departement, missing)
                await rebuild(connection, departement, communes)
    finally:
        await reading.dispose()
        await engine.dispose()


_COPIES = """
create temporary table copies on commit drop as
select b.id as modele, gen_random_uuid() as bien, gen_random_uuid() as vacance, gen_random_uuid() as annonce,
    row_number() over () as n
from generate_series(1, (select :missing / count(*) + 1 from biens where departement = :departement)) tour
cross join (select id from biens where departement = :departement order by md5(id::text)) b
limit :missing
"""
_BIEN = {"id": "bien", "mise_en_location_id": "vacance", "reference": "'BANC-' || n", "reference_externe": "null"}
_VACANCE = {
    "id": "vacance",
    "bien_id": "bien",
    "etat": "'DISPONIBLE'",
    "loyer": "loyer * (90 + n % 21) / 100",
    "convention_id": "null",
    "propositions": "0",
    "libere_le": "null",
    "attribue_le": "null",
    "loue_le": "null",
    "retire_le": "null",
    "motif_retrait": "null",
}
_ANNONCE = {
    "departement": "m.departement",
    "id": "annonce",
    "bien_id": "bien",
    "mise_en_location_id": "vacance",
    "organisme_id": "m.organisme_id",
    "titre": "m.typologie || ' de ' || m.surface || ' m², ' || m.adresse",
    "description": "repeat('Logement clair, proche des écoles, des commerces et des transports. ', 8)",
    "du": "now() - (n % 60) * interval '1 day' - n * interval '1 second'",
    "au": "now() + interval '90 days'",
    "creee_le": "now()",
    "modifiee_le": "now()",
    "version": "1",
}


async def _copy(connection: AsyncConnection, departement: str, missing: int) -> None:
    """Each copy is a dwelling of its own, vacant and online, at a rent a little different."""
    asked = {"departement": departement, "missing": missing}
    await connection.execute(text(_COPIES), asked)
    for target, changed, source in (
        (biens, _BIEN, "biens m on m.departement = :departement and m.id = modele"),
        (
            mises_en_location,
            _VACANCE,
            "biens b on b.departement = :departement and b.id = modele "
            "join mises_en_location m on m.departement = :departement and m.id = b.mise_en_location_id",
        ),
        (annonces, _ANNONCE, "biens m on m.departement = :departement and m.id = modele"),
    ):
        columns = _columns(target, changed)
        values = ", ".join(changed.get(name, f"m.{name}") for name in columns)
        await connection.execute(
            text(f"insert into {target.name} ({', '.join(columns)}) select {values} from copies join {source}"),
            {"departement": departement},
        )


def _columns(table: Table, changed: dict[str, str]) -> list[str]:
    if table is annonces:
        return list(changed)
    return [column.name for column in table.columns if column.computed is None]
