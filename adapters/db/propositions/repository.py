from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.commissions.tables import seances
from adapters.db.propositions.contexte import contexte_columns, contexte_of, with_contexte
from adapters.db.propositions.tables import propositions
from domain.propositions.codes import ENGAGENT, OUVERTES, EtatProposition
from domain.propositions.errors import PropositionIntrouvable
from domain.propositions.model import Proposition
from domain.propositions.ports import Parties
from domain.propositions.rules import Contexte, nommer_la_commission

P, S = propositions.c, seances.c


class SqlPropositionRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, proposition: Proposition) -> None:
        self._session.add(proposition)

    async def parties(self, departement: str, id: UUID) -> Parties:
        row = (
            await self._session.execute(select(P.bien_id, P.demande_id).where(P.departement == departement, P.id == id))
        ).first()
        if row is None:
            raise _introuvable()
        return Parties(bien_id=row.bien_id, demande_id=row.demande_id)

    async def get(self, departement: str, id: UUID, *, exclusif: bool = False) -> Proposition:
        lock = {"key_share": True} if exclusif else None
        found = await self._session.get(Proposition, (departement, id), with_for_update=lock)
        if found is None:
            raise _introuvable()
        return found

    async def contexte(self, proposition: Proposition) -> Contexte:
        row = (
            await self._session.execute(
                with_contexte(select(*contexte_columns())).where(
                    P.departement == proposition.departement, P.id == proposition.id
                )
            )
        ).one()
        return contexte_of(row)

    async def ouvertes_du_bien(self, departement: str, mise_en_location_id: UUID) -> Sequence[Proposition]:
        found = await self._session.scalars(
            select(Proposition)
            .where(
                P.departement == departement,
                P.mise_en_location_id == mise_en_location_id,
                P.etat.in_(OUVERTES),
            )
            .order_by(P.rang.asc().nulls_last(), P.id)
        )
        return found.all()

    async def ouvertes_de_la_demande(self, departement: str, demande_id: UUID) -> Sequence[Proposition]:
        found = await self._session.scalars(
            select(Proposition)
            .where(P.departement == departement, P.demande_id == demande_id, P.etat.in_(OUVERTES))
            .order_by(P.id)
        )
        return found.all()

    async def bail_de_la_demande(self, departement: str, demande_id: UUID) -> Proposition | None:
        found = await self._session.scalars(
            select(Proposition)
            .where(P.departement == departement, P.demande_id == demande_id, P.bail_signe_le.is_not(None))
            .order_by(P.bail_signe_le.desc())
            .limit(1)
        )
        return found.first()

    async def demandes_engagees(self, departement: str, demandes: Collection[UUID]) -> frozenset[UUID]:
        found = await self._session.scalars(
            select(P.demande_id).where(P.departement == departement, P.demande_id.in_(demandes), P.etat.in_(ENGAGENT))
        )
        return frozenset(found)

    async def nom_de_la_commission(self, departement: str, seance_id: UUID) -> str:
        found = (
            await self._session.execute(
                select(S.tenue_le, S.heure, S.lieu).where(S.departement == departement, S.id == seance_id)
            )
        ).one()
        return nommer_la_commission(found.tenue_le, found.heure, found.lieu)

    async def restees_sans_reponse(self, departement: str, le: date) -> Sequence[Proposition]:
        found = await self._session.scalars(
            select(Proposition)
            .where(
                P.departement == departement,
                P.etat == EtatProposition.NOTIFIEE,
                P.repondre_avant_le < le,
            )
            .order_by(P.id)
            .with_for_update(key_share=True, skip_locked=True)
        )
        return found.all()


def _introuvable() -> PropositionIntrouvable:
    return PropositionIntrouvable("Cette proposition est introuvable.")
