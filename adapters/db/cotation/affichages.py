"""What an applicant was last shown of his points: two days of it, the last and the one before."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    Date,
    ForeignKeyConstraint,
    Integer,
    Select,
    SmallInteger,
    String,
    Table,
    Text,
    Uuid,
    delete,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.cotation.tables import grilles
from adapters.db.demandes.tables import demandes
from adapters.db.types import OWN_FILE, AsEnum, departement_column, metadata
from domain.cotation.evolution import Affichage
from domain.cotation.model import VersionDeGrille
from domain.cotation.position import NiveauDeLieu
from domain.kernel.codes import Typologie

affichages_de_cotation = Table(
    "affichages_de_cotation",
    metadata,
    departement_column(),
    Column("demande_id", Uuid, primary_key=True),
    Column("epci", String(9), primary_key=True),
    Column("jour", Date, primary_key=True),
    Column("grille_id", Uuid, nullable=False),
    Column("points", SmallInteger),
    Column("details", ARRAY(SmallInteger, as_tuple=True), nullable=False),
    Column("niveau", AsEnum(NiveauDeLieu)),
    Column("lieu", Text),
    Column("typologie", AsEnum(Typologie)),
    Column("rang", Integer),
    Column("sur", Integer),
    ForeignKeyConstraint(["departement", "demande_id"], [demandes.c.departement, demandes.c.id], ondelete="CASCADE"),
    ForeignKeyConstraint(["departement", "grille_id"], [grilles.c.departement, grilles.c.id]),
    info=OWN_FILE,
)
"""A second look on the same day still compares with the visit before."""

A, G = affichages_de_cotation.c, grilles.c
_SEEN = ("epci", "jour", "grille_id", "points", "details", "niveau", "lieu", "typologie", "rang", "sur")


def last_seen(departement: str, demande_id: UUID, before: date) -> Select[Any]:
    """The last day before this one, territory by territory, with the grid of that day."""
    last = (
        select(A.epci, func.max(A.jour).label("jour"))
        .where(A.departement == departement, A.demande_id == demande_id, A.jour < before)
        .group_by(A.epci)
        .subquery()
    )
    return (
        select(
            *(A[name].label(f"vu_{name}") for name in _SEEN),
            *(G[name] for name in ("id", "departement", "epci", "population", "version_grille", "contenu")),
            G.effet_du,
            G.effet_au,
        )
        .join(last, (A.epci == last.c.epci) & (A.jour == last.c.jour))
        .join(grilles, (G.departement == A.departement) & (G.id == A.grille_id))
        .where(A.departement == departement, A.demande_id == demande_id)
    )


def seen_of(row: Any) -> Affichage:
    return Affichage(**{name: getattr(row, f"vu_{name}") for name in _SEEN})


def grid_of(row: Any) -> VersionDeGrille:
    return VersionDeGrille(**{name: getattr(row, name) for name in VersionDeGrille.__dataclass_fields__})


class SqlAffichages:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def noter(self, departement: str, demande_id: UUID, vus: Sequence[Affichage]) -> None:
        for vu in vus:
            values = {name: getattr(vu, name) for name in _SEEN}
            shown = insert(affichages_de_cotation).values(departement=departement, demande_id=demande_id, **values)
            await self._session.execute(
                shown.on_conflict_do_update(
                    index_elements=["departement", "demande_id", "epci", "jour"],
                    set_={c.name: shown.excluded[c.name] for c in affichages_de_cotation.c if not c.primary_key},
                )
            )
            older = (
                select(A.jour)
                .where(A.departement == departement, A.demande_id == demande_id, A.epci == vu.epci)
                .order_by(A.jour.desc())
                .offset(1)
                .limit(1)
                .scalar_subquery()
            )
            await self._session.execute(
                delete(affichages_de_cotation).where(
                    A.departement == departement, A.demande_id == demande_id, A.epci == vu.epci, A.jour < older
                )
            )
