from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from sqlalchemy import event, inspect
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from adapters.db import historique, idempotence
from adapters.db.annonces.repository import SqlAnnonceRepository, SqlDemandesConnues
from adapters.db.annonces.vitrine import SqlVitrine, dress
from adapters.db.biens.repository import SqlBienRepository, SqlResidenceRepository
from adapters.db.commissions.repository import SqlPassageRepository, SqlSeanceRepository
from adapters.db.communications.repository import SqlMessageRepository, titre_du_territoire
from adapters.db.constraints import translate
from adapters.db.conventions_flux.repository import SqlConventionRepository, SqlImputationRepository
from adapters.db.cotation.affichages import SqlAffichages
from adapters.db.cotation.attentes import SqlAttentes
from adapters.db.cotation.changements import SqlChangementsDePoints
from adapters.db.cotation.photos import SqlPhotosDeCotation
from adapters.db.cotation.positions import SqlPositions
from adapters.db.cotation.recalculs import SqlRecalculRepository
from adapters.db.cotation.registre import SqlRegistreDesGrilles
from adapters.db.cotation.repository import SqlCotationRepository
from adapters.db.cotation.simulations import SqlSimulationRepository
from adapters.db.demandes.delais import SqlDelaisDepasses
from adapters.db.demandes.doublons import (
    SqlDoublonRepository,
    SqlFusionRepository,
    SqlSeparationRepository,
    SqlSuitesDeFusion,
)
from adapters.db.demandes.filtres import SqlFiltreRepository
from adapters.db.demandes.gateways import SqlCodesDeConnexion, SqlCoffreNir, SqlRechercheDoublons
from adapters.db.demandes.lecture import SqlLectureDesDemandes
from adapters.db.demandes.nuits import SqlNuits
from adapters.db.demandes.projection import project
from adapters.db.demandes.repository import (
    SqlCompteDemandeurRepository,
    SqlDemandeRepository,
    SqlNumerosUniques,
)
from adapters.db.demandes.travaux import SqlTravailRepository
from adapters.db.echanges.repository import (
    SqlAbonnementRepository,
    SqlClientTiersRepository,
    SqlEnvoiRepository,
    SqlJournalDesAvis,
)
from adapters.db.echanges.sne import SqlTransmissionRepository
from adapters.db.engine import enter
from adapters.db.historique_masse import write_many
from adapters.db.housekeeping import forget
from adapters.db.imports.ecriture import SqlEcritureEnMasse
from adapters.db.imports.repository import SqlAvancement, SqlImportRepository, SqlLignesEnAttente
from adapters.db.observatoire.repository import SqlActualites, SqlFavoris
from adapters.db.organismes.logos import SqlLogos
from adapters.db.organismes.repository import (
    SqlAgenceRepository,
    SqlCompteRepository,
    SqlOrganismeRepository,
    profils_connus,
    referents,
)
from adapters.db.organismes.sessions import SessionLimits, SqlJetons, SqlSessions, SqlVerrous
from adapters.db.outbox import Outbox
from adapters.db.pieces.repository import SqlPieceRepository, SqlPiecesDeposees, SqlTeleversementRepository
from adapters.db.propositions.repository import SqlPropositionRepository
from adapters.db.publics.repository import SqlPublics
from adapters.db.referentiel.memory import Communes
from adapters.db.tracabilite.anomalies import SqlLectures
from adapters.db.tracabilite.effacement import SqlEffacement
from adapters.db.tracabilite.registres import SqlRegistres
from domain.annonces.model import Annonce
from domain.biens.model import Bien
from domain.communications.groupes.ports import Editions
from domain.communications.ports import Messagerie, Sms
from domain.demandes.model import Demande
from domain.demandes.travaux.ports import Tableur
from domain.echanges.ports import Facteur
from domain.echanges.sne.ports import Sne
from domain.imports.ports import LecteurDeFichier
from domain.kernel.aggregate import Aggregate, Event
from domain.kernel.calendrier import aujourd_hui
from domain.kernel.errors import ConcurrentEdit
from domain.organismes.acteur import Acteur
from domain.organismes.model import Profil
from domain.organismes.ports import Chiffre, Hacheur, MotsDePasseCommuns, Totp
from domain.pieces.ports import Antivirus, Atelier, Stockage

if TYPE_CHECKING:
    from adapters.db.cotation.en_masse import SqlCotationEnMasse
    from adapters.db.cotation.simulateur import SqlSimulateur

_PLAYED_AGAIN = {"40001", "40P01"}
"""Serialization failure and deadlock."""


class PlayAgain(Exception):
    """PostgreSQL asks for the whole transaction to be played again."""

    def __init__(self, cause: DBAPIError) -> None:
        super().__init__(str(cause))
        self.cause = cause


@dataclass(frozen=True, kw_only=True)
class CodeLimits:
    duree: timedelta
    essais: int


@dataclass(frozen=True, kw_only=True)
class Gateways:
    """What the use cases reach outside PostgreSQL, chosen by api/bootstrap.py."""

    hacheur: Hacheur
    chiffre: Chiffre
    totp: Totp
    mots_de_passe_communs: MotsDePasseCommuns
    session_limits: SessionLimits
    code_limits: CodeLimits
    index_nir: Callable[[str], bytes]
    signer_les_sceaux: Callable[[str], bytes]
    communes: Communes
    stockage: Stockage
    atelier: Atelier
    antivirus: Antivirus
    messagerie: Messagerie
    sms: Sms
    facteur: Facteur
    sne: Sne
    tableur: Tableur
    editions: Editions
    lecteur_de_fichier: LecteurDeFichier
    url_publique: str
    clock: Callable[[], datetime]


Reaction = Callable[[Any, Acteur, "SqlUnitOfWork"], Awaitable[None]]


class KeepingSession(Session):
    """Shows to its unit of work each object that it meets. The class listens: to ask each session costs a statement."""


def _show(session: Session, instance: object) -> None:
    if (keep := session.info.get("keep")) is not None:
        keep(instance)


event.listen(KeepingSession, "transient_to_pending", _show)
event.listen(KeepingSession, "loaded_as_persistent", _show)


class SqlUnitOfWork:
    """One transaction of one acteur. Commits on a clean exit, with the historique and the outbox of its events."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        outbox: Outbox,
        gateways: Gateways,
        acteur: Acteur,
        correlation: str | None = None,
        at_once: Mapping[type[Event], Sequence[Reaction]] | None = None,
    ) -> None:
        """`at_once`: reactions inside the transaction itself (a changed demande is scored before it is seen)."""
        self._sessions = sessions
        self._outbox = outbox
        self._gateways = gateways
        self._acteur = acteur
        self._correlation = correlation
        self._at_once = at_once or {}
        self.rang_the_bell = False

    async def __aenter__(self) -> Self:
        await self._gateways.communes.load()
        self.session = self._sessions(info={"keep": self._keep})
        self._seen: list[Aggregate] = []
        self._loose: list[Event] = []
        self._changed: set[UUID] = set()
        self._added: set[UUID] = set()
        perimetre = self._acteur.perimetre
        await enter(self.session, perimetre.departement, perimetre.demande_id)
        return self

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        try:
            if exc_type is None:
                await self._end()
            elif isinstance(exc, IntegrityError) and (refus := translate(exc)):
                raise refus from exc
            elif isinstance(exc, StaleDataError):
                raise _stale() from exc
            elif isinstance(exc, DBAPIError) and getattr(exc.orig, "sqlstate", None) in _PLAYED_AGAIN:
                raise PlayAgain(exc) from exc
        finally:
            await self.session.close()

    async def _end(self) -> None:
        try:
            await self.flush()
            events = await self._react_at_once()
            await self._project()
            await self._dress_the_window()
            await self._write(events)
            await self.session.commit()
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) in _PLAYED_AGAIN:
                raise PlayAgain(error) from error
            raise

    async def flush(self) -> None:
        """Sends what changed to PostgreSQL: a version or a constraint that refuses says so in the domain's words."""
        try:
            await self.session.flush()
        except StaleDataError as error:
            raise _stale() from error
        except IntegrityError as error:
            if refus := translate(error):
                raise refus from error
            raise

    async def _react_at_once(self) -> list[Event]:
        """Everything that happened, the consequences that could not wait included."""
        happened: list[Event] = []
        while fresh := self._pull():
            happened += fresh
            done: set[tuple[Reaction, UUID]] = set()
            for one in fresh:
                for reaction in self._at_once.get(type(one), ()):
                    # Ten changes of one file in one act are one reason to score it again, not ten.
                    if (reaction, one.aggregate_id) not in done:
                        done.add((reaction, one.aggregate_id))
                        await reaction(one, self._acteur, self)
            await self.flush()
        return happened

    def _pull(self) -> list[Event]:
        # The same aggregate may be seen twice (added, then reloaded): its events are pulled once.
        fresh = [e for a in self._seen for e in a.pull_events()] + self._loose
        self._loose = []
        self._changed |= {e.aggregate_id for e in fresh}
        return fresh

    async def _project(self) -> None:
        """Rewrites the flat rows of the demandes that this transaction changed."""
        demandes = {a.id: a for a in self._seen if isinstance(a, Demande) and a.id in self._changed}
        for demande in demandes.values():
            points = await self.cotations.points_par_commune(demande)
            await project(
                self.session,
                demande,
                self.today(),
                points,
                self._gateways.communes.epci,
                known=demande.id not in self._added,
            )

    async def _dress_the_window(self) -> None:
        """Rewrites what the public sees of the biens and annonces that this transaction changed."""
        biens = {a.id for a in self._seen if isinstance(a, Bien) and a.id in self._changed}
        annonces = {a.id for a in self._seen if isinstance(a, Annonce) and a.id in self._changed}
        if biens or annonces:
            await dress(
                self.session,
                self._acteur.departement,
                self._gateways.communes,
                biens_changes=biens,
                annonces_changees=annonces,
            )

    async def _write(self, events: list[Event]) -> None:
        if not events:
            return
        lines = historique.lines(events, self._acteur, self._correlation)
        for departement in dict.fromkeys(line["departement"] for line in lines):
            if departement != self._acteur.departement:
                # Somebody who is not signed in yet (a forgotten password) acts from no département of his own.
                await enter(self.session, departement, None)
            await historique.write(self.session, [x for x in lines if x["departement"] == departement])
        self.rang_the_bell = await self._outbox.write(self.session, events, self._correlation)

    def _keep(self, instance: object) -> None:
        # The identity map is weak: without this strong reference, an aggregate flushed halfway
        # through a use case is garbage-collected together with its unwritten events.
        if isinstance(instance, Aggregate):
            self._seen.append(instance)
            if isinstance(instance, Demande) and inspect(instance).pending:
                self._added.add(instance.id)

    def now(self) -> datetime:
        return self._gateways.clock()

    def today(self) -> date:
        return aujourd_hui(self.now())

    def record(self, event: Event) -> None:
        self._loose.append(event)

    async def raconter(self, events: Sequence[Event]) -> None:
        if heard := {type(e).__name__ for e in events if self._outbox.is_heard(type(e))}:
            raise ValueError(f"Quelqu'un attend ces événements : {', '.join(sorted(heard))}")
        await write_many(await self.session.connection(), events, self._acteur, self._correlation)

    async def reserve_key(self, acteur: str, cle: str, empreinte: str) -> tuple[str, list[UUID]] | None:
        return await idempotence.reserve(self.session, acteur, cle, empreinte)

    async def remember_key(self, acteur: str, cle: str, resultat: list[UUID]) -> None:
        await idempotence.remember(self.session, acteur, cle, resultat)

    async def oublier_avant(self, *, evenements: datetime, cles: datetime) -> None:
        await forget(self.session, self._outbox, evenements=evenements, cles=cles)

    # --- organismes

    @cached_property
    def organismes(self) -> SqlOrganismeRepository:
        return SqlOrganismeRepository(self.session)

    @cached_property
    def agences(self) -> SqlAgenceRepository:
        return SqlAgenceRepository(self.session)

    @cached_property
    def comptes(self) -> SqlCompteRepository:
        return SqlCompteRepository(self.session)

    @cached_property
    def sessions(self) -> SqlSessions:
        return SqlSessions(self.session, self._gateways.session_limits)

    @cached_property
    def jetons(self) -> SqlJetons:
        return SqlJetons(self.session, self._gateways.session_limits)

    @property
    def hacheur(self) -> Hacheur:
        return self._gateways.hacheur

    @property
    def chiffre(self) -> Chiffre:
        return self._gateways.chiffre

    @property
    def totp(self) -> Totp:
        return self._gateways.totp

    @property
    def mots_de_passe_communs(self) -> MotsDePasseCommuns:
        return self._gateways.mots_de_passe_communs

    @cached_property
    def verrous(self) -> SqlVerrous:
        return SqlVerrous(self.session)

    @cached_property
    def logos(self) -> SqlLogos:
        return SqlLogos(self.session)

    @property
    def carte(self) -> Communes:
        return self._gateways.communes

    async def profils(self, codes: Sequence[str]) -> Sequence[Profil]:
        return await profils_connus(self.session, codes)

    # --- demandes

    @cached_property
    def demandes(self) -> SqlDemandeRepository:
        return SqlDemandeRepository(self.session)

    @cached_property
    def numeros_uniques(self) -> SqlNumerosUniques:
        return SqlNumerosUniques(self.session)

    @cached_property
    def coffre_nir(self) -> SqlCoffreNir:
        return SqlCoffreNir(self.session, self._gateways.chiffre, self._gateways.index_nir)

    @cached_property
    def doublons(self) -> SqlRechercheDoublons:
        return SqlRechercheDoublons(self.session)

    @cached_property
    def paires_de_doublons(self) -> SqlDoublonRepository:
        return SqlDoublonRepository(self.session)

    @cached_property
    def fusions(self) -> SqlFusionRepository:
        return SqlFusionRepository(self.session)

    @cached_property
    def separations(self) -> SqlSeparationRepository:
        return SqlSeparationRepository(self.session)

    @cached_property
    def suites_de_fusion(self) -> SqlSuitesDeFusion:
        return SqlSuitesDeFusion(self.session)

    @cached_property
    def delais_depasses(self) -> SqlDelaisDepasses:
        return SqlDelaisDepasses(self.session)

    @cached_property
    def comptes_demandeurs(self) -> SqlCompteDemandeurRepository:
        return SqlCompteDemandeurRepository(self.session)

    @cached_property
    def nuits(self) -> SqlNuits:
        return SqlNuits(self.session)

    @cached_property
    def codes_de_connexion(self) -> SqlCodesDeConnexion:
        limits = self._gateways.code_limits
        return SqlCodesDeConnexion(self.session, limits.duree, limits.essais)

    # --- travaux

    @cached_property
    def travaux(self) -> SqlTravailRepository:
        return SqlTravailRepository(self.session)

    @cached_property
    def filtres(self) -> SqlFiltreRepository:
        return SqlFiltreRepository(self.session)

    @cached_property
    def lecture_des_demandes(self) -> SqlLectureDesDemandes:
        return SqlLectureDesDemandes(self.session, self._gateways.communes, self.today)

    @property
    def tableur(self) -> Tableur:
        return self._gateways.tableur

    @property
    def editions(self) -> Editions:
        return self._gateways.editions

    @property
    def fichiers(self) -> Stockage:
        return self._gateways.stockage

    # --- pieces

    @cached_property
    def pieces(self) -> SqlPieceRepository:
        return SqlPieceRepository(self.session)

    @cached_property
    def pieces_deposees(self) -> SqlPiecesDeposees:
        return SqlPiecesDeposees(self.session)

    @cached_property
    def televersements(self) -> SqlTeleversementRepository:
        return SqlTeleversementRepository(self.session)

    @property
    def stockage(self) -> Stockage:
        return self._gateways.stockage

    @property
    def atelier(self) -> Atelier:
        return self._gateways.atelier

    @property
    def antivirus(self) -> Antivirus:
        return self._gateways.antivirus

    # --- imports

    @cached_property
    def imports(self) -> SqlImportRepository:
        return SqlImportRepository(self.session)

    @property
    def lecteur_de_fichier(self) -> LecteurDeFichier:
        return self._gateways.lecteur_de_fichier

    @cached_property
    def lignes_en_attente(self) -> SqlLignesEnAttente:
        return SqlLignesEnAttente(self.session, self._gateways.chiffre, self._gateways.index_nir)

    @cached_property
    def ecriture_en_masse(self) -> SqlEcritureEnMasse:
        g = self._gateways
        return SqlEcritureEnMasse(self.session, g.communes, g.chiffre, g.index_nir, self.today())

    @cached_property
    def avancement(self) -> SqlAvancement:
        return SqlAvancement(self._sessions)

    # --- accueil

    @cached_property
    def actualites(self) -> SqlActualites:
        return SqlActualites(self.session)

    @cached_property
    def favoris(self) -> SqlFavoris:
        return SqlFavoris(self.session)

    # --- cotation

    @cached_property
    def cotations(self) -> SqlCotationRepository:
        return SqlCotationRepository(self.session, self._gateways.communes)

    @cached_property
    def changements_de_points(self) -> SqlChangementsDePoints:
        return SqlChangementsDePoints(self.session)

    @cached_property
    def grilles(self) -> SqlRegistreDesGrilles:
        return SqlRegistreDesGrilles(self.session, self._gateways.communes)

    @cached_property
    def photos_de_cotation(self) -> SqlPhotosDeCotation:
        return SqlPhotosDeCotation(self.session)

    @cached_property
    def simulations(self) -> SqlSimulationRepository:
        return SqlSimulationRepository(self.session, self._gateways.communes)

    @cached_property
    def recalculs(self) -> SqlRecalculRepository:
        return SqlRecalculRepository(self.session)

    @cached_property
    def cotation_en_masse(self) -> "SqlCotationEnMasse":
        from adapters.db.cotation.en_masse import SqlCotationEnMasse

        return SqlCotationEnMasse(self.session, self._gateways.communes, self.now, self._correlation)

    @cached_property
    def simulateur(self) -> "SqlSimulateur":
        # columns are the worker's: an API process never loads them
        from adapters.db.cotation.simulateur import SqlSimulateur

        return SqlSimulateur(self._sessions, self._gateways.communes)

    @cached_property
    def positions(self) -> SqlPositions:
        return SqlPositions(self.session)

    @cached_property
    def attentes(self) -> SqlAttentes:
        return SqlAttentes(self.session, self._gateways.communes)

    @cached_property
    def affichages(self) -> SqlAffichages:
        return SqlAffichages(self.session)

    @property
    def geographie(self) -> Communes:
        return self._gateways.communes

    # --- publics prioritaires

    @cached_property
    def publics(self) -> SqlPublics:
        return SqlPublics(self.session)

    # --- biens, annonces

    @cached_property
    def biens(self) -> SqlBienRepository:
        return SqlBienRepository(self.session)

    @cached_property
    def residences(self) -> SqlResidenceRepository:
        return SqlResidenceRepository(self.session)

    @cached_property
    def annonces(self) -> SqlAnnonceRepository:
        return SqlAnnonceRepository(self.session)

    @cached_property
    def vitrine(self) -> SqlVitrine:
        return SqlVitrine(self.session, self._gateways.communes)

    @cached_property
    def demandes_connues(self) -> SqlDemandesConnues:
        return SqlDemandesConnues(self.session)

    # --- conventions_flux

    @cached_property
    def conventions(self) -> SqlConventionRepository:
        return SqlConventionRepository(self.session)

    @cached_property
    def imputations(self) -> SqlImputationRepository:
        return SqlImputationRepository(self.session)

    # --- propositions, commissions

    @cached_property
    def propositions(self) -> SqlPropositionRepository:
        return SqlPropositionRepository(self.session)

    @cached_property
    def seances(self) -> SqlSeanceRepository:
        return SqlSeanceRepository(self.session)

    @cached_property
    def passages(self) -> SqlPassageRepository:
        return SqlPassageRepository(self.session)

    # --- communications

    @cached_property
    def messages(self) -> SqlMessageRepository:
        return SqlMessageRepository(self.session)

    @property
    def messagerie(self) -> Messagerie:
        return self._gateways.messagerie

    @property
    def sms(self) -> Sms:
        return self._gateways.sms

    @property
    def url_publique(self) -> str:
        return self._gateways.url_publique

    # --- echanges

    @cached_property
    def clients_tiers(self) -> SqlClientTiersRepository:
        return SqlClientTiersRepository(self.session)

    @cached_property
    def abonnements(self) -> SqlAbonnementRepository:
        return SqlAbonnementRepository(self.session)

    @cached_property
    def journal_des_avis(self) -> SqlJournalDesAvis:
        return SqlJournalDesAvis(self.session)

    @cached_property
    def envois(self) -> SqlEnvoiRepository:
        return SqlEnvoiRepository(self.session)

    @property
    def sne(self) -> Sne:
        return self._gateways.sne

    @cached_property
    def transmissions(self) -> SqlTransmissionRepository:
        return SqlTransmissionRepository(self.session)

    @property
    def facteur(self) -> Facteur:
        return self._gateways.facteur

    # --- tracabilite

    @cached_property
    def registres(self) -> SqlRegistres:
        return SqlRegistres(self.session)

    @cached_property
    def effacement(self) -> SqlEffacement:
        return SqlEffacement(self.session)

    @cached_property
    def lectures(self) -> SqlLectures:
        return SqlLectures(self.session)

    @property
    def signer_les_sceaux(self) -> Callable[[str], bytes]:
        return self._gateways.signer_les_sceaux

    async def referents(self, departement: str, organisme_id: UUID, droit: str) -> Sequence[str]:
        return await referents(self.session, departement, organisme_id, droit)

    async def titre_du_territoire(self, departement: str) -> str:
        return await titre_du_territoire(self.session, departement)


def _stale() -> ConcurrentEdit:
    return ConcurrentEdit(
        "Ce dossier vient d'être modifié par quelqu'un d'autre. Votre saisie est gardée à l'écran : "
        "rechargez le dossier, comparez, puis enregistrez de nouveau."
    )
