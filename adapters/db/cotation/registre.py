from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, and_, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from adapters.db.constraints import says
from adapters.db.cotation.repository import G
from adapters.db.cotation.sources import LIBELLES_PIECES
from adapters.db.cotation.tables import grilles, recalculs
from adapters.db.demandes.tables import recherche_demandes
from adapters.db.engine import Reader
from adapters.db.historique import page_of_acts
from adapters.db.organismes.tables import organismes
from adapters.db.outbox import MAX_ATTEMPTS, deliveries_table, events_table
from adapters.db.referentiel.memory import Communes
from domain.cotation.comparaison import comparer
from domain.cotation.errors import GrilleIntrouvable
from domain.cotation.model import GrilleCotation, Recalcul
from domain.cotation.queries import GrilleDetail, GrilleResume
from domain.cotation.recalcul import poursuivre_le_recalcul
from domain.cotation.register import decrire, resumer
from domain.cotation.registre.policies import action_relancer, actions, ecrit
from domain.cotation.registre.public import GrillePublique, VersionPubliee, en_ligne, publier_au_registre
from domain.cotation.registre.queries import (
    ComparaisonDeGrilles,
    Consequences,
    Epci,
    EtatDeRecalcul,
    GrillesCriteria,
    SuiviDuRecalcul,
)
from domain.cotation.registre.rules import avancement, etat_du_recalcul, phrases_des_consequences
from domain.cotation.vocabulary import Population, StatutGrille
from domain.demandes.codes import EtatDemande
from domain.kernel.aggregate import Objet
from domain.kernel.errors import ConcurrentEdit
from domain.kernel.read_model import Page
from domain.kernel.views import HistoriqueLigne
from domain.organismes.acteur import Acteur, Droit, Perimetre
from domain.organismes.model import TypeOrganisme

R, EVENTS, DELIVERIES = recalculs.c, events_table.c, deliveries_table.c
LIMITE = 500
"""Far above what a département's EPCIs may have published since the law."""

says(
    "uq_grilles_version",
    lambda: ConcurrentEdit("Une autre version de cette grille vient d'être ouverte. Rien n'a été créé : recommencez."),
)


def epci_of(organisme_id: UUID | None) -> ScalarSelect[Any]:
    """The SIREN of the EPCI that an organisme is."""
    o = organismes.c
    return (
        select(func.coalesce(o.epci, o.siren))
        .where(o.id == organisme_id, o.type == TypeOrganisme.EPCI)
        .scalar_subquery()
    )


def visible(perimetre: Perimetre, acteur: Acteur) -> ColumnElement[bool]:
    """A draft is known only to those who write it."""
    mine: ColumnElement[bool] = false()
    if acteur.peut(Droit.COTATION_ECRIRE):
        mine = G.epci == epci_of(perimetre.organisme_id) if not perimetre.tout_organisme else G.epci.is_not(None)
    return and_(G.departement == perimetre.departement, or_(G.statut != StatutGrille.BROUILLON, mine))


def published_once(perimetre: Perimetre) -> ColumnElement[bool]:
    """What was published stays readable by all, even replaced or withdrawn."""
    return and_(
        G.departement == perimetre.departement,
        G.statut.in_((StatutGrille.PUBLIEE, StatutGrille.ARCHIVEE)),
        G.publiee_le.is_not(None),
    )


async def last_recalcul(
    session: AsyncSession | AsyncConnection, departement: str, epci: str
) -> tuple[Recalcul, int, bool] | None:
    """The last one of a territory, how many times its batch has failed, and whether no other try will come."""
    last = select(recalculs).where(R.departement == departement, R.epci == epci).order_by(R.commence_le.desc()).limit(1)
    row = (await session.execute(last)).first()
    if row is None:
        return None
    owed = select(func.max(DELIVERIES.attempts)).where(
        DELIVERIES.done_at.is_(None),
        DELIVERIES.reaction == poursuivre_le_recalcul.__name__,
        DELIVERIES.event_id == EVENTS.id,
        EVENTS.departement == departement,
        EVENTS.payload["aggregate_id"].astext == str(row.id),
    )
    attempts = 0 if row.termine_le else await session.scalar(owed) or 0
    return Recalcul(**row._mapping), max(0, attempts - 1), attempts >= MAX_ATTEMPTS


def grille_of(row: Any) -> GrilleCotation:
    values = {name: value for name, value in row._mapping.items() if name in grilles.c}
    return GrilleCotation(**values)


class SqlRegistreDesGrilles:
    def __init__(self, session: AsyncSession, communes: Communes) -> None:
        self._session = session
        self._communes = communes

    def add(self, grille: GrilleCotation) -> None:
        self._session.add(grille)

    async def get(self, departement: str, id: UUID) -> GrilleCotation:
        found = await self._session.get(GrilleCotation, (departement, id))
        if found is None:
            raise GrilleIntrouvable("Cette grille est introuvable.")
        return found

    async def derniere_version(self, departement: str, epci: str, population: Population) -> int:
        return (
            await self._session.scalar(
                select(func.max(G.version_grille)).where(
                    G.departement == departement, G.epci == epci, G.population == population
                )
            )
        ) or 0

    async def qui_s_appliquent_apres(
        self, departement: str, epci: str, population: Population, le: date
    ) -> Sequence[GrilleCotation]:
        found = await self._session.scalars(
            select(GrilleCotation)
            .where(
                G.departement == departement,
                G.epci == epci,
                G.population == population,
                G.statut == StatutGrille.PUBLIEE,
                G.effet_au.is_(None) | (G.effet_au >= le),
            )
            .order_by(G.effet_du)
        )
        return list(found)

    async def epci_de(self, organisme_id: UUID | None) -> str | None:
        found: str | None = await self._session.scalar(select(epci_of(organisme_id)))
        return found

    async def etat_du_recalcul(self, departement: str, epci: str) -> EtatDeRecalcul | None:
        found = await last_recalcul(self._session, departement, epci)
        return None if found is None else etat_du_recalcul(*found)

    def epci_du_departement(self, departement: str, epci: str) -> bool:
        return any(self._communes.departement(c) == departement for c in self._communes.codes_de_l_epci(epci))


class SqlGrillesQueries:
    def __init__(self, read: Reader, communes: Communes, today: Callable[[], date]) -> None:
        self._read = read
        self._communes = communes
        self._today = today

    async def rechercher(self, perimetre: Perimetre, acteur: Acteur, criteria: GrillesCriteria) -> list[GrilleResume]:
        await self._communes.load()
        statement = select(grilles, epci_of(perimetre.organisme_id).label("le_sien")).where(visible(perimetre, acteur))
        if criteria.epci:
            statement = statement.where(G.epci == criteria.epci)
        if criteria.statut:
            statement = statement.where(G.statut == criteria.statut)
        statement = statement.order_by(G.epci, G.population, G.version_grille.desc()).limit(LIMITE)
        async with self._read(perimetre.departement) as connection:
            rows = (await connection.execute(statement)).all()
        return [self._resume(grille_of(row), acteur, row.le_sien) for row in rows]

    async def detail(self, perimetre: Perimetre, acteur: Acteur, grille_id: UUID) -> GrilleDetail:
        await self._communes.load()
        async with self._read(perimetre.departement) as connection:
            grille, le_sien = await self._une(connection, perimetre, acteur, grille_id)
            precedente = await connection.scalar(
                select(G.id)
                .where(
                    visible(perimetre, acteur),
                    G.epci == grille.epci,
                    G.population == grille.population,
                    G.version_grille < grille.version_grille,
                )
                .order_by(G.version_grille.desc())
                .limit(1)
            )
        return decrire(
            grille,
            epci_nom=self._communes.nom_epci(grille.epci),
            nom_commune=self._nom_commune,
            le=self._today(),
            actions=actions(acteur, grille, le_sien, self._today()),
            precedente_id=precedente,
            libelles_pieces=LIBELLES_PIECES,
        )

    async def historique(
        self, perimetre: Perimetre, acteur: Acteur, grille_id: UUID, *, page: int, size: int
    ) -> Page[HistoriqueLigne]:
        async with self._read(perimetre.departement) as connection:
            await self._une(connection, perimetre, acteur, grille_id)
            return await page_of_acts(connection, perimetre.departement, Objet.GRILLE, grille_id, page=page, size=size)

    async def recalcul(self, perimetre: Perimetre, acteur: Acteur, grille_id: UUID) -> SuiviDuRecalcul:
        async with self._read(perimetre.departement) as connection:
            grille, le_sien = await self._une(connection, perimetre, acteur, grille_id)
            found = await last_recalcul(connection, perimetre.departement, grille.epci)
        if found is None:
            return SuiviDuRecalcul(recalcul=None)
        recalcul, echecs, abandonne = found
        relancer = action_relancer(acteur, grille.epci, le_sien, etat_du_recalcul(*found))
        return SuiviDuRecalcul(recalcul=avancement(recalcul, echecs=echecs, abandonne=abandonne, actions=[relancer]))

    async def comparer(self, perimetre: Perimetre, acteur: Acteur, grille_id: UUID, avec: UUID) -> ComparaisonDeGrilles:
        await self._communes.load()
        async with self._read(perimetre.departement) as connection:
            grille, le_sien = await self._une(connection, perimetre, acteur, grille_id)
            autre, _ = await self._une(connection, perimetre, acteur, avec)
        return ComparaisonDeGrilles(
            avant=self._resume(autre, acteur, le_sien),
            apres=self._resume(grille, acteur, le_sien),
            differences=comparer(autre.contenu, grille.contenu),
        )

    async def consequences(self, perimetre: Perimetre, acteur: Acteur, grille_id: UUID, effet_du: date) -> Consequences:
        await self._communes.load()
        r = recherche_demandes.c
        async with self._read(perimetre.departement) as connection:
            grille, le_sien = await self._une(connection, perimetre, acteur, grille_id)
            communes = self._communes.codes_de_l_epci(grille.epci)
            row = (
                await connection.execute(
                    select(grilles)
                    .where(
                        G.departement == perimetre.departement,
                        G.epci == grille.epci,
                        G.population == grille.population,
                        G.statut == StatutGrille.PUBLIEE,
                        G.id != grille.id,
                        G.effet_au.is_(None) | (G.effet_au >= effet_du),
                    )
                    .order_by(G.effet_du.desc())
                    .limit(1)
                )
            ).first()
            demandes = await connection.scalar(
                select(func.count())
                .select_from(recherche_demandes)
                .where(
                    r.departement == perimetre.departement,
                    r.etat == EtatDemande.ACTIVE.value,
                    r.communes.overlap(sorted(communes)),
                )
            )
        remplacee = None if row is None else grille_of(row)
        return Consequences(
            demandes=demandes or 0,
            communes=len(communes),
            remplacee=None if remplacee is None else self._resume(remplacee, acteur, le_sien),
            differences=[] if remplacee is None else comparer(remplacee.contenu, grille.contenu),
            phrases=phrases_des_consequences(
                grille,
                remplacee,
                epci_nom=self._communes.nom_epci(grille.epci),
                demandes=demandes or 0,
                effet_du=effet_du,
            ),
        )

    async def epcis(self, perimetre: Perimetre) -> list[Epci]:
        await self._communes.load()
        async with self._read(perimetre.departement) as connection:
            le_sien = await connection.scalar(select(epci_of(perimetre.organisme_id)))
        ici = self._communes.epcis_du_departement(perimetre.departement)
        return [
            Epci(siren=siren, nom=self._communes.nom_epci(siren), le_sien=siren == le_sien)
            for siren in sorted(ici, key=self._communes.nom_epci)
            if perimetre.tout_organisme or siren == le_sien
        ]

    async def versions(self, perimetre: Perimetre) -> list[VersionPubliee]:
        await self._communes.load()
        async with self._read(perimetre.departement) as connection:
            rows = (
                await connection.execute(
                    select(grilles)
                    .where(published_once(perimetre))
                    .order_by(G.epci, G.population, G.version_grille.desc())
                    .limit(LIMITE)
                )
            ).all()
        found = [self._publiee(grille_of(row)) for row in rows]
        return sorted(found, key=lambda v: (not v.en_vigueur, v.epci_nom))

    async def lire(
        self, perimetre: Perimetre, epci: str, population: Population, version_grille: int
    ) -> GrillePublique:
        await self._communes.load()
        async with self._read(perimetre.departement) as connection:
            rows = (
                await connection.execute(
                    select(grilles)
                    .where(published_once(perimetre), G.epci == epci)
                    .order_by(G.version_grille.desc())
                    .limit(LIMITE)
                )
            ).all()
        found = [grille_of(row) for row in rows]
        grille = next((g for g in found if g.population is population and g.version_grille == version_grille), None)
        if grille is None:
            raise GrilleIntrouvable("Cette grille n'est pas au registre.")
        return publier_au_registre(
            grille,
            [self._publiee(g) for g in found],
            epci_nom=self._communes.nom_epci(epci),
            nom_commune=self._nom_commune,
            le=self._today(),
            libelles_pieces=LIBELLES_PIECES,
        )

    def _nom_commune(self, code: str) -> str:
        return self._communes.courte(code).nom

    def _publiee(self, grille: GrilleCotation) -> VersionPubliee:
        return en_ligne(grille, epci_nom=self._communes.nom_epci(grille.epci), le=self._today())

    async def _une(
        self, connection: AsyncConnection, perimetre: Perimetre, acteur: Acteur, grille_id: UUID
    ) -> tuple[GrilleCotation, str | None]:
        row = (
            await connection.execute(
                select(grilles, epci_of(perimetre.organisme_id).label("le_sien")).where(
                    visible(perimetre, acteur), G.id == grille_id
                )
            )
        ).first()
        if row is None:
            raise GrilleIntrouvable("Cette grille est introuvable.")
        return grille_of(row), row.le_sien

    def _resume(self, grille: GrilleCotation, acteur: Acteur, le_sien: str | None) -> GrilleResume:
        return resumer(
            grille,
            epci_nom=self._communes.nom_epci(grille.epci),
            le=self._today(),
            modifiable=ecrit(acteur, grille.epci, le_sien),
        )
