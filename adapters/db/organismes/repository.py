from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.organismes.tables import comptes, habilitations, organismes, profils
from domain.organismes.errors import AgenceIntrouvable, CompteIntrouvable, OrganismeIntrouvable
from domain.organismes.model import Agence, Compte, Organisme, Profil


class SqlOrganismeRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, organisme: Organisme) -> None:
        self._session.add(organisme)

    async def get(self, id: UUID) -> Organisme:
        found = await self._session.get(Organisme, id)
        if found is None:
            raise OrganismeIntrouvable("Cet organisme est introuvable.")
        return found

    async def par_siren(self, siren: str) -> Organisme | None:
        found: Organisme | None = await self._session.scalar(select(Organisme).where(organismes.c.siren == siren))
        return found


class SqlAgenceRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, agence: Agence) -> None:
        self._session.add(agence)

    async def get(self, departement: str, id: UUID) -> Agence:
        found = await self._session.get(Agence, (departement, id))
        if found is None:
            raise AgenceIntrouvable("Cette agence est introuvable.")
        return found


class SqlCompteRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, compte: Compte) -> None:
        self._session.add(compte)

    async def get(self, id: UUID) -> Compte:
        found = await self._session.get(Compte, id)
        if found is None:
            raise CompteIntrouvable("Ce compte est introuvable.")
        return found

    async def par_email(self, email: str) -> Compte | None:
        # The row is locked: two simultaneous attempts count twice, and a one-time code serves once.
        found: Compte | None = await self._session.scalar(
            select(Compte).where(comptes.c.email == email.strip().lower()).with_for_update()
        )
        return found


async def profils_connus(session: AsyncSession, codes: Sequence[str]) -> Sequence[Profil]:
    c = profils.c
    rows = await session.execute(
        select(c.code, c.libelle, c.droits, c.types_organisme).where(c.code.in_(codes)).order_by(c.code)
    )
    return [
        Profil(
            code=row.code,
            libelle=row.libelle,
            droits=frozenset(row.droits),
            types_organisme=frozenset(row.types_organisme),
        )
        for row in rows
    ]


async def adresse_de_l_agent(session: AsyncSession, compte_id: UUID) -> str | None:
    found: str | None = await session.scalar(select(comptes.c.email).where(comptes.c.id == compte_id, comptes.c.actif))
    return found


async def referents(session: AsyncSession, departement: str, organisme_id: UUID, droit: str) -> Sequence[str]:
    """Addresses of the active accounts of an organisme that hold this right."""
    found = await session.scalars(
        select(comptes.c.email)
        .join(habilitations, habilitations.c.compte_id == comptes.c.id)
        .join(profils, profils.c.code == habilitations.c.profil)
        .where(
            comptes.c.organisme_id == organisme_id,
            comptes.c.actif,
            habilitations.c.departement == departement,
            profils.c.droits.contains([droit]),
        )
        .order_by(comptes.c.email)
        .limit(20)
    )
    return found.all()
