"""Where the recalculations stand, and which demandes they are owed to."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from itertools import pairwise
from uuid import UUID

from sqlalchemy import Float, case, cast, exists, func, literal, null, or_, select, union, update
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, JSONPATH
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.cotation.conservation import oublier
from adapters.db.cotation.tables import cotations, faits_de_cotation, grilles, recalculs, voies_de_recalcul
from adapters.db.demandes.tables import demandes
from domain.cotation.model import DEBUT, LotCote, Recalcul, Voie
from domain.cotation.vocabulary import StatutGrille

C, D, F, G, R, V = cotations.c, demandes.c, faits_de_cotation.c, grilles.c, recalculs.c, voies_de_recalcul.c


class SqlRecalculRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def commencer(self, recalcul: Recalcul, voies: Sequence[Voie]) -> None:
        await self._session.execute(recalculs.insert().values(**asdict(recalcul)))
        whose = {"departement": recalcul.departement, "recalcul_id": recalcul.id}
        await self._session.execute(voies_de_recalcul.insert(), [whose | asdict(voie) for voie in voies])

    async def partager(self, departement: str, epci: str, parts: int) -> Sequence[Voie]:
        shares = [rank / parts for rank in range(1, parts)]
        middle = func.percentile_disc(cast(shares, ARRAY(Float))).within_group(F.demande_id)
        ends = await self._session.scalar(select(middle).where(F.departement == departement, F.epci == epci))
        bounds = [DEBUT, *dict.fromkeys(ends or ()), None]
        return [Voie(rang=n, curseur=start or DEBUT, jusqu_a=end) for n, (start, end) in enumerate(pairwise(bounds))]

    async def reprendre(self, departement: str, id: UUID, voie: int) -> tuple[Recalcul, Voie]:
        found = (
            select(recalculs, V.rang, V.curseur, V.jusqu_a, V.examinees.label("vues"), V.finie)
            .join(voies_de_recalcul, (V.departement == R.departement) & (V.recalcul_id == R.id))
            .where(R.departement == departement, R.id == id, V.rang == voie)
            .with_for_update(of=voies_de_recalcul)
        )
        row = (await self._session.execute(found)).one()
        whole = Recalcul(**{c.name: getattr(row, c.name) for c in recalculs.c})
        return whole, Voie(rang=row.rang, curseur=row.curseur, jusqu_a=row.jusqu_a, examinees=row.vues, finie=row.finie)

    async def avancer(self, recalcul: Recalcul, voie: Voie, lot: LotCote, le: datetime) -> Recalcul:
        mine = (V.departement == recalcul.departement, V.recalcul_id == recalcul.id)
        await self._session.execute(update(voies_de_recalcul).where(*mine, V.rang == voie.rang).values(**asdict(voie)))
        # the other ways wait here for the end of this act: the last one sees that no other is left
        ours = (R.departement == recalcul.departement, R.id == recalcul.id)
        await self._session.execute(
            update(recalculs)
            .where(*ours)
            .values(examinees=R.examinees + lot.examinees, changees=R.changees + lot.changees)
        )
        left = exists().where(*mine, ~V.finie)
        moved = await self._session.execute(
            update(recalculs)
            .where(*ours)
            .values(termine_le=case((left, null()), else_=literal(le, R.termine_le.type)))
            .returning(recalculs)
        )
        return Recalcul(**moved.one()._mapping)

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
