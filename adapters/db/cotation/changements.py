from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import String, cast, select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.cotation.tables import grilles
from adapters.db.historique import historique
from domain.communications.changements import ChangementDePoints
from domain.cotation.events import DemandeCotee
from domain.cotation.vocabulary import CauseDeCalcul
from domain.kernel.aggregate import Objet

G, H = grilles.c, historique.c


class SqlChangementsDePoints:
    """What a grid changed is read where the recalculation wrote it: in the historique of each demande."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def par_la_grille(
        self, departement: str, epci: str, depuis: datetime, *, apres: int, combien: int
    ) -> Sequence[ChangementDePoints]:
        rows = await self._session.execute(
            select(H.id, H.objet_id, H.phrase_publique)
            .join(grilles, (G.departement == H.departement) & (cast(G.id, String) == H.details["grille_id"].astext))
            .where(
                H.departement == departement,
                H.ecrit_le >= depuis,
                H.objet == Objet.DEMANDE,
                H.type == DemandeCotee.__name__,
                H.details["cause"].astext == CauseDeCalcul.GRILLE.value,
                H.id > apres,
                G.epci == epci,
                G.prevenir,
            )
            .order_by(H.id)
            .limit(combien)
        )
        return [
            ChangementDePoints(ligne=row.id, demande_id=row.objet_id, phrase=row.phrase_publique)
            for row in rows
            if row.phrase_publique
        ]
