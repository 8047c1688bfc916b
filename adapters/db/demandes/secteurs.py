"""The sectors that applicants may choose: a few dozen lines a département, read whole."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Date, ForeignKey, Index, Integer, String, Table, Text, Uuid, or_, select
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.constraints import says
from adapters.db.cotation.registre import epci_of
from adapters.db.engine import Reader
from adapters.db.organismes.tables import organismes
from adapters.db.referentiel.memory import Communes
from adapters.db.types import AsJson, departement_column, mapper_registry, metadata
from domain.demandes.formulaire import QuartierSouhaite, SecteurSouhaite
from domain.demandes.secteurs.errors import SecteurDejaNomme, SecteurIntrouvable
from domain.demandes.secteurs.model import Secteur
from domain.demandes.secteurs.policies import action_fermer, action_ouvrir
from domain.demandes.secteurs.queries import EpciDuSecteur, SecteurAChoisir, SecteursDuTerritoire, SecteurVu
from domain.demandes.secteurs.rules import dire_ce_qu_il_couvre
from domain.kernel.text import cle_de_tri
from domain.organismes.acteur import Acteur, Droit, Perimetre

AT_MOST = 500
"""Lines: every EPCI of the largest département, redrawn several times."""

secteurs = Table(
    "secteurs",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("organisme_id", ForeignKey(organismes.c.id), nullable=False),
    Column("epci", String(9), nullable=False),
    Column("nom", Text, nullable=False),
    Column("communes", ARRAY(String(5), as_tuple=True), nullable=False),
    Column("quartiers", AsJson(tuple[QuartierSouhaite, ...]), nullable=False),
    Column("acte", Text, nullable=False),
    Column("du", Date, nullable=False),
    Column("au", Date),
    Column("version", Integer, nullable=False),
    Index("uq_secteurs_nom", "departement", "epci", "nom", unique=True, postgresql_where=sql("au is null")),
)
S = secteurs.c
says(
    "uq_secteurs_nom",
    lambda: SecteurDejaNomme("Un secteur de cet EPCI vient de prendre ce nom. Rien n'a été enregistré."),
)


def map_secteurs() -> None:
    mapper_registry.map_imperatively(Secteur, secteurs, version_id_col=S.version)


def _chosen(departement: str, le: date) -> ColumnElement[bool]:
    return (S.departement == departement) & (S.du <= le) & or_(S.au.is_(None), S.au >= le)


class SqlSecteurRepository:
    def __init__(self, session: AsyncSession, communes: Communes) -> None:
        self._session = session
        self._communes = communes

    def add(self, secteur: Secteur) -> None:
        self._session.add(secteur)

    async def get(self, departement: str, id: UUID) -> Secteur:
        found = await self._session.get(Secteur, (departement, id))
        if found is None:
            raise SecteurIntrouvable("Ce secteur est introuvable.")
        return found

    async def a_choisir(self, departement: str, le: date) -> Sequence[Secteur]:
        found = await self._session.scalars(select(Secteur).where(_chosen(departement, le)).order_by(S.nom, S.id))
        return found.all()

    async def ouverts_entre(self, departement: str, du: date, au: date | None) -> Sequence[Secteur]:
        still = select(Secteur).where(S.departement == departement, or_(S.au.is_(None), S.au >= du))
        found = await self._session.scalars(still if au is None else still.where(S.du <= au))
        return found.all()

    async def epci_de(self, organisme_id: UUID | None) -> str | None:
        found: str | None = await self._session.scalar(select(epci_of(organisme_id)))
        return found

    async def communes_de_l_epci(self, departement: str, epci: str) -> frozenset[str]:
        await self._communes.load()
        return frozenset(_of_here(self._communes, departement, epci))


def _of_here(communes: Communes, departement: str, epci: str) -> list[str]:
    """An EPCI may lie in two départements."""
    return sorted(c for c in communes.codes_de_l_epci(epci) if communes.departement(c) == departement)


class SqlSecteursQueries:
    def __init__(self, read: Reader, communes: Communes, today: Callable[[], date]) -> None:
        self._read = read
        self._communes = communes
        self._today = today

    async def a_choisir(self, perimetre: Perimetre) -> list[SecteurAChoisir]:
        await self._communes.load()
        async with self._read(perimetre.departement) as connection:
            rows = await connection.execute(
                select(secteurs).where(_chosen(perimetre.departement, self._today())).limit(AT_MOST)
            )
            found = [
                SecteurAChoisir(
                    epci_nom=self._communes.nom_epci(row.epci),
                    phrase=self._covers(row),
                    secteur=SecteurSouhaite(
                        id=row.id, nom=row.nom, communes=tuple(row.communes), quartiers=row.quartiers
                    ),
                )
                for row in rows
            ]
        return sorted(found, key=lambda s: (s.epci_nom, s.secteur.nom, s.secteur.id))

    async def tous(self, perimetre: Perimetre, acteur: Acteur) -> SecteursDuTerritoire:
        await self._communes.load()
        # on the primary: what was just opened is read at once
        async with self._read.tracing(perimetre.departement) as connection:
            le_sien = await connection.scalar(select(epci_of(perimetre.organisme_id)))
            rows = (
                await connection.execute(
                    select(secteurs)
                    .where(S.departement == perimetre.departement)
                    .order_by(S.epci, S.au.desc().nulls_first(), S.nom, S.id)
                    .limit(AT_MOST)
                )
            ).all()
        items = [self._seen(row, acteur, le_sien) for row in rows]
        return SecteursDuTerritoire(
            items=sorted(items, key=lambda s: (not s.ouvert, s.epci_nom)),
            epcis=self._epcis(perimetre, acteur, le_sien),
            ouvrir=action_ouvrir(acteur, le_sien),
        )

    def _epcis(self, perimetre: Perimetre, acteur: Acteur, le_sien: str | None) -> list[EpciDuSecteur]:
        if not acteur.peut(Droit.SECTEURS_ECRIRE):
            return []
        here = self._communes.epcis_du_departement(perimetre.departement)
        mine = [e for e in here if perimetre.tout_organisme or e == le_sien]
        return sorted(
            (
                EpciDuSecteur(
                    siren=e,
                    nom=self._communes.nom_epci(e),
                    communes=sorted(
                        map(self._communes.courte, _of_here(self._communes, perimetre.departement, e)),
                        key=lambda commune: cle_de_tri(commune.nom),
                    ),
                )
                for e in mine
            ),
            key=lambda e: e.nom,
        )

    def _seen(self, row: Any, acteur: Acteur, le_sien: str | None) -> SecteurVu:
        today = self._today()
        return SecteurVu(
            id=row.id,
            epci=row.epci,
            epci_nom=self._communes.nom_epci(row.epci),
            nom=row.nom,
            phrase=self._covers(row),
            acte=row.acte,
            du=row.du,
            au=row.au,
            ouvert=row.du <= today and (row.au is None or today <= row.au),
            fermer=action_fermer(acteur, row.epci, le_sien, row.au, today),
        )

    def _covers(self, row: Any) -> str:
        return dire_ce_qu_il_couvre(row.communes, row.quartiers, lambda code: self._communes.courte(code).nom)
