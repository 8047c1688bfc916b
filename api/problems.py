"""DomainError -> RFC 9457 problem. The only table between a refusal and its HTTP status."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette._utils import get_route_path
from starlette.exceptions import HTTPException

from domain.kernel.errors import (
    Conflict,
    DomainError,
    Forbidden,
    Invalid,
    Locked,
    NotFound,
    TooMany,
    Unauthenticated,
)
from domain.kernel.raisons import Parametre

log = structlog.get_logger()

STATUS: dict[type[DomainError], int] = {
    Unauthenticated: 401,
    Forbidden: 403,
    NotFound: 404,
    Conflict: 409,
    Invalid: 422,
    Locked: 423,
    TooMany: 429,
}
MEDIA_TYPE = "application/problem+json"


class RaisonVue(BaseModel):
    code: str
    phrase: str
    parametres: dict[str, Parametre] = Field(default_factory=dict)


class ErreurVue(BaseModel):
    champ: str
    code: str
    message: str


class Problem(BaseModel):
    """Un refus, dit en français (RFC 9457)."""

    type: str
    title: str = Field(description="Ce qui s'est passé, ce qui est gardé, ce qu'il faut faire.")
    status: int
    code: str = Field(description="Code stable, connu des applications : api.document en écrit la liste.")
    details: dict[str, Parametre] = Field(default_factory=dict)
    raisons: list[RaisonVue] = Field(default_factory=list)
    erreurs: list[ErreurVue] = Field(default_factory=list)


def status_of(error: type[DomainError]) -> int:
    return next(STATUS[kind] for kind in error.__mro__ if kind in STATUS)


def problems(*errors: type[DomainError]) -> dict[int | str, dict[str, Any]]:
    """`responses=` of a route: the refusals that it may answer with, each with its code."""
    by_status: dict[int | str, list[str]] = {}
    for error in errors:
        by_status.setdefault(status_of(error), []).append(error.code)
    return {status: {"model": Problem, "description": described(codes)} for status, codes in by_status.items()}


_CODES = "Codes : "


def described(codes: Iterable[str]) -> str:
    return _CODES + ", ".join(sorted(set(codes)))


def codes_of(response: Mapping[str, Any]) -> set[str]:
    """Those that a documented response names."""
    description = str(response.get("description", ""))
    return set(description.removeprefix(_CODES).split(", ")) if description.startswith(_CODES) else set()


def answer(status: int, code: str, title: str, headers: dict[str, str] | None = None, **rest: Any) -> JSONResponse:
    body = {"type": f"/problemes/{code}", "title": title, "status": status, "code": code, "details": {}}
    return JSONResponse({**body, "raisons": [], "erreurs": [], **rest}, status, headers, MEDIA_TYPE)


async def _domain(request: Request, exc: Exception) -> JSONResponse:
    assert isinstance(exc, DomainError)
    status = status_of(type(exc))
    log.info("refus", code=exc.code, status=status)
    headers = {"Retry-After": str(exc.apres_secondes)} if isinstance(exc, TooMany) else {}
    if status == 401 and request.scope.get("root_path", "").endswith("/tiers/v1"):
        headers["WWW-Authenticate"] = 'Bearer realm="fdls"'  # RFC 6750
    return answer(
        status,
        exc.code,
        exc.message,
        headers,
        details=exc.details,
        raisons=[{"code": r.code, "phrase": r.phrase, "parametres": dict(r.parametres)} for r in exc.raisons],
        erreurs=[{"champ": e.champ, "code": e.code, "message": e.message} for e in exc.erreurs],
    )


_MESSAGES = {
    "missing": "Ce champ est obligatoire.",
    "extra_forbidden": "Ce champ n'est pas attendu ici.",
    "string_too_long": "Ce texte est trop long.",
    "string_too_short": "Ce texte est trop court.",
    "string_pattern_mismatch": "Ce texte n'a pas la forme attendue.",
    "enum": "Cette valeur n'est pas dans la liste.",
    "literal_error": "Cette valeur n'est pas dans la liste.",
    "date_from_datetime_parsing": "Cette date n'est pas lisible : écrivez-la sous la forme AAAA-MM-JJ.",
    "date_parsing": "Cette date n'est pas lisible : écrivez-la sous la forme AAAA-MM-JJ.",
    "int_parsing": "Ce nombre n'est pas lisible.",
    "uuid_parsing": "Cet identifiant n'est pas lisible.",
    "json_invalid": "Le contenu envoyé n'est pas du JSON lisible.",
}


async def _validation(request: Request, exc: Exception) -> JSONResponse:
    assert isinstance(exc, RequestValidationError)
    # The value itself is never echoed: it may be personal.
    errors = [
        {
            "champ": ".".join(str(p) for p in e["loc"] if p not in ("body", "query", "path", "header")) or "corps",
            "code": e["type"],
            "message": _MESSAGES.get(e["type"], "Cette valeur n'est pas acceptée."),
        }
        for e in exc.errors()
    ]
    return answer(422, INVALID, "Certains champs sont à corriger. Rien n'a été enregistré.", erreurs=errors)


NOWHERE = "introuvable"
_HTTP = {
    400: ("requete-illisible", "La requête n'est pas lisible."),
    401: ("non-connecte", "Connectez-vous pour continuer."),
    403: ("interdit", "Cette action n'est pas permise."),
    404: (NOWHERE, "Cette page n'existe pas."),
    405: ("methode-non-permise", "Cette méthode n'est pas permise sur cette adresse."),
    406: ("format-non-disponible", "Ce format n'est pas disponible."),
    413: ("contenu-trop-gros", "Le contenu envoyé est trop gros. Rien n'a été enregistré."),
    415: ("format-non-accepte", "Ce format de contenu n'est pas accepté."),
    429: ("trop-de-requetes", "Trop de requêtes. Patientez un instant avant de recommencer."),
}


async def _http(request: Request, exc: Exception) -> JSONResponse:
    assert isinstance(exc, HTTPException)
    code, title = _HTTP.get(exc.status_code, ("erreur", "La requête n'a pas pu aboutir."))
    headers = dict(exc.headers or {})
    if exc.status_code == 405:
        headers["Allow"] = _allowed(request)
    return answer(exc.status_code, code, title, headers)


INVALID, UNAVAILABLE, UNEXPECTED = "saisie-invalide", "service-indisponible", "erreur-inattendue"
EVERYWHERE = frozenset({INVALID, UNAVAILABLE, UNEXPECTED} | {code for code, _ in _HTTP.values()})
"""Whatever the route, before it or instead of it."""


def _allowed(request: Request) -> str:
    """Starlette names the first matching route's methods only; RFC 9110 wants all of the resource's."""
    path = get_route_path(request.scope)
    found = {m for regex, methods in getattr(request.app.state, "methods", ()) if regex.match(path) for m in methods}
    return ", ".join(sorted(found))


async def _unavailable(request: Request, exc: Exception) -> JSONResponse:
    log.error("base-indisponible", error=type(exc).__name__)
    title = "Le service est momentanément indisponible. Votre saisie n'est pas perdue : réessayez dans un instant."
    return answer(503, UNAVAILABLE, title, {"Retry-After": "5"})


async def _unexpected(request: Request, exc: Exception) -> JSONResponse:
    log.error("erreur-inattendue", error=type(exc).__name__, exc_info=exc)
    title = "Une erreur inattendue s'est produite. Rien n'a été enregistré ; nos équipes en sont averties."
    return answer(500, UNEXPECTED, title)


def install(app: FastAPI, unavailable: Sequence[type[Exception]]) -> None:
    """`unavailable`: what the database raises when it cannot be reached; it becomes a 503, never a 500."""
    app.add_exception_handler(DomainError, _domain)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(HTTPException, _http)
    for kind in (*unavailable, ConnectionError):
        app.add_exception_handler(kind, _unavailable)
    app.add_exception_handler(Exception, _unexpected)
