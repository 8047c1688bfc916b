from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.cotation.repository import SqlCotationRepository, result_of
from adapters.db.cotation.tables import cotations
from adapters.db.cotation.une_demande import RESULTATS
from domain.cotation.tableau import TableauDePoints
from domain.kernel.tableur import Cellule

C = cotations.c


class SqlPointsDetailles:
    """One statement a batch of demandes: the grids of the day are few, and kept once read."""

    def __init__(self, session: AsyncSession, grilles: SqlCotationRepository, today: Callable[[], date]) -> None:
        self._session = session
        self._grilles = grilles
        self._today = today
        self._tableaux: dict[tuple[str, str], TableauDePoints] = {}

    async def entetes(self, departement: str, epci: str) -> Sequence[str]:
        return (await self._tableau(departement, epci)).entetes

    async def lignes(self, departement: str, epci: str, demandes: Sequence[UUID]) -> Sequence[Sequence[Cellule]]:
        wanted = select(C.demande_id, *RESULTATS).where(
            C.departement == departement, C.epci == epci, C.demande_id.in_(demandes)
        )
        found = {row.demande_id: result_of(row) for row in await self._session.execute(wanted)}
        tableau = await self._tableau(departement, epci)
        return [tableau.ligne(found.get(id)) for id in demandes]

    async def _tableau(self, departement: str, epci: str) -> TableauDePoints:
        """The columns do not move while a file is being written, even if a grid is published meanwhile."""
        key = (departement, epci)
        if key not in self._tableaux:
            versions = await self._grilles.grilles_en_vigueur(departement, [epci], self._today())
            self._tableaux[key] = TableauDePoints.de(versions)
        return self._tableaux[key]
