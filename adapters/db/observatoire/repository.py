from typing import Any
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.organismes.tables import actualites, comptes
from domain.observatoire.use_cases import Actualite


class SqlActualites:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def publier(self, actualite: Actualite) -> None:
        await self._session.execute(
            actualites.insert().values(
                departement=actualite.departement,
                id=actualite.id,
                titre=actualite.titre,
                texte=actualite.texte,
                du=actualite.du,
                au=actualite.au,
                types_organisme=list(actualite.types_organisme) if actualite.types_organisme else None,
                creee_le=actualite.creee_le,
                version=1,
            )
        )

    async def retirer(self, departement: str, id: UUID) -> None:
        await self._session.execute(
            delete(actualites).where(actualites.c.departement == departement, actualites.c.id == id)
        )


class SqlFavoris:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def ranger(self, compte_id: UUID, favoris: list[dict[str, Any]]) -> None:
        await self._session.execute(update(comptes).where(comptes.c.id == compte_id).values(favoris=favoris))
