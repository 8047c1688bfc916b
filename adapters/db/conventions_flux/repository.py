from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.conventions_flux.tables import conventions_flux, imputations
from domain.conventions_flux.errors import ConventionIntrouvable
from domain.conventions_flux.model import Convention, Imputation, NatureImputation
from domain.kernel.codes import TypeReservataire

C = conventions_flux.c
I = imputations.c  # noqa: E741


class SqlConventionRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, convention: Convention) -> None:
        self._session.add(convention)

    async def get(self, departement: str, id: UUID) -> Convention:
        found = await self._session.get(Convention, (departement, id))
        if found is None:
            raise ConventionIntrouvable("Cette convention est introuvable.")
        return found

    async def du_flux(self, departement: str, bailleur_id: UUID, annee: int) -> Sequence[Convention]:
        # Two conventions of one flux are checked together or one after the other: no row exists yet to lock.
        key = func.hashtextextended(f"flux:{departement}:{bailleur_id}:{annee}", 0)
        await self._session.execute(select(func.pg_advisory_xact_lock(key)))
        found = await self._session.scalars(
            select(Convention)
            .where(
                C.departement == departement,
                C.annee == annee,
                C.bailleur_id == bailleur_id,
                C.resiliee_le.is_(None),
            )
            .order_by(C.id)
        )
        return found.all()

    async def qui_couvrent(
        self, departement: str, bailleur_id: UUID, reservataire_id: UUID, type: TypeReservataire, le: date
    ) -> Sequence[Convention]:
        found = await self._session.scalars(
            select(Convention)
            .where(
                C.departement == departement,
                C.annee == le.year,
                C.bailleur_id == bailleur_id,
                C.reservataire_id == reservataire_id,
                C.type_reservataire == type,
                C.resiliee_le.is_(None),
                C.debut <= le,
                C.fin >= le,
            )
            .order_by(C.id)
        )
        return found.all()


class SqlImputationRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def ajouter(self, imputation: Imputation) -> bool:
        await self._session.flush()  # an imputation cancelled just before must not count as already there
        added = await self._session.scalar(
            insert(imputations)
            .values(
                departement=imputation.departement,
                id=imputation.id,
                convention_id=imputation.convention_id,
                nature=imputation.nature,
                bien_id=imputation.bien_id,
                mise_en_location_id=imputation.mise_en_location_id,
                le=imputation.le,
            )
            .on_conflict_do_nothing(
                index_elements=[I.departement, I.convention_id, I.nature, I.mise_en_location_id],
                index_where=text("annulee_le is null"),
            )
            .returning(I.id)
        )
        return added is not None

    async def de_la_mise_en_location(
        self, departement: str, mise_en_location_id: UUID, nature: NatureImputation
    ) -> Sequence[Imputation]:
        found = await self._session.scalars(
            select(Imputation).where(
                I.departement == departement,
                I.mise_en_location_id == mise_en_location_id,
                I.nature == nature,
                I.annulee_le.is_(None),
            )
        )
        return found.all()
