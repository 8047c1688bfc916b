"""Server-side sessions, one-use links and the locks of sign-in: only digests are kept."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Row, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from adapters.db.organismes.tables import (
    agences,
    comptes,
    habilitations,
    jetons,
    organismes,
    organismes_territoires,
    profils,
    sessions,
    verrous_de_connexion,
)
from adapters.db.referentiel.voisines import voisines_of
from domain.organismes.model import Verrou
from domain.organismes.ports import NouvelleSession, SorteSession, UsageJeton


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLimits:
    idle: timedelta
    absolute: timedelta
    activation: timedelta
    reset: timedelta


def digest(secret: str) -> bytes:
    return sha256(secret.encode()).digest()


class SqlSessions:
    def __init__(self, session: AsyncSession, limits: SessionLimits) -> None:
        self._session = session
        self._limits = limits

    async def ouvrir(self, nouvelle: NouvelleSession) -> str:
        secret = secrets.token_urlsafe(32)
        await self._session.execute(
            sessions.insert().values(
                condense=digest(secret),
                sorte=nouvelle.sorte.value,
                compte_id=nouvelle.compte_id,
                departement=nouvelle.departement,
                ouverte_le=nouvelle.le,
                vue_le=nouvelle.le,
                fin_le=nouvelle.le + self._limits.absolute,
            )
        )
        return secret

    async def fermer(self, secret: str) -> None:
        await self._session.execute(delete(sessions).where(sessions.c.condense == digest(secret)))

    async def fermer_toutes(self, compte_id: UUID) -> None:
        await self._session.execute(delete(sessions).where(sessions.c.compte_id == compte_id))

    async def renouveler(self, secret: str) -> str:
        fresh = secrets.token_urlsafe(32)
        await self._session.execute(
            update(sessions).where(sessions.c.condense == digest(secret)).values(condense=digest(fresh))
        )
        return fresh


class SqlVerrous:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def prendre(self, sorte: SorteSession, identifiant: str) -> Verrou:
        """The upsert holds the row: simultaneous tries count one after the other."""
        v = verrous_de_connexion.c
        row = (
            await self._session.execute(
                insert(verrous_de_connexion)
                .values(cle=_cle(sorte, identifiant), echecs=0)
                .on_conflict_do_update(index_elements=["cle"], set_={"le": func.now()})
                .returning(v.echecs, v.bloque_jusqu_a)
            )
        ).one()
        return Verrou(echecs=row.echecs, bloque_jusqu_a=row.bloque_jusqu_a)

    async def garder(self, sorte: SorteSession, identifiant: str, verrou: Verrou) -> None:
        await self._session.execute(
            update(verrous_de_connexion)
            .where(verrous_de_connexion.c.cle == _cle(sorte, identifiant))
            .values(echecs=verrou.echecs, bloque_jusqu_a=verrou.bloque_jusqu_a)
        )

    async def lever(self, sorte: SorteSession, identifiant: str) -> None:
        await self._session.execute(
            delete(verrous_de_connexion).where(verrous_de_connexion.c.cle == _cle(sorte, identifiant))
        )


def _cle(sorte: SorteSession, identifiant: str) -> bytes:
    return digest(f"{sorte.value}:{identifiant}")


class SqlJetons:
    def __init__(self, session: AsyncSession, limits: SessionLimits) -> None:
        self._session = session
        self._limits = limits

    async def emettre(self, compte_id: UUID, usage: UsageJeton, le: datetime) -> str:
        # A new link puts the former ones out of use.
        await self._session.execute(delete(jetons).where(jetons.c.compte_id == compte_id))
        jeton = secrets.token_urlsafe(32)
        duree = self._limits.activation if usage is UsageJeton.ACTIVATION else self._limits.reset
        await self._session.execute(
            jetons.insert().values(condense=digest(jeton), compte_id=compte_id, usage=usage.value, fin_le=le + duree)
        )
        return jeton

    async def consommer(self, jeton: str, le: datetime) -> UUID | None:
        found: UUID | None = await self._session.scalar(
            update(jetons)
            .where(jetons.c.condense == digest(jeton), jetons.c.utilise_le.is_(None), jetons.c.fin_le > le)
            .values(utilise_le=le)
            .returning(jetons.c.compte_id)
        )
        return found


AGENT = (
    select(
        sessions.c.compte_id,
        sessions.c.departement,
        sessions.c.vue_le,
        sessions.c.fin_le,
        comptes.c.nom,
        comptes.c.prenom,
        comptes.c.email,
        comptes.c.telephone,
        comptes.c.charte_version,
        (comptes.c.totp_secret.is_not(None)).label("totp_actif"),
        organismes.c.id.label("organisme_id"),
        organismes.c.nom.label("organisme"),
        organismes.c.type.label("organisme_type"),
        organismes.c.logo.label("organisme_logo"),
        organismes.c.totp_exige,
        organismes_territoires.c.communes,
        voisines_of(organismes_territoires.c.communes),
        organismes_territoires.c.handicap_seulement,
        profils.c.code.label("profil"),
        profils.c.libelle.label("profil_libelle"),
        profils.c.droits,
        agences.c.id.label("agence_id"),
        agences.c.libelle.label("agence"),
    )
    .select_from(sessions)
    .join(comptes, comptes.c.id == sessions.c.compte_id)
    .join(organismes, organismes.c.id == comptes.c.organisme_id)
    .join(
        habilitations,
        (habilitations.c.compte_id == comptes.c.id) & (habilitations.c.departement == sessions.c.departement),
    )
    .join(profils, profils.c.code == habilitations.c.profil)
    .join(
        organismes_territoires,
        (organismes_territoires.c.organisme_id == organismes.c.id)
        & (organismes_territoires.c.departement == sessions.c.departement),
    )
    .outerjoin(
        agences,
        (agences.c.departement == habilitations.c.departement) & (agences.c.id == habilitations.c.agence_id),
    )
    .where(comptes.c.actif, sessions.c.sorte == "agent", sessions.c.fin_le > func.now())
)


async def find_agent(connection: AsyncConnection, secret: str) -> Row[tuple[object, ...]] | None:
    found: Row[tuple[object, ...]] | None = (
        await connection.execute(AGENT.where(sessions.c.condense == digest(secret)))
    ).first()
    return found


async def touch(connection: AsyncConnection, secret: str) -> None:
    await connection.execute(update(sessions).where(sessions.c.condense == digest(secret)).values(vue_le=func.now()))


async def forget_expired(session: AsyncSession) -> None:
    await session.execute(delete(sessions).where(sessions.c.fin_le < func.now()))
    await session.execute(delete(jetons).where(jetons.c.fin_le < func.now() - text("interval '7 days'")))
    await session.execute(
        delete(verrous_de_connexion).where(verrous_de_connexion.c.le < func.now() - text("interval '1 day'"))
    )
