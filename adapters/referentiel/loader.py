"""The packaged files as domain objects, and in bulk into the database."""

import csv
import lzma
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import Any, Final

from sqlalchemy import Table, text
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.db.referentiel.tables import communes, departements, epcis, qpv, regions
from domain.referentiel.model import Commune, Departement, Epci, Qpv, Region, TypeEpci, ZoneAbc, ZonePlafonds
from domain.referentiel.rules import nom_de_recherche


def lire_regions() -> list[Region]:
    return [Region(**row) for row in _rows("regions")]


def lire_departements() -> list[Departement]:
    return [Departement(**row) for row in _rows("departements")]


GRAND_PARIS: Final = "200054781"
"""The métropole whose communes are scored by their établissement territorial, or by Paris (CCH L441-2-8)."""


def lire_epcis() -> list[Epci]:
    found = [row for row in _rows("epcis") if row["siren"] != GRAND_PARIS]
    return [
        Epci(siren=row["siren"], nom=row["nom"], type=TypeEpci(row["type"]), departement=row["departement"])
        for row in (*found, *_territoires_du_grand_paris())
    ]


@cache
def _territoires_du_grand_paris() -> tuple[dict[str, str], ...]:
    lines = files("adapters.referentiel").joinpath("donnees/territoires_du_grand_paris.csv").read_text("utf-8")
    return tuple(csv.DictReader(lines.splitlines()))


@cache
def _territoire_de() -> Mapping[str, str]:
    return {code: row["siren"] for row in _territoires_du_grand_paris() for code in row["communes"].split()}


def lire_communes(departements: Iterable[str] | None = None) -> list[Commune]:
    """All of France, or some départements only."""
    wanted = None if departements is None else frozenset(departements)
    return [_commune(row) for row in _rows("communes") if wanted is None or row["departement"] in wanted]


def _commune(row: dict[str, str]) -> Commune:
    return Commune(
        code=row["code"],
        nom=row["nom"],
        departement=row["departement"],
        epci=(_territoire_de()[row["code"]] if row["epci"] == GRAND_PARIS else row["epci"]) or None,
        population=int(row["population"]),
        codes_postaux=tuple(row["codes_postaux"].split()),
        latitude=float(row["latitude"]) if row["latitude"] else None,
        longitude=float(row["longitude"]) if row["longitude"] else None,
        zone_abc=ZoneAbc(row["zone_abc"]) if row["zone_abc"] else None,
        zone_apl=int(row["zone_apl"]) if row["zone_apl"] else None,
        zone_plafonds=ZonePlafonds(row["zone_plafonds"]) if row["zone_plafonds"] else None,
    )


def _rows(name: str) -> Iterable[dict[str, str]]:
    packed = files("adapters.referentiel").joinpath(f"donnees/{name}.csv.xz").read_bytes()
    return csv.DictReader(StringIO(lzma.decompress(packed).decode(), newline=""))


async def charger(connection: AsyncConnection) -> dict[str, int]:
    """Brings the four tables to the packaged year, in the caller's transaction; tells how many rows changed.

    Rows are merged, not replaced: files point at them. A commune that no longer exists stays, out of force.
    """
    found = {
        "regions": await _merge(connection, regions, [asdict(r) for r in lire_regions()]),
        "departements": await _merge(connection, departements, [asdict(d) for d in lire_departements()]),
        "epcis": await _merge(connection, epcis, [asdict(e) for e in lire_epcis()]),
    }
    current = [asdict(c) | {"nom_recherche": nom_de_recherche(c.nom), "en_vigueur": True} for c in lire_communes()]
    found["communes"] = await _merge(connection, communes, current)
    gone = await connection.execute(
        text(
            "update communes set en_vigueur = false where en_vigueur and code not in (select code from charge_communes)"
        )
    )
    found["communes"] += gone.rowcount
    return found


async def charger_qpv(connection: AsyncConnection, liste: Sequence[Qpv]) -> int:
    """The list given is the whole list: what is not in it, fictitious quarters first, goes away."""
    changed = await _merge(connection, qpv, [asdict(q) for q in liste])
    gone = await connection.execute(text("delete from qpv where code not in (select code from charge_qpv)"))
    return changed + gone.rowcount


async def _merge(connection: AsyncConnection, table: Table, rows: Sequence[dict[str, Any]]) -> int:
    """COPY beside, then write only what differs: loading the same year twice writes nothing."""
    names = [column.name for column in table.columns]
    beside = f"charge_{table.name}"
    await connection.execute(text(f"drop table if exists pg_temp.{beside}"))
    await connection.execute(text(f"create temp table {beside} (like {table.name}) on commit drop"))
    driver = (await connection.get_raw_connection()).driver_connection
    if driver is None:
        raise RuntimeError("connexion PostgreSQL fermée")
    await driver.copy_records_to_table(beside, columns=names, records=[[row[n] for n in names] for row in rows])
    key = next(iter(table.primary_key.columns)).name
    others = [name for name in names if name != key]
    merged = await connection.execute(
        text(
            f"insert into {table.name} ({', '.join(names)}) select {', '.join(names)} from {beside}"  # noqa: S608
            f" on conflict ({key}) do update set {', '.join(f'{n} = excluded.{n}' for n in others)}"
            f" where ({', '.join(f'{table.name}.{n}' for n in others)})"
            f" is distinct from ({', '.join(f'excluded.{n}' for n in others)})"
        )
    )
    return merged.rowcount
