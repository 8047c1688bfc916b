from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from adapters.db.cotation.tables import evenements_de_vie
from adapters.db.demandes.queries import visible
from adapters.db.demandes.tables import demandes
from adapters.db.engine import Reader
from domain.cotation.evenements.policies import actions, actions_sur
from domain.cotation.evenements.queries import EvenementDeVieVu, TypeDeFait, VieCotee
from domain.cotation.faits import EvenementNote
from domain.cotation.vocabulary import NOTES_PAR_UN_AGENT, TypeEvenement
from domain.demandes.errors import DemandeIntrouvable
from domain.organismes.acteur import Acteur, Perimetre

V = evenements_de_vie.c


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
        return VieCotee(
            evenements=[
                EvenementDeVieVu(
                    id=e.id,
                    type=e.type,
                    libelle=TypeEvenement(e.type).libelle,
                    le=e.le,
                    adapte=e.adapte,
                    reference=e.reference,
                    actions=actions_sur(acteur, etat, e),
                )
                for e in found
            ],
            types=[TypeDeFait(code=t.value, libelle=t.libelle) for t in TypeEvenement if t.value in NOTES_PAR_UN_AGENT],
            actions=actions(acteur, etat),
        )
