from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import and_, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.commissions.tables import passages
from adapters.db.demandes.tables import demandes
from domain.commissions.errors import CandidatNonInscrit, CommissionIntrouvable
from domain.commissions.model import Passage, Seance

P = passages.c


class SqlSeanceRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, seance: Seance) -> None:
        self._session.add(seance)

    async def get(self, departement: str, id: UUID, *, exclusif: bool = False, partage: bool = False) -> Seance:
        lock = {"key_share": True} if exclusif else {"read": True} if partage else None
        found = await self._session.get(Seance, (departement, id), with_for_update=lock)
        if found is None:
            raise CommissionIntrouvable("Cette commission est introuvable.")
        return found


class SqlPassageRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, passage: Passage) -> None:
        self._session.add(passage)

    async def get(self, departement: str, seance_id: UUID, proposition_id: UUID) -> Passage:
        found = await self._session.get(Passage, (departement, proposition_id), with_for_update={"key_share": True})
        if found is None or found.seance_id != seance_id:
            raise CandidatNonInscrit("Ce candidat ne passe pas dans cette commission.")
        return found

    async def cherche(self, departement: str, proposition_id: UUID) -> Passage | None:
        return await self._session.get(Passage, (departement, proposition_id))

    async def du_bien(self, departement: str, seance_id: UUID, bien_id: UUID) -> Sequence[Passage]:
        found = await self._session.scalars(
            select(Passage).where(P.departement == departement, P.seance_id == seance_id, P.bien_id == bien_id)
        )
        return found.all()

    async def de_la_seance(self, departement: str, seance_id: UUID) -> Sequence[Passage]:
        found = await self._session.scalars(
            select(Passage).where(P.departement == departement, P.seance_id == seance_id)
        )
        return found.all()

    async def un_candidat_dalo(self, departement: str, seance_id: UUID, bien_id: UUID) -> bool:
        d = demandes.c
        found = await self._session.scalar(
            select(
                exists(
                    select(P.proposition_id)
                    .join(demandes, and_(d.departement == P.departement, d.id == P.demande_id))
                    .where(P.departement == departement, P.seance_id == seance_id, P.bien_id == bien_id, d.dalo)
                )
            )
        )
        return bool(found)

    async def supprimer(self, passage: Passage) -> None:
        await self._session.delete(passage)
