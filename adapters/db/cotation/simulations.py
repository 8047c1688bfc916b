"""The simulations of grids: their rows, and how an agent reads those of his territory."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    Select,
    String,
    Table,
    Text,
    Uuid,
    cast,
    false,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.cotation.document import AsGrille
from adapters.db.cotation.faits_lus import explained
from adapters.db.cotation.tables import grilles
from adapters.db.engine import Reader
from adapters.db.listing import page_of
from adapters.db.organismes.tables import organismes
from adapters.db.referentiel.memory import Communes
from adapters.db.types import AsEnum, AsJson, departement_column, mapper_registry, metadata
from domain.cotation.errors import GrilleIntrouvable
from domain.cotation.model import GrilleCotation
from domain.cotation.simulation.comparaison import comparer
from domain.cotation.simulation.errors import SimulationIntrouvable
from domain.cotation.simulation.model import EtapeSimulation, EtatSimulation, GrilleFigee, Simulation
from domain.cotation.simulation.policies import actions, part
from domain.cotation.simulation.queries import MenageSousLesGrilles, SimulationResume, SimulationVue
from domain.cotation.simulation.rapport import Rapport
from domain.cotation.vocabulary import StatutGrille
from domain.kernel.read_model import Page
from domain.organismes.acteur import Acteur, Droit, Perimetre
from domain.organismes.model import TypeOrganisme

simulations = Table(
    "simulations",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("grille_id", Uuid, nullable=False),
    Column("epci", String(9), nullable=False),
    Column("simulee", AsJson(GrilleFigee), nullable=False),
    Column("contenu", AsGrille, nullable=False),
    Column("comparee", AsJson(GrilleFigee)),
    Column("contenu_compare", AsGrille),
    Column("graine", BigInteger, nullable=False),
    Column("compte_id", Uuid),
    Column("auteur", Text, nullable=False),
    Column("organisme", Text),
    Column("demandee_le", DateTime(timezone=True), nullable=False),
    Column("etat", AsEnum(EtatSimulation), nullable=False),
    Column("etape", AsEnum(EtapeSimulation), nullable=False),
    Column("total", Integer, nullable=False),
    Column("faits", Integer, nullable=False),
    Column("finie_le", DateTime(timezone=True)),
    Column("rapport", AsJson(Rapport)),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(["departement", "grille_id"], [grilles.c.departement, grilles.c.id]),
    Index("ix_simulations_liste", "departement", "epci", "demandee_le"),
    Index("ix_simulations_grille", "departement", "grille_id", "demandee_le"),
)
"""Aggregated figures, without a name or a number; the grids are those of the day it was asked."""

S, G, ORG = simulations.c, grilles.c, organismes.c


def map_simulations() -> None:
    mapper_registry.map_imperatively(
        Simulation, simulations, properties={"version": S.version}, version_id_col=S.version
    )


def du_territoire(perimetre: Perimetre, epci: ColumnElement[str], communes: Communes) -> ColumnElement[bool]:
    """An EPCI sees its own; an organisme of some communes, the EPCI that are wholly its own; the others, all."""
    if perimetre.tout_organisme:
        return true()
    if perimetre.communes is not None:
        siens = {e for c in perimetre.communes if (e := communes.epci(c)) is not None}
        entiers = sorted(e for e in siens if communes.codes_de_l_epci(e) <= perimetre.communes)
        return or_(epci.in_(entiers), _own(perimetre, epci)) if entiers else _own(perimetre, epci)
    if perimetre.organisme_id is None:
        return false()
    an_epci = select(ORG.id).where(ORG.id == perimetre.organisme_id, ORG.type == TypeOrganisme.EPCI).exists()
    return or_(~an_epci, _own(perimetre, epci))


def _own(perimetre: Perimetre, epci: ColumnElement[str]) -> ColumnElement[bool]:
    return select(ORG.id).where(ORG.id == perimetre.organisme_id, or_(ORG.epci == epci, ORG.siren == epci)).exists()


class SqlSimulationRepository:
    def __init__(self, session: AsyncSession, communes: Communes) -> None:
        self._session = session
        self._communes = communes

    def add(self, simulation: Simulation) -> None:
        self._session.add(simulation)

    async def get(self, departement: str, id: UUID) -> Simulation:
        found = await self._session.get(Simulation, (departement, id))
        if found is None:
            raise _introuvable()
        return found

    async def grille(self, perimetre: Perimetre, id: UUID) -> GrilleCotation:
        found = await self._session.scalar(
            select(GrilleCotation).where(
                G.departement == perimetre.departement,
                G.id == id,
                du_territoire(perimetre, G.epci, self._communes),
            )
        )
        if found is None:
            raise GrilleIntrouvable("Cette grille est introuvable.")
        return found

    async def en_vigueur(self, grille: GrilleCotation, le: date) -> GrilleCotation | None:
        found = await self._session.scalars(
            select(GrilleCotation)
            .where(
                G.departement == grille.departement,
                G.epci == grille.epci,
                G.id != grille.id,
                G.statut == StatutGrille.PUBLIEE,
                G.effet_du <= le,
                or_(G.effet_au.is_(None), G.effet_au >= le),
            )
            .order_by((G.population == grille.population).desc(), G.effet_du.desc())
            .limit(1)
        )
        return found.first()

    async def exiger_visible(self, perimetre: Perimetre, simulation: Simulation) -> None:
        seen = await self._session.scalar(
            select(S.id).where(
                S.departement == perimetre.departement,
                S.id == simulation.id,
                du_territoire(perimetre, S.epci, self._communes),
            )
        )
        if seen is None:
            raise _introuvable()


_LISTED = (
    S.id,
    S.grille_id,
    S.epci,
    S.simulee,
    S.comparee,
    S.etat,
    S.etape,
    S.total,
    S.faits,
    S.auteur,
    S.organisme,
    S.demandee_le,
    S.finie_le,
    cast(S.contenu, JSONB)["libelle"].astext.label("libelle"),
    cast(S.contenu_compare, JSONB)["libelle"].astext.label("libelle_compare"),
)


class SqlSimulationsQueries:
    def __init__(self, read: Reader, communes: Communes, today: Callable[[], date]) -> None:
        self._read = read
        self._communes = communes
        self._today = today

    async def lister(
        self, perimetre: Perimetre, *, grille_id: UUID | None, page: int, size: int
    ) -> Page[SimulationResume]:
        await self._communes.load()
        scope = self._mine(perimetre, *_LISTED)
        if grille_id is not None:
            scope = scope.where(S.grille_id == grille_id)
        async with self._read(perimetre.departement) as connection:
            order = (S.demandee_le.desc(), S.id.desc())
            return await page_of(
                connection,
                scope,
                order,
                lambda row: SimulationResume(**self._said(row)),
                page=page,
                size=size,
            )

    async def lire(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> SimulationVue:
        await self._communes.load()
        # on the primary: a simulation just asked for is asked about at once
        async with self._read.tracing(perimetre.departement) as connection:
            row = (await connection.execute(self._mine(perimetre, *_LISTED, S.rapport).where(S.id == id))).first()
        if row is None:
            raise _introuvable()
        return SimulationVue(**self._said(row), rapport=row.rapport, actions=list(actions(acteur, row.etat)))

    async def comparer(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID) -> MenageSousLesGrilles:
        await self._communes.load()
        today = self._today()
        async with self._read(perimetre.departement) as connection:
            faits, souhaites, versions = await explained(connection, self._communes, perimetre, demande_id, today)
        return comparer(
            versions,
            faits,
            souhaites,
            today,
            nom_epci=self._communes.nom_epci,
            voit_le_sensible=acteur.peut(Droit.DEMANDES_SENSIBLE),
        )

    def _mine(self, perimetre: Perimetre, *shown: Any) -> Select[Any]:
        return select(*shown).where(
            S.departement == perimetre.departement, du_territoire(perimetre, S.epci, self._communes)
        )

    def _said(self, row: Any) -> dict[str, Any]:
        comparee: GrilleFigee | None = row.comparee
        return {
            "id": row.id,
            "grille_id": row.grille_id,
            "epci": row.epci,
            "epci_nom": self._communes.nom_epci(row.epci),
            "grille": _named(row.libelle, row.simulee),
            "comparee": None if comparee is None else _named(row.libelle_compare, comparee),
            "etat": row.etat,
            "etat_libelle": row.etat.libelle,
            "etape": row.etape,
            "etape_libelle": row.etape.libelle,
            "part": part(row.etat, row.etape, row.faits, row.total),
            "auteur": row.auteur,
            "organisme": row.organisme,
            "demandee_le": row.demandee_le,
            "finie_le": row.finie_le,
        }


def _named(libelle: str | None, grille: GrilleFigee) -> str:
    return f"{libelle or 'Grille'}, version {grille.version_grille} ({grille.statut.libelle.lower()})"


def _introuvable() -> SimulationIntrouvable:
    return SimulationIntrouvable("Cette simulation est introuvable.")
