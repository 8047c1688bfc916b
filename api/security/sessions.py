"""Cookie -> session -> Acteur. One query, remembered three seconds: a right withdrawn is withdrawn within five."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any
from uuid import UUID

from fastapi import Request, Response

from domain.organismes.acteur import Acteur, Perimetre, SorteActeur
from domain.organismes.errors import NonConnecte

AGENT_COOKIE = "__Host-fdls-partenaires"
DEMANDEUR_COOKIE = "__Host-fdls-demandeur"
REMEMBERED_SECONDS = 3.0
TOUCH_EVERY = timedelta(seconds=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentSession:
    secret: str
    acteur: Acteur
    row: Any
    """The columns of adapters.db.organismes.sessions.AGENT."""


class SessionCache:
    """Small and per process: entries die of age, and all at once when there are too many."""

    def __init__(self, capacity: int = 20_000) -> None:
        self._entries: dict[str, tuple[float, Any]] = {}
        self._capacity = capacity

    def get(self, secret: str) -> Any | None:
        found = self._entries.get(secret)
        if found is None or found[0] < monotonic():
            return None
        return found[1]

    def put(self, secret: str, value: Any) -> None:
        if len(self._entries) >= self._capacity:
            self._entries.clear()
        self._entries[secret] = (monotonic() + REMEMBERED_SECONDS, value)

    def drop(self, secret: str) -> None:
        self._entries.pop(secret, None)

    def drop_where(self, gone: Callable[[Any], bool]) -> None:
        for secret in [secret for secret, (_, value) in self._entries.items() if gone(value)]:
            self.drop(secret)


Finder = Callable[[str], Awaitable[Any | None]]
Toucher = Callable[[str], Awaitable[None]]


class AgentSessions:
    def __init__(self, find: Finder, touch: Toucher, idle: timedelta) -> None:
        self._find = find
        self._touch = touch
        self._idle = idle
        self._cache = SessionCache()

    async def current(self, request: Request) -> AgentSession:
        secret = request.cookies.get(AGENT_COOKIE)
        if not secret:
            raise NonConnecte("Connectez-vous pour continuer.")
        known = self._cache.get(secret)
        if known is not None:
            found: AgentSession = known
            return found
        row = await self._find(secret)
        now = datetime.now(UTC)
        if row is None or row.vue_le + self._idle < now:
            raise NonConnecte(
                "Votre session a pris fin. Reconnectez-vous : rien de ce qui était enregistré n'est perdu."
            )
        if row.vue_le + TOUCH_EVERY < now:
            await self._touch(secret)
        session = AgentSession(secret=secret, acteur=acteur_of(row), row=row)
        self._cache.put(secret, session)
        return session

    def forget(self, secret: str) -> None:
        self._cache.drop(secret)

    def forget_account(self, compte_id: UUID | None) -> None:
        """At once in this process; the others remember a few seconds at most."""
        self._cache.drop_where(lambda session: session.acteur.compte_id == compte_id)

    def forget_organisme(self, organisme_id: UUID) -> None:
        self._cache.drop_where(lambda session: session.acteur.organisme_id == organisme_id)


def acteur_of(row: Any) -> Acteur:
    gestionnaire = row.organisme_type == "GESTIONNAIRE"
    return Acteur(
        sorte=SorteActeur.AGENT,
        compte_id=row.compte_id,
        libelle=f"{row.prenom} {row.nom}",
        organisme_libelle=row.organisme,
        perimetre=Perimetre(
            departement=row.departement,
            organisme_id=row.organisme_id,
            communes=frozenset(row.communes) if row.communes else None,
            voisines=frozenset(row.voisines or ()),
            handicap_seulement=row.handicap_seulement,
            tout_organisme=gestionnaire,
        ),
        droits=frozenset(row.droits),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandeurSession:
    secret: str
    acteur: Acteur
    compte_id: UUID
    demande_id: UUID | None


class DemandeurSessions:
    def __init__(self, find: Finder, touch: Toucher, idle: timedelta) -> None:
        self._find = find
        self._touch = touch
        self._idle = idle
        self._cache = SessionCache()

    async def current(self, request: Request) -> DemandeurSession:
        secret = request.cookies.get(DEMANDEUR_COOKIE)
        if not secret:
            raise NonConnecte("Connectez-vous pour retrouver votre demande.")
        known = self._cache.get(secret)
        if known is not None:
            found: DemandeurSession = known
            return found
        row = await self._find(secret)
        now = datetime.now(UTC)
        if row is None or row.vue_le + self._idle < now:
            raise NonConnecte("Votre session a pris fin. Reconnectez-vous : votre demande est enregistrée.")
        if row.vue_le + TOUCH_EVERY < now:
            await self._touch(secret)
        session = DemandeurSession(
            secret=secret,
            acteur=Acteur(
                sorte=SorteActeur.DEMANDEUR,
                compte_id=row.compte_id,
                libelle="Le demandeur",
                perimetre=Perimetre(departement=row.departement, demande_id=row.demande_id),
                personne_id=row.personne_id,
            ),
            compte_id=row.compte_id,
            demande_id=row.demande_id,
        )
        if row.demande_id is not None:
            self._cache.put(secret, session)
        return session

    def forget_account(self, compte_id: UUID) -> None:
        self._cache.drop_where(lambda session: session.compte_id == compte_id)


def set_cookie(response: Response, name: str, secret: str, absolute: timedelta) -> None:
    response.set_cookie(
        name,
        secret,
        max_age=int(absolute.total_seconds()),
        path="/",
        secure=True,
        httponly=True,
        samesite="lax",
    )


def clear_cookie(response: Response, name: str) -> None:
    response.delete_cookie(name, path="/", secure=True, httponly=True, samesite="lax")
