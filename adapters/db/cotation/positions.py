"""The rank of every active demande among those like it: one photo a night, read in one statement."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Date, Integer, Select, SmallInteger, String, Table, Text, Uuid, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from adapters.db.cotation.departage import PAR_POINTS
from adapters.db.cotation.secteurs import secteurs_du_departement
from adapters.db.types import OWN_FILE, AsEnum, departement_column, metadata
from domain.cotation.attente import PHOTO_DES_POSITIONS
from domain.cotation.position import NiveauDeLieu, Place
from domain.cotation.vocabulary import Population
from domain.demandes.codes import StatutLogement
from domain.kernel.codes import Typologie

positions = Table(
    "positions",
    metadata,
    departement_column(),
    Column("demande_id", Uuid, primary_key=True),
    Column("niveau", AsEnum(NiveauDeLieu), primary_key=True),
    Column("lieu", Text, primary_key=True),
    Column("typologie", AsEnum(Typologie), primary_key=True),
    Column("population", AsEnum(Population), nullable=False),
    Column("points", SmallInteger, nullable=False),
    Column("rang", Integer, nullable=False),
    Column("sur", Integer, nullable=False),
    info=OWN_FILE,
)
"""No key to the demande: one that is no longer active leaves at the next photo."""

photos_de_cotation = Table(
    "photos_de_cotation",
    metadata,
    departement_column(),
    Column("quoi", String(10), primary_key=True),
    Column("jour", Date, nullable=False),
    Column("previsions", Integer, nullable=False, server_default="0"),
    Column("tenues", Integer, nullable=False, server_default="0"),
)
"""Day of the last photo: apart, so that a rank which did not move is not written again."""

P, F = positions.c, photos_de_cotation.c

_PHOTO = text(
    f"""
    with secteurs as (
      select * from jsonb_to_recordset(cast(:secteurs as jsonb)) as s (population text, commune text, lieu text)
    ),
    membres as materialized (
      select s.demande_id, s.commune, k.epci, s.departage, c.total_verifie as points,
             case when r.statut_logement = :hlm then 'mutation' else 'primo' end as population
      from souhaits_visibles s
      join communes k on k.code = s.commune
      join cotations c on c.departement = s.departement and c.demande_id = s.demande_id and c.epci = k.epci
      join recherche_demandes_visibles r on r.departement = s.departement and r.demande_id = s.demande_id
      where s.departement = :departement and s.typologie = :typologie and s.rang > 0 and c.total_verifie is not null
    ),
    photo as materialized (
      select demande_id, 'commune' as niveau, commune as lieu, population, points,
             rank() over groupe as rang, count(*) over (partition by commune, population) as sur
      from membres
      window groupe as (partition by commune, population order by {PAR_POINTS})
      union all
      select demande_id, 'secteur', lieu, population, points,
             rank() over (partition by lieu, population order by {PAR_POINTS}),
             count(*) over (partition by lieu, population)
      from (
        select distinct m.demande_id, s.lieu, m.population, m.points, m.departage
        from membres m join secteurs s on s.commune = m.commune and s.population = m.population
      ) une_par_secteur
      union all
      select demande_id, 'epci', epci, population, points,
             rank() over (partition by epci, population order by {PAR_POINTS}),
             count(*) over (partition by epci, population)
      from (select distinct demande_id, epci, population, points, departage from membres) une_par_epci
    ),
    parties as (
      delete from positions p
      where p.departement = :departement and p.typologie = :typologie and not exists (
        select from photo n where n.demande_id = p.demande_id and n.niveau = p.niveau and n.lieu = p.lieu
      )
    )
    insert into positions as p (departement, demande_id, niveau, lieu, typologie, population, points, rang, sur)
    select :departement, demande_id, niveau, lieu, :typologie, population, points, rang, sur from photo
    on conflict (departement, demande_id, niveau, lieu, typologie) do update
    set population = excluded.population, points = excluded.points, rang = excluded.rang, sur = excluded.sur
    where (p.population, p.points, p.rang, p.sur)
      is distinct from (excluded.population, excluded.points, excluded.rang, excluded.sur)
    """  # noqa: S608
)


async def photographier_les_positions(session: AsyncSession | AsyncConnection, departement: str, jour: date) -> None:
    """One statement a size of dwelling: a département of 250 000 demandes stays far from the time limit."""
    secteurs = [
        {"population": population.value, "commune": commune, "lieu": secteur.lieu}
        for population, situes in (await secteurs_du_departement(session, departement, jour)).items()
        for secteur in situes
        for commune in sorted(secteur.communes)
    ]
    given = {"departement": departement, "hlm": StatutLogement.HLM.value, "secteurs": json.dumps(secteurs)}
    async with whole_stock(session):
        for typologie in Typologie:
            await session.execute(_PHOTO, given | {"typologie": typologie.value})
    await dater(session, departement, PHOTO_DES_POSITIONS, jour)


@asynccontextmanager
async def whole_stock(session: AsyncSession | AsyncConnection) -> AsyncIterator[None]:
    """Joins by hash: PostgreSQL cannot guess how many rows a photo has, and would compare each with all the others."""
    await session.execute(text("set local enable_nestloop = off"))
    yield
    await session.execute(text("set local enable_nestloop = on"))


async def dater(
    session: AsyncSession | AsyncConnection, departement: str, quoi: str, jour: date, **comptes: int
) -> None:
    taken = insert(photos_de_cotation).values(departement=departement, quoi=quoi, jour=jour, **comptes)
    await session.execute(
        taken.on_conflict_do_update(index_elements=["departement", "quoi"], set_={"jour": jour, **comptes})
    )


def places(departement: str, demande_id: UUID) -> Select[Any]:
    """The rows of a demande and the day of the photo, which comes alone when the demande was not in it."""
    mine = select(positions).where(P.departement == departement, P.demande_id == demande_id).subquery()
    taken = select(F.departement, F.jour).where(F.departement == departement, F.quoi == PHOTO_DES_POSITIONS).subquery()
    c = mine.c
    return select(taken.c.jour, c.niveau, c.lieu, c.typologie, c.population, c.points, c.rang, c.sur).select_from(
        taken.outerjoin(mine, c.departement == taken.c.departement)
    )


def photo_and_places(rows: Sequence[Any]) -> tuple[date | None, list[Place]]:
    found = [
        Place(
            niveau=row.niveau,
            lieu=row.lieu,
            typologie=row.typologie,
            population=row.population,
            points=row.points,
            rang=row.rang,
            sur=row.sur,
        )
        for row in rows
        if row.niveau is not None
    ]
    return (rows[0].jour if rows else None), found


class SqlPositions:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def photographier(self, departement: str, jour: date) -> None:
        await photographier_les_positions(self._session, departement, jour)
