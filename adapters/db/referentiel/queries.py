from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from adapters.db.engine import Reader
from adapters.db.referentiel.tables import communes, departements, epcis, qpv, regions
from domain.kernel.text import cle_de_tri
from domain.referentiel.queries import CommuneVue, DepartementVue, EpciVue, QpvVue, ZonageVue
from domain.referentiel.rules import lire_recherche

LARGEST_LIST = 50


def _communes() -> Select[Any]:
    c = communes.c
    return select(
        c.code,
        c.nom,
        c.codes_postaux,
        c.epci,
        epcis.c.nom.label("epci_nom"),
        c.departement,
        c.latitude,
        c.longitude,
        c.population,
    ).select_from(communes.outerjoin(epcis, c.epci == epcis.c.siren))


def _starts_with(prefix: str, upper_bound: str) -> ColumnElement[bool]:
    """An explicit range: a LIKE whose pattern is a parameter cannot use the index in a generic plan."""
    name = communes.c.nom_recherche
    return name.op("~>=~", is_comparison=True)(prefix) & name.op("~<~", is_comparison=True)(upper_bound)


def search_statement(departement: str | None, q: str, limit: int) -> Select[Any] | None:
    """None when nothing is asked of the whole country."""
    recherche = lire_recherche(q)
    if recherche.est_vide and departement is None:
        return None
    found = _communes().where(communes.c.en_vigueur)
    if departement is not None:
        found = found.where(communes.c.departement == departement)
    if recherche.prefixe:
        found = found.where(_starts_with(recherche.prefixe, recherche.borne_superieure))
    if recherche.code is not None:
        found = found.where(or_(communes.c.codes_postaux.contains([recherche.code]), communes.c.code == recherche.code))
    by_size = found.order_by(communes.c.population.desc(), communes.c.code)
    return by_size.limit(max(1, min(limit, LARGEST_LIST)))


class SqlReferentielQueries:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def communes(self, departement: str | None, q: str, limit: int = 10) -> list[CommuneVue]:
        statement = search_statement(departement, q, limit)
        if statement is None:
            return []
        async with self._reader(departement or "") as connection:
            return [CommuneVue(**row) for row in (await connection.execute(statement)).mappings()]

    async def communes_par_code(self, codes: Collection[str]) -> dict[str, CommuneVue]:
        statement = _communes().where(communes.c.code.in_(codes))
        async with self._reader() as connection:
            return {row["code"]: CommuneVue(**row) for row in (await connection.execute(statement)).mappings()}

    async def zonages(self, codes: Collection[str]) -> dict[str, ZonageVue]:
        c = communes.c
        statement = select(c.code.label("commune"), c.zone_abc, c.zone_apl, c.zone_plafonds).where(c.code.in_(codes))
        async with self._reader() as connection:
            return {row["commune"]: ZonageVue(**row) for row in (await connection.execute(statement)).mappings()}

    async def departements(self) -> list[DepartementVue]:
        d = departements.c
        statement = (
            select(d.code, d.nom, d.region, regions.c.nom.label("region_nom"))
            .join(regions, d.region == regions.c.code)
            .order_by(d.code)
        )
        async with self._reader() as connection:
            return [DepartementVue(**row) for row in (await connection.execute(statement)).mappings()]

    async def epcis(self, departement: str) -> list[EpciVue]:
        e = epcis.c
        statement = (
            select(
                e.siren,
                e.nom,
                e.type,
                e.departement,
                func.array_agg(communes.c.code).label("communes"),
                func.sum(communes.c.population).label("population"),
            )
            .join(communes, communes.c.epci == e.siren)
            .where(communes.c.departement == departement, communes.c.en_vigueur)
            .group_by(e.siren)
        )
        async with self._reader(departement) as connection:
            rows = (await connection.execute(statement)).mappings().all()
        found = [EpciVue(**{**row, "communes": sorted(row["communes"])}) for row in rows]
        return sorted(found, key=lambda epci: cle_de_tri(epci.nom))

    async def qpv(self, departement: str) -> list[QpvVue]:
        statement = (
            select(qpv.c.code, qpv.c.nom, qpv.c.communes, qpv.c.fictif)
            .where(qpv.c.departement == departement)
            .order_by(qpv.c.code)
        )
        async with self._reader(departement) as connection:
            return [QpvVue(**row) for row in (await connection.execute(statement)).mappings()]
