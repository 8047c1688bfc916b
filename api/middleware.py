"""What every answer carries, whatever the route: correlation, version, security headers, size limit, CSRF check."""

import re
import time
from importlib.metadata import PackageNotFoundError, version
from uuid import uuid4

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.correlation import correlation_id
from api.metrics import DURATION, REQUESTS
from api.problems import answer
from api.security.rate_limit import tightest_limit

log = structlog.get_logger()

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'; frame-src 'self' blob:"
)
SECURITY = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
}
JSON_LIMIT = 1024 * 1024
UPLOAD_LIMIT = 20 * 1024 * 1024
CHUNK_LIMIT = 4 * 1024 * 1024
_CORRELATION = re.compile(r"[A-Za-z0-9-]{8,36}")
UNVERIFIED_ORIGIN = "origine-non-verifiee"
_SAFE = {"GET", "HEAD", "OPTIONS"}


def application_version() -> str:
    try:
        return version("fdls")
    except PackageNotFoundError:
        from api.version import VERSION

        return VERSION


class Envelope:
    """Pure ASGI: no task, no copy of the body, about 20 µs a request."""

    def __init__(self, app: ASGIApp, version: str) -> None:
        self._app = app
        self._version = version

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        path: str = scope["path"]
        given = headers.get("x-correlation-id", "")
        correlation = given if _CORRELATION.fullmatch(given) else str(uuid4())
        token = correlation_id.set(correlation)
        limit_token = tightest_limit.set(None)
        started = time.perf_counter()
        status = 500
        contract = path.split("/", 2)[1] if path.count("/") > 1 and "/v1" in path else "autre"

        async def enveloped(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                out = MutableHeaders(scope=message)
                for name, value in SECURITY.items():
                    out.setdefault(name, value)
                out["X-Fdls-Version"] = self._version
                out["X-Correlation-Id"] = correlation
                if (spent := tightest_limit.get()) is not None:
                    out["RateLimit-Limit"] = str(spent.at_most)
                    out["RateLimit-Remaining"] = str(spent.remaining)
                    out["RateLimit-Reset"] = str(spent.reset_seconds)
                if contract != "autre":
                    out.setdefault("Cache-Control", "no-store")
            await send(message)

        try:
            refusal = _refusal(scope, headers, path)
            if refusal is not None:
                await refusal(scope, receive, enveloped)
            else:
                await self._app(scope, _limited(receive, path), enveloped)
        finally:
            elapsed = time.perf_counter() - started
            REQUESTS.labels(contract, scope["method"], status).inc()
            DURATION.labels(contract, scope["method"]).observe(elapsed)
            if contract != "autre":
                route = getattr(scope.get("route"), "path", None)
                log.info(
                    "requete",
                    methode=scope["method"],
                    route=route,
                    statut=status,
                    ms=round(elapsed * 1000, 1),
                )
            tightest_limit.reset(limit_token)
            correlation_id.reset(token)


def _limit(path: str) -> int:
    if path.endswith(("/pieces", "/mes-pieces")):
        return UPLOAD_LIMIT
    return CHUNK_LIMIT if "televersements/" in path else JSON_LIMIT


def _refusal(scope: Scope, headers: Headers, path: str) -> ASGIApp | None:
    if scope["method"] in _SAFE:
        return None
    length = headers.get("content-length")
    if length is not None and (not length.isdigit() or int(length) > _limit(path)):
        return answer(413, "contenu-trop-gros", "Le contenu envoyé est trop gros. Rien n'a été enregistré.")
    if headers.get("cookie") and "/v1/" in path and headers.get("x-fdls") is None:
        # A form of another site can send our cookies, never this header.
        return answer(403, UNVERIFIED_ORIGIN, "Cette requête ne vient pas de l'application. Rechargez la page.")
    return None


def _limited(receive: Receive, path: str) -> Receive:
    left = _limit(path)

    async def limited() -> Message:
        nonlocal left
        message = await receive()
        if message["type"] == "http.request":
            left -= len(message.get("body", b""))
            if left < 0:
                raise HTTPException(413)
        return message

    return limited
