from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.echanges.tables import abonnements_webhook, avis, clients_tiers
from domain.echanges.codes import TypeAvis
from domain.echanges.errors import AbonnementIntrouvable, ClientTiersIntrouvable
from domain.echanges.model import AbonnementWebhook, Avis, ClientTiers, EnvoiWebhook

A, C = abonnements_webhook.c, clients_tiers.c


class SqlClientTiersRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, client: ClientTiers) -> None:
        self._session.add(client)

    async def get(self, departement: str, id: UUID) -> ClientTiers:
        found = await self._session.get(ClientTiers, (departement, id))
        if found is None:
            raise ClientTiersIntrouvable("Cet accès est introuvable.")
        return found


class SqlAbonnementRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, abonnement: AbonnementWebhook) -> None:
        self._session.add(abonnement)

    async def get(self, departement: str, id: UUID) -> AbonnementWebhook:
        found = await self._session.get(AbonnementWebhook, (departement, id))
        if found is None:
            raise AbonnementIntrouvable("Cet abonnement est introuvable.")
        return found

    async def du_client(self, departement: str, client_id: UUID) -> Sequence[AbonnementWebhook]:
        # the client's row is locked: two simultaneous subscriptions cannot both be the last one allowed
        await self._session.execute(
            select(C.id).where(C.departement == departement, C.id == client_id).with_for_update()
        )
        found = await self._session.scalars(
            select(AbonnementWebhook).where(
                A.departement == departement, A.client_id == client_id, A.arrete_le.is_(None)
            )
        )
        return found.all()

    async def abonnes(self, departement: str, organisme_id: UUID | None, type: TypeAvis) -> Sequence[UUID]:
        of_the_organisme = A.organisme_id == organisme_id if organisme_id else true()
        found = await self._session.scalars(
            select(A.id)
            .join(clients_tiers, (C.departement == A.departement) & (C.id == A.client_id))
            .where(
                A.departement == departement,
                A.arrete_le.is_(None),
                C.revoque_le.is_(None),
                A.evenements.contains([type.value]),
                of_the_organisme,
            )
        )
        return found.all()


class SqlJournalDesAvis:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def publier(self, nouveau: Avis) -> int:
        # Numbers are given one transaction at a time: a reader who has seen n will never find n - 1 afterwards.
        await self._session.execute(
            select(func.pg_advisory_xact_lock(func.hashtextextended(f"avis:{nouveau.departement}", 0)))
        )
        rang: int | None = await self._session.scalar(
            avis.insert()
            .values(
                departement=nouveau.departement,
                organisme_id=nouveau.organisme_id,
                type=nouveau.type.value,
                sujet_id=nouveau.objet_id,
                bien_id=nouveau.bien_id,
                le=nouveau.le,
            )
            .returning(avis.c.id)
        )
        assert rang is not None
        return rang


class SqlEnvoiRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, envoi: EnvoiWebhook) -> None:
        self._session.add(envoi)

    async def get(self, departement: str, id: UUID) -> EnvoiWebhook:
        found = await self._session.get(EnvoiWebhook, (departement, id))
        assert found is not None, "un envoi ne s'efface pas avant d'être fini"
        return found
