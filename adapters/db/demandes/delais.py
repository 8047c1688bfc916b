"""The register of the demandes that have waited abnormally long: marked by sets, never one by one."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Date, Integer, SmallInteger, case, cast, exists, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import String

from adapters.db.demandes.tables import delais_depasses, demandes
from adapters.db.demandes.visible import recherche_visible
from domain.demandes.codes import EtatDemande, Typologie
from domain.demandes.ports import DelaiDepasse

D, P, R = demandes.c, delais_depasses.c, recherche_visible.c
SHORTEST_MONTH = timedelta(days=28)


class SqlDelaisDepasses:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def constater(
        self, departement: str, jour: date, delais: Mapping[str, int], combien: int, *, radiees: bool = False
    ) -> Sequence[DelaiDepasse]:
        mois = cast(_months(delais), SmallInteger)
        depasse_le = cast(R.deposee_le + func.make_interval(0, cast(mois, Integer)), Date)
        reached = (
            select(R.departement, R.demande_id, depasse_le.label("depasse_le"), mois.label("delai_mois"))
            .where(
                R.departement == departement,
                # the index on the deposit date leaves aside whoever has not waited the shortest delay
                R.deposee_le <= jour - min(delais.values()) * SHORTEST_MONTH,
                depasse_le <= jour,
                ~exists().where(P.departement == R.departement, P.demande_id == R.demande_id),
            )
            .order_by(R.deposee_le, R.demande_id)
            .limit(combien)
        )
        if radiees:
            closed = (D.departement == R.departement) & (D.id == R.demande_id) & (D.radiee_le >= depasse_le)
            reached = reached.where(exists().where(closed))
        else:
            reached = reached.where(R.etat == EtatDemande.ACTIVE.value)
        written = await self._session.execute(
            insert(delais_depasses)
            .from_select(["departement", "demande_id", "depasse_le", "delai_mois"], reached)
            .on_conflict_do_nothing()
            .returning(P.demande_id, P.depasse_le, P.delai_mois)
        )
        return [
            DelaiDepasse(demande_id=row.demande_id, depasse_le=row.depasse_le, delai_mois=row.delai_mois)
            for row in written
        ]


def _months(delais: Mapping[str, int]) -> ColumnElement[int]:
    """The shortest delay of the sizes that are wished; that of all sizes when none is."""
    toutes = delais["toutes"]
    by_size = {t.value: delais.get(t.value, toutes) for t in Typologie}
    whens = [
        (R.typologies.overlap(cast([t for t, m in by_size.items() if m == mois], ARRAY(String))), literal(mois))
        for mois in sorted(set(by_size.values()))
    ]
    return case(*whens, else_=literal(toutes))
