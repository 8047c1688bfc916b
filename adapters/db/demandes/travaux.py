"""What agents asked for many demandes at once: the rows, and how an agent reads his own."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, DateTime, Index, Integer, Select, String, Table, Text, Uuid, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.engine import Reader
from adapters.db.listing import page_of
from adapters.db.types import PERSONAL, AsEnum, AsJson, departement_column, mapper_registry, metadata
from domain.demandes.travaux.errors import ResultatIndisponible, TravailIntrouvable
from domain.demandes.travaux.model import EtatTravail, GenreTravail, Manque, Ordre, Travail
from domain.demandes.travaux.queries import FichierDuTravail, TravailDeCollegue, TravailVue
from domain.kernel.read_model import Page
from domain.organismes.acteur import Acteur, Perimetre

travaux = Table(
    "travaux",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("genre", AsEnum(GenreTravail), nullable=False),
    Column("compte_id", Uuid, nullable=False),
    Column("organisme_id", Uuid),
    Column("auteur", Text, nullable=False),
    Column("organisme", Text),
    Column("ordre", AsJson(Ordre), nullable=False),
    Column("motif", Text, nullable=False),
    Column("etat", AsEnum(EtatTravail), nullable=False),
    Column("total", Integer, nullable=False),
    Column("faits", Integer, nullable=False),
    Column("manques", AsJson(tuple[Manque, ...]), nullable=False),
    Column("cause", Text),
    Column("fichier", Text),
    Column("nom", String(120)),
    Column("cree_le", DateTime(timezone=True), nullable=False),
    Column("fini_le", DateTime(timezone=True)),
    Column("expire_le", DateTime(timezone=True)),
    Column("version", Integer, nullable=False),
    Index("ix_travaux_compte", "departement", "compte_id", "cree_le"),
    Index("ix_travaux_organisme", "departement", "organisme_id", "cree_le"),
    Index("ix_travaux_fichier", "departement", "expire_le", postgresql_where=text("fichier is not null")),
    info=PERSONAL,
)
T = travaux.c


def map_travaux() -> None:
    mapper_registry.map_imperatively(Travail, travaux, properties={"_version": T.version}, version_id_col=T.version)


class SqlTravailRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, travail: Travail) -> None:
        self._session.add(travail)

    async def get(self, departement: str, id: UUID) -> Travail:
        found = await self._session.get(Travail, (departement, id))
        if found is None:
            raise TravailIntrouvable("Ce travail est introuvable.")
        return found

    async def a_oublier(self, departement: str, le: datetime) -> Sequence[Travail]:
        rows = await self._session.scalars(
            select(Travail)
            .where(T.departement == departement, T.fichier.is_not(None), T.expire_le <= le)
            .order_by(T.expire_le)
            .limit(500)
        )
        return rows.all()


class SqlTravauxQueries:
    def __init__(self, read: Reader, now: Callable[[], datetime]) -> None:
        self._read = read
        self._now = now

    async def lister(self, perimetre: Perimetre, acteur: Acteur, *, page: int, size: int) -> Page[TravailVue]:
        async with self._read(perimetre.departement) as connection:
            order = (T.cree_le.desc(), T.id.desc())
            return await page_of(connection, _mine(perimetre, acteur), order, self._vue, page=page, size=size)

    async def des_collegues(
        self, perimetre: Perimetre, acteur: Acteur, *, page: int, size: int
    ) -> Page[TravailDeCollegue]:
        shown = (T.id, T.auteur, T.genre, T.etat, T.motif, T.total, T.faits, T.cree_le, T.fini_le)
        query = select(*shown).where(
            T.departement == perimetre.departement,
            T.organisme_id == perimetre.organisme_id,
            T.compte_id != acteur.compte_id,
        )
        order = (T.cree_le.desc(), T.id.desc())
        async with self._read(perimetre.departement) as connection:
            return await page_of(connection, query, order, _de_collegue, page=page, size=size)

    async def lire(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> TravailVue:
        return self._vue(await self._row(perimetre, acteur, id))

    async def fichier(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> FichierDuTravail:
        row = await self._row(perimetre, acteur, id)
        if not self._ready(row):
            phrase = (
                "Ce fichier n'est pas encore prêt." if row.etat is not EtatTravail.FINI else "Ce fichier n'est plus là."
            )
            raise ResultatIndisponible(f"{phrase} Refaites la demande si vous en avez besoin.")
        return FichierDuTravail(objet=row.fichier, nom=row.nom)

    async def _row(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> Any:
        # on the primary: a work just asked for is asked about at once
        async with self._read.tracing(perimetre.departement) as connection:
            row = (await connection.execute(_mine(perimetre, acteur).where(T.id == id))).first()
        if row is None:
            raise TravailIntrouvable("Ce travail est introuvable.")
        return row

    def _ready(self, row: Any) -> bool:
        return row.fichier is not None and row.expire_le > self._now()

    def _vue(self, row: Any) -> TravailVue:
        return TravailVue(
            id=row.id,
            genre=row.genre,
            genre_libelle=row.genre.libelle,
            etat=row.etat,
            etat_libelle=row.etat.libelle,
            motif=row.motif,
            total=row.total,
            faits=row.faits,
            manques=list(row.manques),
            cause=row.cause,
            nom=row.nom if self._ready(row) else None,
            cree_le=row.cree_le,
            fini_le=row.fini_le,
            expire_le=row.expire_le,
        )


def _de_collegue(row: Any) -> TravailDeCollegue:
    return TravailDeCollegue(**row._mapping, genre_libelle=row.genre.libelle, etat_libelle=row.etat.libelle)


def _mine(perimetre: Perimetre, acteur: Acteur) -> Select[Any]:
    """An agent takes, stops and starts again his own, and nobody else's."""
    shown = (T.id, T.genre, T.etat, T.motif, T.total, T.faits, T.manques, T.cause, T.fichier, T.nom)
    return select(*shown, T.cree_le, T.fini_le, T.expire_le).where(
        T.departement == perimetre.departement, T.compte_id == acteur.compte_id
    )
