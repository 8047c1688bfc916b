"""What a route may ask for, by type. Everything comes from the container that bootstrap put on the application."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from fastapi import Depends, Header, Request, Security
from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from fastapi.security import APIKeyCookie

from api.executor import CleDejaUtilisee, Executor, IdempotencyKey
from api.security.rate_limit import RateLimit
from api.security.sessions import AGENT_COOKIE, DEMANDEUR_COOKIE, AgentSession, DemandeurSession
from domain.demandes.errors import DemandeIntrouvable
from domain.kernel.errors import DomainError
from domain.organismes.acteur import Acteur, Perimetre, SorteActeur
from domain.organismes.errors import CharteNonAcceptee, CodeTotpRequis, NonConnecte, TropDeTentatives
from domain.organismes.rules import charte_en_vigueur

if TYPE_CHECKING:
    from api.bootstrap import Container


def container(request: Request) -> "Container":
    found: Container = request.app.state.container
    return found


# Every dependency is `async`, though none waits: FastAPI sends a plain function to a thread, 0.3 ms each.
async def given_container(request: Request) -> "Container":
    return container(request)


ContainerDep = Annotated["Container", Depends(given_container)]


_CSRF = "Toute écriture porte aussi l'en-tête `X-Fdls: 1`, qu'aucun autre site ne peut faire envoyer."
_agent_cookie = APIKeyCookie(name=AGENT_COOKIE, scheme_name="session", auto_error=False, description=_CSRF)
_demandeur_cookie = APIKeyCookie(name=DEMANDEUR_COOKIE, scheme_name="session", auto_error=False, description=_CSRF)


async def agent_session(request: Request, _: Annotated[str | None, Security(_agent_cookie)] = None) -> AgentSession:
    return await container(request).agent_sessions.current(request)


_query_names: dict[Callable[..., Any], frozenset[str]] = {}


async def known_parameters(request: Request) -> None:
    """A misspelt filter would silently list everything: it is refused, as an unknown field of a body is."""
    if not request.query_params:
        return
    route: APIRoute = request.scope["route"]
    if (known := _query_names.get(route.endpoint)) is None:
        known = frozenset(field.alias for dependant in dependants(route) for field in dependant.query_params)
        _query_names[route.endpoint] = known
    unknown = set(request.query_params) - known
    if unknown:
        raise RequestValidationError(
            [{"type": "extra_forbidden", "loc": ("query", name), "msg": "", "input": None} for name in sorted(unknown)]
        )


def dependants(route: APIRoute) -> Iterator[Dependant]:
    """The route and everything that it depends on, however far."""
    waiting = [route.dependant]
    while waiting:
        yield (dependant := waiting.pop())
        waiting += dependant.dependencies


AnySession = Annotated[AgentSession, Depends(agent_session)]
"""Signed in, even when the charter is still to be accepted: for the session's own routes."""


async def current_acteur(request: Request, session: AnySession) -> Acteur:
    row = session.row
    if row.totp_exige and not row.totp_actif:
        raise CodeTotpRequis(
            "Votre organisme demande une double authentification. Activez-la dans « Mon compte » pour continuer."
        )
    if row.charte_version != charte_en_vigueur(container(request).today()).version:
        raise CharteNonAcceptee("Lisez et acceptez la charte de déontologie pour continuer.")
    return session.acteur


CurrentActeur = Annotated[Acteur, Depends(current_acteur)]


async def demandeur_session(
    request: Request, _: Annotated[str | None, Security(_demandeur_cookie)] = None
) -> DemandeurSession:
    return await container(request).demandeur_sessions.current(request)


CurrentDemandeur = Annotated[DemandeurSession, Depends(demandeur_session)]


@dataclass(frozen=True, slots=True, kw_only=True)
class WithDemande:
    """An applicant who has a demande."""

    acteur: Acteur
    demande_id: UUID


async def demande_session(session: CurrentDemandeur) -> WithDemande:
    if session.demande_id is None:
        raise DemandeIntrouvable("Vous n'avez pas encore commencé de demande.")
    return WithDemande(acteur=session.acteur, demande_id=session.demande_id)


DemandeSession = Annotated[WithDemande, Depends(demande_session)]


def public_acteur(departement: str = "") -> Acteur:
    """Nobody yet: the one who is signing in, or a passer-by."""
    return Acteur(
        sorte=SorteActeur.SYSTEME,
        compte_id=None,
        libelle="Visiteur",
        perimetre=Perimetre(departement=departement),
    )


async def executor(request: Request) -> Executor:
    return container(request).executor


Execute = Annotated[Executor, Depends(executor)]


KeyHeader = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=80,
        pattern=r"^[A-Za-z0-9_-]+$",
        description="La même clé renvoyée donne la même réponse, sans rien créer deux fois.",
    ),
]


async def idempotency_key(request: Request, cle: KeyHeader = None) -> IdempotencyKey | None:
    if cle is None:
        return None
    return IdempotencyKey.of(cle, request.method, request.url.path, await request.body())


Idempotency = Annotated[IdempotencyKey | None, Depends(idempotency_key)]


async def streamed_key(cle: KeyHeader = None) -> str | None:
    """For a body that is hashed as it passes, and never held whole."""
    return cle


StreamedKey = Annotated[str | None, Depends(streamed_key)]


async def rate_limit(request: Request) -> RateLimit:
    return container(request).rate_limit


Limits = Annotated[RateLimit, Depends(rate_limit)]


REFUSALS: Mapping[Callable[..., Any] | None, tuple[type[DomainError], ...]] = {
    agent_session: (NonConnecte,),
    current_acteur: (CodeTotpRequis, CharteNonAcceptee),
    demandeur_session: (NonConnecte,),
    demande_session: (DemandeIntrouvable,),
    idempotency_key: (CleDejaUtilisee,),
    streamed_key: (CleDejaUtilisee,),
    rate_limit: (TropDeTentatives,),
}
"""What a dependency may answer in place of the route: every contract says so of every route that has it."""
