"""Are the stored points those that the grids give today? One SQL statement a territory, nothing leaves the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.cotation.evaluation import F, points_en_sql
from adapters.db.cotation.repository import published, version_of
from adapters.db.cotation.tables import cotations, grilles
from domain.cotation.use_cases import grilles_de_la_population

C, G = cotations.c, grilles.c
_COMPARES = ("statut", "hors_cotation", "total_declare", "total_verifie", "details_declares", "details_verifies")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    epci: str
    demandes: int
    ecarts: int
    """Stored otherwise, or not at all."""


async def verifier(session: AsyncSession, departement: str, le: date) -> Sequence[Verification]:

    found = []
    for epci in await session.scalars(select(G.epci).distinct().where(G.departement == departement).order_by(G.epci)):
        versions = [version_of(row) for row in await session.execute(published(departement, [epci], le))]
        seen = wrong = 0
        for mutation in (False, True):
            for version in grilles_de_la_population(versions, mutation, le):
                scope = (F.departement == departement, F.epci == epci, F.est_mutation.is_(mutation))
                points = points_en_sql(version.contenu, le, *scope).subquery("points")
                stored = and_(
                    C.departement == departement, C.demande_id == points.c.demande_id, C.grille_id == version.id
                )
                differs = or_(*(C[name].is_distinct_from(points.c[name]) for name in _COMPARES))
                counted = select(func.count(), func.count().filter(differs)).select_from(
                    points.outerjoin(cotations, stored)
                )
                row = (await session.execute(counted)).one()
                seen, wrong = seen + row[0], wrong + row[1]
        found.append(Verification(epci=epci, demandes=seen, ecarts=wrong))
    return found
