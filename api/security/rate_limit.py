"""Limits of sign-in, codes and public forms. They are counted in PostgreSQL and refuse when they cannot count."""

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass

from starlette.requests import Request

from domain.organismes.errors import TropDeTentatives

QUARTER_HOUR = 900

Counter = Callable[[str, int], Awaitable[int]]
"""(key, window in seconds) -> how many in this window, this one included."""


@dataclass(frozen=True, slots=True)
class Spent:
    at_most: int
    remaining: int
    window_seconds: int


tightest_limit: ContextVar[Spent | None] = ContextVar("tightest_limit", default=None)
"""The limit of this request that is nearest to its end: the answer's RateLimit headers say it."""


class RateLimit:
    def __init__(self, count: Counter) -> None:
        self._count = count

    async def spend(self, key: str, *, at_most: int, window_seconds: int) -> None:
        count = await self._count(key, window_seconds)
        spent, known = Spent(at_most, max(0, at_most - count), window_seconds), tightest_limit.get()
        if known is None or spent.remaining < known.remaining:
            tightest_limit.set(spent)
        if count > at_most:
            minutes = max(1, window_seconds // 60)
            raise TropDeTentatives(
                f"Trop de tentatives. Patientez {minutes} minute{'s' if minutes > 1 else ''} avant de recommencer : "
                "rien n'est perdu.",
                apres_secondes=window_seconds,
            )


def client_address(request: Request) -> str:
    """As the server sees it: behind a proxy, uvicorn's --proxy-headers puts the caller's own address here."""
    return request.client.host if request.client else "inconnue"
