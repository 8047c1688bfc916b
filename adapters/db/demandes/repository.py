from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.demandes.references import References
from adapters.db.demandes.tables import comptes_demandeurs, compteurs, demandes, numeros_uniques
from domain.demandes.compte import CompteDemandeur
from domain.demandes.errors import DemandeIntrouvable
from domain.demandes.model import Demande
from domain.kernel.vocabulary import NumeroUnique, territoire_du_departement
from domain.organismes.errors import CompteIntrouvable


async def next_in_series(session: AsyncSession, cle: str) -> int:
    """The next number of a series. The row stays locked until the transaction ends: no gap, no double."""
    statement = insert(compteurs).values(cle=cle, dernier=1)
    found = await session.scalar(
        statement.on_conflict_do_update(
            index_elements=[compteurs.c.cle], set_={"dernier": compteurs.c.dernier + 1}
        ).returning(compteurs.c.dernier)
    )
    assert found is not None
    return int(found)


class SqlDemandeRepository:
    def __init__(self, session: AsyncSession, references: References) -> None:
        self._session = session
        self._references = references

    def add(self, demande: Demande) -> None:
        self._session.add(demande)

    async def get(self, departement: str, id: UUID, *, exclusif: bool = False) -> Demande:
        lock = {"key_share": True} if exclusif else None
        demande = await self._session.get(Demande, (departement, id), with_for_update=lock)
        if demande is None:
            raise DemandeIntrouvable("Cette demande est introuvable.")
        return demande

    async def par_numero_unique(self, departement: str, numero_unique: str) -> Demande | None:
        d = demandes.c
        found: Demande | None = await self._session.scalar(
            select(Demande).where(d.departement == departement, d.numero_unique == numero_unique)
        )
        return found

    async def prochaine_reference(self, departement: str, le: date) -> str:
        return await self._references.prochaine(self._session, departement, le)


class SqlNumerosUniques:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def attribuer(self, departement: str, deposee_le: date, guichet: str) -> str:
        territoire = territoire_du_departement(departement)
        sequence = await next_in_series(self._session, f"NU:{territoire}:{deposee_le:%m%y}")
        numero = str(NumeroUnique.composer(territoire=territoire, mois=deposee_le, sequence=sequence, guichet=guichet))
        await self._session.execute(numeros_uniques.insert().values(numero=numero, departement=departement))
        return numero


class SqlCompteDemandeurRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, compte: CompteDemandeur) -> None:
        self._session.add(compte)

    async def get(self, departement: str, id: UUID) -> CompteDemandeur:
        found = await self._session.get(CompteDemandeur, (departement, id))
        if found is None:
            raise CompteIntrouvable("Ce compte est introuvable.")
        return found

    async def par_identifiant(self, departement: str, identifiant: str) -> CompteDemandeur | None:
        c = comptes_demandeurs.c
        found: CompteDemandeur | None = await self._session.scalar(
            select(CompteDemandeur).where(c.departement == departement, c.identifiant == identifiant).with_for_update()
        )
        return found

    async def par_demande(self, departement: str, demande_id: UUID) -> CompteDemandeur | None:
        c = comptes_demandeurs.c
        found: CompteDemandeur | None = await self._session.scalar(
            select(CompteDemandeur)
            .where(c.departement == departement, c.demande_id == demande_id)
            .order_by(c.derniere_connexion_le.desc().nulls_last(), c.id)
            .limit(1)
        )
        return found

    async def de_la_demande(self, departement: str, demande_id: UUID) -> Sequence[CompteDemandeur]:
        c = comptes_demandeurs.c
        found = await self._session.scalars(
            select(CompteDemandeur).where(c.departement == departement, c.demande_id == demande_id).order_by(c.id)
        )
        return found.all()

    async def retirer(self, compte: CompteDemandeur) -> None:
        await self._session.delete(compte)
        # before whoever takes its address: SQLAlchemy would delete last
        await self._session.flush()
