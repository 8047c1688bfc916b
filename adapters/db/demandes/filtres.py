"""Searches kept under a name: one's own, and those that colleagues share."""

from uuid import UUID

from sqlalchemy import Boolean, Column, DateTime, Index, Integer, String, Table, Text, Uuid, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.constraints import says
from adapters.db.engine import Reader
from adapters.db.types import PERSONAL, AsJson, departement_column, mapper_registry, metadata
from domain.demandes.filtres.errors import FiltreDejaNomme, FiltreIntrouvable
from domain.demandes.filtres.model import FiltreEnregistre, RechercheGardee
from domain.demandes.filtres.queries import FiltreVue
from domain.organismes.acteur import Acteur, Perimetre

AT_MOST = 300
"""Lines. An organisme that shares more has other worries."""

filtres_de_demandes = Table(
    "filtres_de_demandes",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("compte_id", Uuid, nullable=False),
    Column("organisme_id", Uuid),
    Column("auteur", Text, nullable=False),
    Column("nom", String(80), nullable=False),
    Column("partage", Boolean, nullable=False),
    Column("recherche", AsJson(RechercheGardee), nullable=False),
    Column("cree_le", DateTime(timezone=True), nullable=False),
    Column("version", Integer, nullable=False),
    Index("uq_filtres_de_demandes_nom", "departement", "compte_id", "nom", unique=True),
    Index("ix_filtres_de_demandes_organisme", "departement", "organisme_id"),
    info=PERSONAL,
)
F = filtres_de_demandes.c


def map_filtres() -> None:
    mapper_registry.map_imperatively(
        FiltreEnregistre, filtres_de_demandes, properties={"_version": F.version}, version_id_col=F.version
    )


class SqlFiltreRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, filtre: FiltreEnregistre) -> None:
        self._session.add(filtre)

    async def get(self, departement: str, id: UUID) -> FiltreEnregistre:
        found = await self._session.get(FiltreEnregistre, (departement, id))
        if found is None:
            raise FiltreIntrouvable("Ce filtre est introuvable, ou n'est pas à vous.")
        return found

    async def combien(self, departement: str, compte_id: UUID) -> int:
        mine = select(func.count()).where(F.departement == departement, F.compte_id == compte_id)
        return int(await self._session.scalar(mine) or 0)

    async def retirer(self, filtre: FiltreEnregistre) -> None:
        await self._session.delete(filtre)


class SqlFiltresQueries:
    def __init__(self, read: Reader) -> None:
        self._read = read

    async def lister(self, perimetre: Perimetre, acteur: Acteur) -> list[FiltreVue]:
        mine = F.compte_id == acteur.compte_id
        shared = and_(F.partage, F.organisme_id == perimetre.organisme_id)
        # on the primary: what was just kept is listed at once
        async with self._read.tracing(perimetre.departement) as connection:
            rows = await connection.execute(
                select(F.id, F.nom, F.partage, mine.label("a_moi"), F.auteur, F.recherche)
                .where(F.departement == perimetre.departement, or_(mine, shared))
                .order_by(mine.desc(), func.lower(F.nom), F.id)
                .limit(AT_MOST)
            )
            return [FiltreVue(**row) for row in rows.mappings()]


says(
    "uq_filtres_de_demandes_nom",
    lambda: FiltreDejaNomme("Vous gardez déjà un filtre de ce nom. Donnez-en un autre : rien n'a été changé."),
)
