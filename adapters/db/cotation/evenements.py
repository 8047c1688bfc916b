from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from adapters.db.cotation.tables import contestations, evenements_de_vie
from adapters.db.demandes.queries import visible
from adapters.db.demandes.tables import demandes
from adapters.db.engine import Reader
from domain.cotation.evenements.model import Contestation
from domain.cotation.evenements.policies import actions, actions_sur, actions_sur_la_contestation
from domain.cotation.evenements.queries import ContestationVue, EvenementDeVieVu, TypeDeFait, VieCotee
from domain.cotation.faits import EvenementNote
from domain.cotation.vocabulary import NOTES_PAR_UN_AGENT, TypeEvenement
from domain.demandes.errors import DemandeIntrouvable
from domain.organismes.acteur import Acteur, Perimetre

V, X = evenements_de_vie.c, contestations.c


async def _read(session: AsyncSession | AsyncConnection, departement: str, demande_id: UUID) -> list[EvenementNote]:
    rows = await session.execute(
        select(V.id, V.type, V.le, V.adapte, V.reference)
        .where(V.departement == departement, V.demande_id == demande_id)
        .order_by(V.le.desc(), V.id.desc())
    )
    return [EvenementNote(**row._asdict()) for row in rows]


class SqlEvenementsDeVie:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def de_la_demande(self, departement: str, demande_id: UUID) -> Sequence[EvenementNote]:
        return await _read(self._session, departement, demande_id)

    async def qualifier(self, departement: str, evenement_id: int, *, adapte: bool) -> None:
        await self._session.execute(
            update(evenements_de_vie).where(V.departement == departement, V.id == evenement_id).values(adapte=adapte)
        )

    async def retirer(self, departement: str, evenement_id: int) -> None:
        await self._session.execute(delete(evenements_de_vie).where(V.departement == departement, V.id == evenement_id))


class SqlContestations:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def de_la_demande(self, departement: str, demande_id: UUID) -> Sequence[Contestation]:
        return await contestations_of(self._session, departement, demande_id)

    async def deposer(self, departement: str, contestation: Contestation) -> None:
        await self._session.execute(contestations.insert().values(departement=departement, **asdict(contestation)))

    async def decider(self, departement: str, contestation: Contestation) -> None:
        decided = {k: v for k, v in asdict(contestation).items() if k in _DECISION}
        await self._session.execute(
            update(contestations).where(X.departement == departement, X.id == contestation.id).values(decided)
        )


_DECISION = {"issue", "decidee_le", "decidee_par", "motif_decision"}


async def contestations_of(
    session: AsyncSession | AsyncConnection, departement: str, demande_id: UUID
) -> list[Contestation]:
    """The last one first."""
    rows = await session.execute(
        select(*(c for c in X if c.name != "departement"))
        .where(X.departement == departement, X.demande_id == demande_id)
        .order_by(X.deposee_le.desc(), X.id.desc())
    )
    return [Contestation(**row._asdict()) for row in rows]


class SqlEvenementsDeVieQueries:
    def __init__(self, read: Reader) -> None:
        self._read = read

    async def de_la_demande(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID) -> VieCotee:
        async with self._read(perimetre.departement, perimetre.demande_id) as connection:
            etat = await connection.scalar(
                select(demandes.c.etat).where(visible(perimetre), demandes.c.id == demande_id)
            )
            if etat is None:
                raise DemandeIntrouvable("Cette demande est introuvable.")
            found = await _read(connection, perimetre.departement, demande_id)
            contested = await contestations_of(connection, perimetre.departement, demande_id)
        return VieCotee(
            evenements=[
                EvenementDeVieVu(
                    id=e.id,
                    type=e.type,
                    libelle=TypeEvenement(e.type).libelle,
                    le=e.le,
                    adapte=e.adapte,
                    reference=e.reference,
                    actions=actions_sur(acteur, etat, e, contested),
                )
                for e in found
            ],
            contestations=[
                ContestationVue(
                    id=c.id,
                    evenement_id=c.evenement_id,
                    libelle=TypeEvenement(c.type).libelle,
                    le=c.le,
                    motif=c.motif,
                    deposee_le=c.deposee_le,
                    par=c.par,
                    issue=c.issue,
                    decidee_le=c.decidee_le,
                    decidee_par=c.decidee_par,
                    motif_decision=c.motif_decision,
                    phrase=c.phrase,
                    actions=actions_sur_la_contestation(acteur, etat, c),
                )
                for c in contested
            ],
            types=[TypeDeFait(code=t.value, libelle=t.libelle) for t in TypeEvenement if t.value in NOTES_PAR_UN_AGENT],
            actions=actions(acteur, etat),
        )
