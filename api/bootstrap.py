"""Composition root: the only module that knows every adapter."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from fastapi import FastAPI
from sqlalchemy import func, select, text
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from adapters.antivirus.clamav import ClamAv
from adapters.antivirus.embarque import SansAntivirus
from adapters.crew import Crew
from adapters.db.communications.courriers import SqlCourriersQueries
from adapters.db.communications.queries import SqlCommunicationsQueries
from adapters.db.communications.questions import SqlQuestionsQueries
from adapters.db.demandes.acces import find_demandeur
from adapters.db.demandes.espace import SqlMonEspaceQueries
from adapters.db.demandes.exacte import SqlRechercheExacte
from adapters.db.demandes.queries import SqlDemandesQueries
from adapters.db.demandes.references import References
from adapters.db.echanges.acces import find_client
from adapters.db.echanges.sne import SqlSneQueries
from adapters.db.engine import Reader, create_engine, create_read_engine, create_trace_engine
from adapters.db.gateways import CodeLimits, Gateways
from adapters.db.idempotence import Key
from adapters.db.mapping import map_everything
from adapters.db.organismes import sessions as agent_sessions
from adapters.db.organismes.rate_limit import SqlCounter
from adapters.db.organismes.sessions import SessionLimits
from adapters.db.outbox import Outbox
from adapters.db.pieces.queries import SqlPiecesQueries
from adapters.db.reads import Reads
from adapters.db.unit_of_work import KeepingSession, SqlUnitOfWork
from adapters.images.atelier import AtelierIsole
from adapters.imports.lecteur import LecteurParMorceaux
from adapters.messagerie.courriel import SmtpMessagerie
from adapters.messagerie.courrier import CourrierAImprimer
from adapters.messagerie.sms import SmsParCourriel
from adapters.pdf.attestation import AttestationPdf
from adapters.pdf.editions import EditionsDeFichiers
from adapters.pdf.explication import ExplicationPdf
from adapters.pdf.simulation import SimulationPdf
from adapters.securite.crypto import AesChiffre, Argon2Hacheur, BlindIndex
from adapters.securite.mots_de_passe import MotsDePasseCommuns
from adapters.securite.totp import PyotpTotp
from adapters.sne.client import SneFerme, SneSoap
from adapters.stockage.objets import StockageChiffre, open_store
from adapters.tableur.ecriture import TableurDeFichiers
from adapters.webhooks.facteur import FacteurHttp
from api.bell import Bell
from api.correlation import correlation_id
from api.executor import Executor
from api.metrics import OLDEST, QUARANTINED, WAITING
from api.middleware import application_version
from api.security.rate_limit import RateLimit
from api.security.sessions import AgentSessions, DemandeurSessions
from api.security.tiers import TiersAccess
from api.security.tokens import Tokens
from api.settings import Env, Settings
from api.subscriptions import AT_ONCE, GIVEN_UP, SUBSCRIPTIONS
from domain.organismes.acteur import Acteur
from domain.organismes.rules import entier
from domain.pieces.lecture import Lecture
from domain.pieces.ports import Antivirus
from domain.pieces.reception import Reception

UNAVAILABLE: tuple[type[Exception], ...] = (PoolTimeout, OperationalError, InterfaceError, OSError)

_ABOVE_ROWS = text("select rolsuper or rolbypassrls from pg_roles where rolname = session_user")


class Container(Reads):
    def __init__(self, settings: Settings, clock: Callable[[], datetime] | None = None) -> None:
        map_everything()
        self.settings = settings
        self.clock = clock or (lambda: datetime.now(UTC))
        self.version = application_version()
        self.engine = create_engine(
            settings.database_url,
            pool_size=settings.pool_size,
            statement_timeout_s=settings.statement_timeout_s,
        )
        self.read_engine = create_read_engine(
            settings.read_database_url or settings.database_url,
            pool_size=settings.pool_size,
            statement_timeout_s=settings.statement_timeout_s,
        )
        self.trace_engine = create_trace_engine(
            settings.database_url,
            pool_size=max(2, settings.pool_size // 2),
            statement_timeout_s=settings.statement_timeout_s,
        )
        self.read = Reader(self.read_engine, self.trace_engine, correlation_id.get)
        self.outbox = Outbox(SUBSCRIPTIONS, GIVEN_UP)
        self.bell = Bell(settings.redis_url)
        self.executor = Executor(self.new_uow, self.bell.ring)

    async def close(self) -> None:
        await self.bell.close()
        await self.crew.close()
        if "facteur" in self.__dict__:
            await self.facteur.close()
        if isinstance(self.__dict__.get("sne"), SneSoap):
            await self.sne.close()  # type: ignore[union-attr]
        await self.engine.dispose()
        await self.read_engine.dispose()
        await self.trace_engine.dispose()

    # --- writes

    @cached_property
    def _sessions(self) -> async_sessionmaker[AsyncSession]:
        return async_sessionmaker(
            self.engine, sync_session_class=KeepingSession, expire_on_commit=False, autoflush=False
        )

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """For the plumbing that has no acteur: the outbox, the opening of a day."""
        async with self._sessions.begin() as session:
            yield session

    @cached_property
    def chiffre(self) -> AesChiffre:
        return AesChiffre(self.settings.master_key, "valeurs", self.settings.former_key)

    @cached_property
    def signer_les_sceaux(self) -> BlindIndex:
        return BlindIndex(self.settings.index_key, "sceaux")

    @cached_property
    def session_limits(self) -> SessionLimits:
        today = self.today()
        return SessionLimits(
            idle=timedelta(minutes=entier("session.inactivite_minutes", today)),
            absolute=timedelta(hours=entier("session.duree_maximale_heures", today)),
            activation=timedelta(hours=entier("lien.activation_heures", today)),
            reset=timedelta(minutes=entier("lien.oubli_minutes", today)),
        )

    @cached_property
    def gateways(self) -> Gateways:
        today = self.today()
        return Gateways(
            hacheur=Argon2Hacheur(),
            chiffre=self.chiffre,
            totp=PyotpTotp(),
            mots_de_passe_communs=MotsDePasseCommuns(),
            session_limits=self.session_limits,
            code_limits=CodeLimits(
                duree=timedelta(minutes=entier("code.duree_minutes", today)),
                essais=entier("code.essais", today),
            ),
            index_nir=BlindIndex(self.settings.index_key, "nir"),
            signer_les_sceaux=self.signer_les_sceaux,
            communes=self.communes,
            crew=self.crew,
            references=References(),
            stockage=self.stockage,
            atelier=self.atelier,
            antivirus=self.antivirus,
            messagerie=self.messagerie,
            sms=SmsParCourriel(self.messagerie, self.settings.sms_domaine),
            courrier=self.courrier,
            facteur=self.facteur,
            sne=self.sne,
            tableur=TableurDeFichiers(),
            editions=self.editions,
            lecteur_de_fichier=LecteurParMorceaux(self.stockage),
            url_publique=self.settings.url_publique.rstrip("/"),
            clock=self.clock,
        )

    @cached_property
    def chiffre_des_pieces(self) -> AesChiffre:
        return AesChiffre(self.settings.master_key, "pieces", self.settings.former_key)

    @cached_property
    def stockage(self) -> StockageChiffre:
        return StockageChiffre(open_store(self.settings.stockage_url), self.chiffre_des_pieces)

    @cached_property
    def crew(self) -> Crew:
        return Crew()

    @cached_property
    def atelier(self) -> AtelierIsole:
        return AtelierIsole()

    @cached_property
    def antivirus(self) -> Antivirus:
        url = self.settings.antivirus_url
        return ClamAv(url) if url else SansAntivirus()

    @cached_property
    def reception(self) -> Reception:
        return Reception(stockage=self.stockage, atelier=self.atelier, antivirus=self.antivirus)

    @cached_property
    def lecture(self) -> Lecture:
        return Lecture(stockage=self.stockage, atelier=self.atelier)

    @cached_property
    def messagerie(self) -> SmtpMessagerie:
        return SmtpMessagerie(self.settings.smtp_url, self.settings.courriel_expediteur)

    @cached_property
    def courrier(self) -> CourrierAImprimer:
        return CourrierAImprimer(self.stockage)

    @cached_property
    def facteur(self) -> FacteurHttp:
        """Our own machine may be called from a workstation or a test, never in production."""
        local = self.settings.webhooks_locaux and self.settings.fdls_env is not Env.PRODUCTION
        return FacteurHttp(adresses_locales=local)

    @cached_property
    def sne(self) -> SneSoap | SneFerme:
        url = self.settings.sne_url
        return SneSoap(url, self.settings.sne_certificat) if url else SneFerme()

    @property
    def echanges_sne(self) -> SqlSneQueries:
        return SqlSneQueries(self.read, self.sne)

    @cached_property
    def attestation_pdf(self) -> AttestationPdf:
        return AttestationPdf()

    @cached_property
    def simulation_pdf(self) -> SimulationPdf:
        return SimulationPdf()

    @cached_property
    def explication_pdf(self) -> ExplicationPdf:
        return ExplicationPdf()

    @cached_property
    def editions(self) -> EditionsDeFichiers:
        return EditionsDeFichiers(self.communications, self.attestation_pdf)

    def new_uow(self, acteur: Acteur, correlation: str | None, key: Key | None = None) -> SqlUnitOfWork:
        return SqlUnitOfWork(self._sessions, self.outbox, self.gateways, acteur, correlation, AT_ONCE, key)

    # --- reads that need a secret or the outside

    @cached_property
    def demandes(self) -> SqlDemandesQueries:
        key = self.settings.index_key
        exacte = SqlRechercheExacte(BlindIndex(key, "nir"), BlindIndex(key, "recherche"))
        return SqlDemandesQueries(self.read, self.communes, self.today, exacte)

    @cached_property
    def pieces(self) -> SqlPiecesQueries:
        return SqlPiecesQueries(self.read, self.today, self.antivirus.nom)

    @cached_property
    def espace(self) -> SqlMonEspaceQueries:
        return SqlMonEspaceQueries(self.read, self.demandes, self.reglages, self.communes, self.today)

    @cached_property
    def communications(self) -> SqlCommunicationsQueries:
        return SqlCommunicationsQueries(self.read, self.communes, self.today, self.settings.url_publique)

    @cached_property
    def questions(self) -> SqlQuestionsQueries:
        return SqlQuestionsQueries(self.read)

    @cached_property
    def courriers(self) -> SqlCourriersQueries:
        return SqlCourriersQueries(self.read)

    # --- state

    async def health(self) -> dict[str, str]:
        """What works now. A Redis that is down slows the messages, it does not stop the service."""
        antivirus = "branché" if self.settings.antivirus_url else "aucun"
        state = {"version": self.version, "base": "ok", "file": "ok", "antivirus": antivirus}
        try:
            for reader in (self.read.tracing, self.read):
                async with reader() as connection:
                    await connection.execute(select(1))
        except UNAVAILABLE as error:
            state["base"] = type(error).__name__
        if not await self.bell.answers():
            state["file"] = "indisponible"
        return state

    async def measure(self) -> None:
        """The state of the outbox, for /metrics; a database that is down leaves the last one known."""
        try:
            async with self.read() as connection:
                backlog = await self.outbox.backlog(connection)
        except UNAVAILABLE:
            return
        WAITING.set(backlog.due)
        OLDEST.set(backlog.oldest_seconds)
        QUARANTINED.set(backlog.quarantined)

    async def check_production(self) -> None:
        """In production the service does not start on what would betray its promises; it says what to change."""
        if self.settings.fdls_env is not Env.PRODUCTION:
            return
        faults = list(self.settings.faults())
        async with self.engine.connect() as connection:
            faults += [
                f"PostgreSQL : {setting} est à « off », un acte confirmé pourrait se perdre."
                for setting in ("fsync", "full_page_writes", "synchronous_commit")
                if await connection.scalar(select(func.current_setting(setting))) == "off"
            ]
            if await connection.scalar(_ABOVE_ROWS):
                faults.append(
                    "PostgreSQL : le rôle de DATABASE_URL est superutilisateur ou BYPASSRLS, "
                    "la sécurité par ligne ne protégerait rien d'une injection."
                )
        if faults:
            raise RuntimeError(" ".join(faults))

    # --- security

    @cached_property
    def rate_limit(self) -> RateLimit:
        return RateLimit(SqlCounter(self.read.tracing, self.now), self.now)

    @cached_property
    def agent_sessions(self) -> AgentSessions:
        return AgentSessions(self._find_agent, self._touch, self.session_limits.idle)

    @cached_property
    def demandeur_sessions(self) -> DemandeurSessions:
        return DemandeurSessions(self._find_demandeur, self._touch, self.session_limits.idle)

    @cached_property
    def url_grandpublic(self) -> str:
        """Where the public contract is served: what it publishes for machines names itself by this address."""
        return f"{self.settings.url_publique.rstrip('/')}/grandpublic/v1"

    @cached_property
    def tokens(self) -> Tokens:
        url = self.settings.url_publique.rstrip("/")
        return Tokens(
            self.settings.cle_jetons.get_secret_value(),
            issuer=url,
            audience=f"{url}/tiers/v1",
            lifetime=timedelta(minutes=entier("jeton_tiers.duree_minutes", self.today())),
        )

    @cached_property
    def tiers(self) -> TiersAccess:
        return TiersAccess(self.tokens, self._find_client, self.clock)

    async def _find_client(self, departement: str, id: UUID) -> Any | None:
        return await find_client(self.read.tracing, departement, id)

    async def _find_agent(self, secret: str) -> Any | None:
        async with self.read.tracing() as connection:
            return await agent_sessions.find_agent(connection, secret)

    async def _find_demandeur(self, secret: str) -> Any | None:
        return await find_demandeur(self.read.tracing, secret)

    async def _touch(self, secret: str) -> None:
        async with self.read.tracing() as connection:
            await agent_sessions.touch(connection, secret)


def create_container(clock: Callable[[], datetime] | None = None, **overrides: Any) -> Container:
    return Container(Settings(**overrides), clock)


def lifespan_of(container: Container) -> Callable[[FastAPI], Any]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await container.check_production()
        yield
        await container.close()

    return lifespan


__all__ = ["UNAVAILABLE", "Container", "create_container", "lifespan_of"]
