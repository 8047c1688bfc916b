"""The list from beginning to end, one snapshot, read by a cursor of PostgreSQL: its order is that of the screen.

Pages asked one after the other by their last key would need a key for each of its eighteen orders, and would miss
or repeat a demande that moves meanwhile.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.demandes.resume import resume
from adapters.db.demandes.ruptures import groups, rows_by_groups, rupture
from adapters.db.demandes.search import rows_of, search_scope
from adapters.db.demandes.tables import consultations
from adapters.db.referentiel.memory import Communes
from domain.demandes.queries import DemandeResume, DemandesCriteria
from domain.organismes.acteur import Acteur, Perimetre

LOT = 500


class SqlLectureDesDemandes:
    def __init__(self, session: AsyncSession, communes: Communes, today: Callable[[], date]) -> None:
        self._session = session
        self._communes = communes
        self._today = today

    async def combien(self, perimetre: Perimetre, criteria: DemandesCriteria, *, au_plus: int) -> int:
        found = search_scope(perimetre, criteria).with_only_columns(func.now()).limit(au_plus).subquery()
        return int(await self._session.scalar(select(func.count()).select_from(found)) or 0)

    async def lots(
        self, perimetre: Perimetre, criteria: DemandesCriteria, *, au_plus: int
    ) -> AsyncIterator[Sequence[DemandeResume]]:
        today = self._today()
        rows = await self._session.stream((await self._rows(perimetre, criteria)).limit(au_plus))
        async for lot in rows.partitions(LOT):
            yield [resume(self._communes, row, today) for row in lot]

    async def _rows(self, perimetre: Perimetre, criteria: DemandesCriteria) -> Select[Any]:
        """In the order of the screen: one group after the other, unless there are too many to count."""
        if (par := criteria.reunie) is not None:
            wanted, values = groups(perimetre, criteria, par)
            reunies = rupture(self._communes, par, await wanted.read(self._session, values))
            if not reunies.plafonnee:
                return rows_by_groups(perimetre, criteria, par, [groupe.code for groupe in reunies.groupes])
        return rows_of(perimetre, criteria)

    async def noter(self, lecteur: Acteur, demandes: Sequence[UUID], quoi: str) -> None:
        seen: dict[str, Any] = {
            "departement": lecteur.departement,
            "compte_id": lecteur.compte_id,
            "auteur": lecteur.libelle,
            "organisme_id": lecteur.organisme_id,
            "organisme": lecteur.organisme_libelle,
            "quoi": quoi,
        }
        if demandes:
            lines = [{**seen, "demande_id": id} for id in demandes]
            await self._session.execute(insert(consultations).inline(), lines)
