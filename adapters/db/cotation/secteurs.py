"""The sectors that the grids in force name, for what compares the demandes of several communes."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from adapters.db.cotation.repository import published, version_of
from adapters.db.cotation.tables import grilles
from domain.cotation.model import VersionDeGrille
from domain.cotation.secteurs import SecteurSitue, secteurs_des_grilles
from domain.cotation.use_cases import grilles_de_la_population
from domain.cotation.vocabulary import Population

G = grilles.c
POPULATIONS = {Population.MUTATION: True, Population.PRIMO: False}
"""Of a demande: whether its grid is the one of the mutations."""


async def grilles_de(
    connection: AsyncSession | AsyncConnection,
    departement: str,
    epcis: Collection[str],
    population: Population,
    le: date,
) -> Sequence[VersionDeGrille]:
    """Those that score the demandes of this population, one an EPCI."""
    versions = [version_of(row) for row in await connection.execute(published(departement, epcis, le))]
    return grilles_de_la_population(versions, POPULATIONS[population], le)


async def secteurs_du_departement(
    connection: AsyncSession | AsyncConnection, departement: str, le: date
) -> dict[Population, list[SecteurSitue]]:
    """By population of the demandes, the sectors of the grids that score them."""
    epcis = set(await connection.scalars(select(G.epci).where(G.departement == departement).distinct()))
    versions = [version_of(row) for row in await connection.execute(published(departement, epcis, le))]
    return {
        population: secteurs_des_grilles(grilles_de_la_population(versions, mutation, le))
        for population, mutation in POPULATIONS.items()
    }
