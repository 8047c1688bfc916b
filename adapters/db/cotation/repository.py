from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.cotation.tables import cotations
from adapters.db.referentiel.memory import Communes
from domain.demandes.model import Demande


class SqlCotationRepository:
    def __init__(self, session: AsyncSession, communes: Communes, today: date) -> None:
        self._session = session
        self._communes = communes
        self._today = today

    async def points_par_commune(self, demande: Demande) -> dict[str, int]:
        """Verified points of each wished commune, by the grid of its EPCI; a commune without grid is absent."""
        wished = demande.formulaire.communes
        if not wished:
            return {}
        rows = await self._session.execute(
            select(cotations.c.epci, cotations.c.total_verifie).where(
                cotations.c.departement == demande.departement, cotations.c.demande_id == demande.id
            )
        )
        by_epci = {row.epci: row.total_verifie for row in rows}
        return {c: by_epci[e] for c in wished if (e := self._communes.epci(c)) in by_epci}
