"""Where the recalculations stand, and which demandes they are owed to."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from uuid import UUID

from sqlalchemy import cast, exists, func, literal, or_, select, union, update
from sqlalchemy.dialects.postgresql import JSONB, JSONPATH
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.cotation.conservation import oublier
from adapters.db.cotation.tables import cotations, faits_de_cotation, grilles, recalculs
from adapters.db.demandes.tables import demandes
from domain.cotation.model import Recalcul
from domain.cotation.vocabulary import StatutGrille

C, D, F, G, R = cotations.c, demandes.c, faits_de_cotation.c, grilles.c, recalculs.c


class SqlRecalculRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def commencer(self, recalcul: Recalcul) -> None:
        await self._session.execute(recalculs.insert().values(**asdict(recalcul)))

    async def get(self, departement: str, id: UUID) -> Recalcul:
        found = select(recalculs).where(R.departement == departement, R.id == id).with_for_update()
        return Recalcul(**(await self._session.execute(found)).one()._mapping)

    async def avancer(self, recalcul: Recalcul) -> None:
        values = {k: v for k, v in asdict(recalcul).items() if k not in ("departement", "id")}
        mine = (R.departement == recalcul.departement, R.id == recalcul.id)
        await self._session.execute(update(recalculs).where(*mine).values(**values))

    async def a_examiner(self, departement: str, epci: str | None, jour: date) -> int:
        if epci is None:
            owed = select(func.count()).where(C.departement == departement, C.prochaine_bascule <= jour)
        else:
            owed = select(func.count()).where(F.departement == departement, F.epci == epci)
        return int(await self._session.scalar(owed) or 0)

    async def territoires_a_recoter(self, departement: str, jour: date) -> Sequence[str]:
        """A grid that takes effect, or lost it yesterday, since its territory was last scored again."""
        since = exists().where(
            R.departement == G.departement,
            R.epci == G.epci,
            or_(
                (G.effet_au < jour) & (R.jour > G.effet_au),
                (G.effet_au.is_(None) | (G.effet_au >= jour)) & (R.jour >= G.effet_du),
            ),
        )
        rows = await self._session.scalars(
            select(G.epci)
            .distinct()
            .where(
                G.departement == departement,
                G.statut == StatutGrille.PUBLIEE,
                G.effet_du <= jour,
                # what was in force before the file began to keep its recalculations was scored one by one
                or_(G.effet_du > func.date(G.publiee_le), G.effet_au < jour),
                ~since,
            )
            .order_by(G.epci)
        )
        return list(rows)

    async def derniere_nuit(self, departement: str, avant: date) -> date | None:
        nights = select(func.max(R.jour)).where(R.departement == departement, R.epci.is_(None), R.jour < avant)
        found: date | None = await self._session.scalar(nights)
        return found

    async def faire_relire_les_revenus(self, departement: str, jour: date, annee: int) -> None:
        path = literal(f"$.revenus.rfr[*].annee ? (@ == {annee:d})", JSONPATH)
        told = exists().where(
            D.departement == departement, D.id == F.demande_id, cast(D.formulaire, JSONB).op("@?")(path)
        )
        counted = (F.departement == departement, or_(F.pourcentage_plafond_plus.is_not(None), F.rfr.is_not(None), told))
        await self._session.execute(update(faits_de_cotation).where(*counted).values(a_revoir_le=jour))

    async def oublier_les_passees(self, departement: str, avant: date) -> None:
        await self._session.execute(oublier(departement, avant))

    async def a_relire(self, departement: str, jour: date, combien: int) -> Sequence[UUID]:
        to_see = (
            select(F.demande_id)
            .where(F.departement == departement, F.a_revoir_le <= jour)
            .order_by(F.a_revoir_le, F.demande_id)
            .limit(combien)
        )
        known = exists().where(F.departement == C.departement, F.epci == C.epci, F.demande_id == C.demande_id)
        unknown = (
            select(C.demande_id).where(C.departement == departement, C.prochaine_bascule <= jour, ~known).limit(combien)
        )
        found = union(select(to_see.subquery().c.demande_id), select(unknown.subquery().c.demande_id)).subquery()
        rows = await self._session.scalars(select(found.c.demande_id).order_by(found.c.demande_id).limit(combien))
        return list(rows)
