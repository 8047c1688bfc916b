from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import Any, Self
from uuid import UUID

from sqlalchemy import event, inspect
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from adapters.db import historique, idempotence
from adapters.db.annonces.room import AnnoncesRoom
from adapters.db.annonces.vitrine import dress
from adapters.db.biens.room import BiensRoom
from adapters.db.commissions.room import CommissionsRoom
from adapters.db.communications.room import CommunicationsRoom
from adapters.db.constraints import translate
from adapters.db.conventions_flux.room import ConventionsFluxRoom
from adapters.db.cotation.room import CotationRoom
from adapters.db.demandes.projection import project
from adapters.db.demandes.room import DemandesRoom
from adapters.db.echanges.room import EchangesRoom
from adapters.db.engine import enter
from adapters.db.gateways import Gateways
from adapters.db.historique_masse import write_many
from adapters.db.housekeeping import forget
from adapters.db.imports.room import ImportsRoom
from adapters.db.observatoire.room import ObservatoireRoom
from adapters.db.organismes.room import OrganismesRoom
from adapters.db.outbox import Outbox
from adapters.db.pieces.room import PiecesRoom
from adapters.db.propositions.room import PropositionsRoom
from adapters.db.publics.room import PublicsRoom
from adapters.db.tracabilite.room import TracabiliteRoom
from domain.annonces.model import Annonce
from domain.biens.model import Bien
from domain.demandes.model import Demande
from domain.kernel.aggregate import Aggregate, Event
from domain.kernel.errors import ConcurrentEdit
from domain.organismes.acteur import Acteur

_PLAYED_AGAIN = {"40001", "40P01"}
"""Serialization failure and deadlock."""


class PlayAgain(Exception):
    """PostgreSQL asks for the whole transaction to be played again."""

    def __init__(self, cause: DBAPIError) -> None:
        super().__init__(str(cause))
        self.cause = cause


Reaction = Callable[[Any, Acteur, "SqlUnitOfWork"], Awaitable[None]]


class KeepingSession(Session):
    """Shows to its unit of work each object that it meets. The class listens: to ask each session costs a statement."""


def _show(session: Session, instance: object) -> None:
    if (keep := session.info.get("keep")) is not None:
        keep(instance)


event.listen(KeepingSession, "transient_to_pending", _show)
event.listen(KeepingSession, "loaded_as_persistent", _show)


class SqlUnitOfWork(
    OrganismesRoom,
    DemandesRoom,
    PiecesRoom,
    ImportsRoom,
    ObservatoireRoom,
    CotationRoom,
    PublicsRoom,
    BiensRoom,
    AnnoncesRoom,
    ConventionsFluxRoom,
    PropositionsRoom,
    CommissionsRoom,
    CommunicationsRoom,
    EchangesRoom,
    TracabiliteRoom,
):
    """One transaction of one acteur. Commits on a clean exit, with the historique and the outbox of its events."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        outbox: Outbox,
        gateways: Gateways,
        acteur: Acteur,
        correlation: str | None = None,
        at_once: Mapping[type[Event], Sequence[Reaction]] | None = None,
        key: idempotence.Key | None = None,
    ) -> None:
        """`at_once`: reactions inside the transaction itself (a changed demande is scored before it is seen).

        `key`: of a creation, which happens once however often it is asked for; `served` says what it made already.
        """
        self._sessions = sessions
        self._outbox = outbox
        self._gateways = gateways
        self._acteur = acteur
        self._correlation = correlation
        self._at_once = at_once or {}
        self._key = key
        self.served: idempotence.Served | None = None
        self.rang_the_bell = False

    async def __aenter__(self) -> Self:
        await self._gateways.communes.load()
        self.session = self._sessions(info={"keep": self._keep})
        self._seen: list[Aggregate] = []
        self._loose: list[Event] = []
        self._changed: set[UUID] = set()
        self._added: set[UUID] = set()
        perimetre = self._acteur.perimetre
        if self._key is None:
            await enter(self.session, perimetre.departement, perimetre.demande_id)
        else:
            self.served = await idempotence.enter(self.session, perimetre.departement, perimetre.demande_id, self._key)
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
            classements = await self.cotations.classements_par_commune(demande)
            await project(
                self.session,
                demande,
                self.today(),
                classements,
                self._gateways.communes.epci,
                self.now(),
                known=demande.id not in self._added,
                found=self.foyer(demande),
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

    def record(self, event: Event) -> None:
        self._loose.append(event)

    async def raconter(self, events: Sequence[Event]) -> None:
        if heard := {type(e).__name__ for e in events if self._outbox.is_heard(type(e))}:
            raise ValueError(f"Quelqu'un attend ces événements : {', '.join(sorted(heard))}")
        await write_many(await self.session.connection(), events, self._acteur, self._correlation)

    async def remember(self, created: list[UUID]) -> None:
        """What the key of this creation made: whoever asks again is answered with it."""
        if self._key is not None:
            await idempotence.remember(self.session, self._key, created)

    async def oublier_avant(self, *, evenements: datetime, cles: datetime) -> None:
        await forget(self.session, self._outbox, evenements=evenements, cles=cles)


def _stale() -> ConcurrentEdit:
    return ConcurrentEdit(
        "Ce dossier vient d'être modifié par quelqu'un d'autre. Votre saisie est gardée à l'écran : "
        "rechargez le dossier, comparez, puis enregistrez de nouveau."
    )
