"""What agents have validated of a grid's criteria, as it is kept."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from adapters.db.cotation.tables import validations_de_criteres
from domain.cotation.faits import ValidationPosee

V = validations_de_criteres.c
POSEE = tuple(c for c in V if c.name not in ("departement", "demande_id"))


def posee(row: Any) -> ValidationPosee:
    return ValidationPosee(**{c.name: getattr(row, c.name) for c in POSEE})


async def validations_of(
    session: AsyncSession | AsyncConnection, departement: str, demandes_ids: Collection[UUID]
) -> dict[UUID, list[ValidationPosee]]:
    """By demande, the last one first."""
    found: dict[UUID, list[ValidationPosee]] = {}
    for row in await session.execute(
        select(V.demande_id, *POSEE)
        .where(V.departement == departement, V.demande_id.in_(demandes_ids))
        .order_by(V.valide_le.desc(), V.id.desc())
    ):
        found.setdefault(row.demande_id, []).append(posee(row))
    return found


class SqlValidations:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def de_la_demande(self, departement: str, demande_id: UUID) -> list[ValidationPosee]:
        return (await validations_of(self._session, departement, (demande_id,))).get(demande_id, [])

    async def poser(self, departement: str, demande_id: UUID, validation: ValidationPosee) -> None:
        said = {c.name: getattr(validation, c.name) for c in POSEE}
        await self._session.execute(
            validations_de_criteres.insert().values(departement=departement, demande_id=demande_id, **said)
        )

    async def retirer(self, departement: str, validation_id: UUID) -> None:
        await self._session.execute(
            delete(validations_de_criteres).where(V.departement == departement, V.id == validation_id)
        )
