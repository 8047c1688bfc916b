"""How far each EPCI is, and the calendar of a year: four short readings, however many there are."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    ColumnElement,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    Uuid,
    cast,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, distinct_on
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from adapters.db.cotation.registre import visible
from adapters.db.cotation.repository import G
from adapters.db.engine import Reader
from adapters.db.historique import historique
from adapters.db.organismes.tables import comptes, habilitations, organismes, profils
from adapters.db.referentiel.memory import Communes
from adapters.db.types import AsEnum, departement_column, mapper_registry, metadata
from domain.cotation.deploiement.errors import RendezVousIntrouvable
from domain.cotation.deploiement.model import RendezVous
from domain.cotation.deploiement.policies import action_annuler, action_planifier
from domain.cotation.deploiement.queries import DateDuCalendrier, DeploiementVu, EpciSuivi, RendezVousVu
from domain.cotation.deploiement.rules import (
    ActeConnu,
    VersionConnue,
    date_legale,
    dates_des_epcis,
    dire_l_avancement,
    echeance_legale,
    par_etape,
    rendez_vous_par_an,
    suivre,
)
from domain.cotation.deploiement.vocabulary import SorteDeDate, SorteDeRendezVous
from domain.kernel.aggregate import Objet
from domain.kernel.calendrier import PARIS, aujourd_hui
from domain.organismes.acteur import Acteur, Droit, Perimetre
from domain.organismes.model import TypeOrganisme

rendez_vous = Table(
    "rendez_vous",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("organisme_id", ForeignKey(organismes.c.id), nullable=False),
    Column("sorte", AsEnum(SorteDeRendezVous), nullable=False),
    Column("titre", Text, nullable=False),
    Column("debut", DateTime(timezone=True), nullable=False),
    Column("ou", Text, nullable=False),
    Column("epcis", ARRAY(String(9), as_tuple=True), nullable=False),
    Column("invites", Integer, nullable=False),
    Column("planifie_le", DateTime(timezone=True), nullable=False),
    Column("annule_le", DateTime(timezone=True)),
    Column("version", Integer, nullable=False),
    Index("ix_rendez_vous_debut", "departement", "debut"),
)
"""Without a name: the invitations are messages, kept with the messages."""

RV, H, C, ORG = rendez_vous.c, historique.c, comptes.c, organismes.c
_SIREN = func.coalesce(ORG.epci, ORG.siren)


def map_deploiement() -> None:
    mapper_registry.map_imperatively(
        RendezVous, rendez_vous, properties={"version": RV.version}, version_id_col=RV.version
    )


def _who_write(departement: str) -> ColumnElement[bool]:
    """The active agents of an EPCI who may write its grid."""
    return (
        (habilitations.c.departement == departement)
        & C.actif
        & (ORG.type == TypeOrganisme.EPCI)
        & profils.c.droits.contains([Droit.COTATION_ECRIRE.value])
    )


_AGENTS = (
    comptes.join(organismes, ORG.id == C.organisme_id)
    .join(habilitations, habilitations.c.compte_id == C.id)
    .join(profils, profils.c.code == habilitations.c.profil)
)


class SqlRendezVousRepository:
    def __init__(self, session: AsyncSession, communes: Communes) -> None:
        self._session = session
        self._communes = communes

    def add(self, rendez_vous: RendezVous) -> None:
        self._session.add(rendez_vous)

    async def get(self, departement: str, id: UUID) -> RendezVous:
        found = await self._session.get(RendezVous, (departement, id))
        if found is None:
            raise RendezVousIntrouvable("Ce rendez-vous est introuvable.")
        return found

    async def adresses(self, departement: str, epcis: Sequence[str]) -> Sequence[str]:
        wanted = _SIREN.in_(epcis) if epcis else _SIREN.is_not(None)
        found = await self._session.scalars(
            select(C.email).select_from(_AGENTS).where(_who_write(departement), wanted).order_by(C.email)
        )
        return found.all()

    def epcis_du_departement(self, departement: str) -> frozenset[str]:
        return frozenset(self._communes.epcis_du_departement(departement))


class SqlDeploiementQueries:
    def __init__(self, read: Reader, communes: Communes, now: Callable[[], datetime]) -> None:
        self._read = read
        self._communes = communes
        self._now = now

    async def lire(self, perimetre: Perimetre, acteur: Acteur, annee: int | None) -> DeploiementVu:
        await self._communes.load()
        now = self._now()
        today = aujourd_hui(now)
        year = annee or today.year
        # on the primary: what was just planned is read at once
        async with self._read.tracing(perimetre.departement) as connection:
            versions = await _versions(connection, perimetre, acteur)
            actes = await _actes(connection, perimetre.departement, [v.id for all_ in versions.values() for v in all_])
            agents = await _agents(connection, perimetre.departement)
            planned = await self._planned(connection, perimetre.departement, acteur, year, now)
        ici = [self._communes.mesurer_l_epci(e) for e in self._communes.epcis_du_departement(perimetre.departement)]
        epcis: list[EpciSuivi] = [
            suivre(epci, versions[epci.siren], actes, agents[epci.siren], today)
            for epci in sorted(ici, key=lambda epci: epci.nom)
        ]
        echeance, reference = echeance_legale(today)
        dates = [*date_legale(echeance, reference, year), *dates_des_epcis(epcis, year), *planned]
        return DeploiementVu(
            le=today,
            echeance_legale=echeance,
            reference=reference,
            phrase=dire_l_avancement(epcis, echeance, today),
            etapes=par_etape(epcis),
            epcis=epcis,
            annee=year,
            dates=sorted(dates, key=lambda d: (d.le, d.titre)),
            planifier=action_planifier(acteur),
        )

    async def _planned(
        self, connection: AsyncConnection, departement: str, acteur: Acteur, year: int, now: datetime
    ) -> list[DateDuCalendrier]:
        rows = await connection.execute(
            select(rendez_vous)
            .where(
                RV.departement == departement,
                RV.debut >= datetime(year, 1, 1, tzinfo=PARIS),
                RV.debut < datetime(year + 1, 1, 1, tzinfo=PARIS),
            )
            .order_by(RV.debut)
            .limit(rendez_vous_par_an(aujourd_hui(now)))
        )
        return [self._date(row, acteur, now) for row in rows]

    def _date(self, row: Any, acteur: Acteur, now: datetime) -> DateDuCalendrier:
        return DateDuCalendrier(
            le=aujourd_hui(row.debut),
            sorte=SorteDeDate.RENDEZ_VOUS,
            sorte_libelle=row.sorte.libelle,
            titre=row.titre,
            grille_id=None,
            rendez_vous=RendezVousVu(
                id=row.id,
                debut=row.debut,
                ou=row.ou,
                epcis=[self._communes.nom_epci(epci) for epci in row.epcis],
                invites=row.invites,
                annule=row.annule_le is not None,
                annuler=action_annuler(acteur, row.debut, row.annule_le, now),
            ),
        )


async def _versions(
    connection: AsyncConnection, perimetre: Perimetre, acteur: Acteur
) -> defaultdict[str, list[VersionConnue]]:
    rows = await connection.execute(
        select(
            G.id,
            G.epci,
            cast(G.contenu, JSONB)["libelle"].astext.label("libelle"),
            G.version_grille,
            G.statut,
            G.effet_du,
            G.effet_au,
        ).where(visible(perimetre, acteur))
    )
    found: defaultdict[str, list[VersionConnue]] = defaultdict(list)
    for row in rows:
        found[row.epci].append(
            VersionConnue(
                id=row.id,
                libelle=row.libelle or "Grille",
                version_grille=row.version_grille,
                statut=row.statut,
                effet_du=row.effet_du,
                effet_au=row.effet_au,
            )
        )
    return found


async def _actes(connection: AsyncConnection, departement: str, grilles: Sequence[UUID]) -> list[ActeConnu]:
    """The last act of each kind: a draft saved a hundred times is one line."""
    rows = await connection.execute(
        select(H.objet_id, H.type, H.libelle, H.auteur, H.le)
        .where(H.departement == departement, H.objet == Objet.GRILLE.value, H.objet_id.in_(grilles))
        .ext(distinct_on(H.objet_id, H.type))
        .order_by(H.objet_id, H.type, H.id.desc())
    )
    found = [ActeConnu(grille_id=r.objet_id, type=r.type, libelle=r.libelle, auteur=r.auteur, le=r.le) for r in rows]
    return sorted(found, key=lambda acte: acte.le)


async def _agents(connection: AsyncConnection, departement: str) -> defaultdict[str, list[str]]:
    rows = await connection.execute(
        select(_SIREN.label("epci"), C.prenom, C.nom).select_from(_AGENTS).where(_who_write(departement))
    )
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[row.epci].append(f"{row.prenom} {row.nom}")
    return found
