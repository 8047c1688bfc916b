"""Limits of sign-in, codes and public forms. They are counted in PostgreSQL and refuse when they cannot count."""

import math
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request

from domain.kernel.francais import compte
from domain.organismes.errors import TropDeTentatives

QUARTER_HOUR = 900
HOUR = 3600
DAY = 86_400

Counter = Callable[[str, int], Awaitable[int]]
"""(key, window in seconds) -> how many in this window, this one included."""


@dataclass(frozen=True, slots=True)
class Spent:
    at_most: int
    remaining: int
    reset_seconds: int
    """Until the window closes and everything is allowed again."""


tightest_limit: ContextVar[Spent | None] = ContextVar("tightest_limit", default=None)
"""The limit of this request that is nearest to its end: the answer's RateLimit headers say it."""


class RateLimit:
    def __init__(self, count: Counter, now: Callable[[], datetime]) -> None:
        self._count = count
        self._now = now

    async def spend(self, key: str, *, at_most: int, window_seconds: int, sentence: str = "") -> None:
        """`sentence`: what to say instead, when there is another way in."""
        count = await self._count(key, window_seconds)
        reset = window_seconds - int(self._now().timestamp()) % window_seconds
        spent, known = Spent(at_most, max(0, at_most - count), reset), tightest_limit.get()
        if known is None or spent.remaining < known.remaining:
            tightest_limit.set(spent)
        if count > at_most:
            raise TropDeTentatives(
                sentence or f"Trop de tentatives. Patientez {_wait(reset)} avant de recommencer : rien n'est perdu.",
                apres_secondes=reset,
            )


def _wait(seconds: int) -> str:
    if seconds > 2 * 3600:
        return compte(math.ceil(seconds / 3600), "heure")
    return compte(math.ceil(seconds / 60), "minute")


def client_address(request: Request) -> str:
    """As the server sees it: behind a proxy, uvicorn's --proxy-headers puts the caller's own address here."""
    return request.client.host if request.client else "inconnue"
