"""Chance that repeats itself: the same seed gives the same territory, whatever the number of processes."""

from bisect import bisect
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar
from uuid import UUID

T = TypeVar("T")


class Hasard(Random):
    """One stream of chance per named thing to draw, so that adding a draw here changes nothing elsewhere."""

    @classmethod
    def de(cls, *parts: object) -> "Hasard":
        return cls(":".join(str(part) for part in parts))

    def oui(self, probabilite: float) -> bool:
        return self.random() < probabilite

    def entre(self, de: int, a: int) -> int:
        """Both bounds included; four times faster than randint."""
        return de + int(self.random() * (a - de + 1))

    def un(self, parmi: Sequence[T]) -> T:
        return parmi[int(self.random() * len(parmi))]

    def autour_de(self, mediane: float, dispersion: float) -> float:
        """Log-normal: incomes, waits and rents have a long tail on the right."""
        return mediane * self.lognormvariate(0.0, dispersion)

    def jours(self, de: int, a: int) -> timedelta:
        return timedelta(days=self.entre(de, a))

    def instant(self, jour: date, de: int = 7, a: int = 16) -> datetime:
        """A moment of that day, in hours of UTC: between 6 and 20 it is the same legal day in Paris."""
        seconds = de * 3600 + int(self.random() * (a - de) * 3600)
        return datetime.combine(jour, time(), UTC) + timedelta(seconds=seconds)

    def identifiant(self, le: datetime) -> UUID:
        """A UUIDv7 as domain.kernel.identifiers makes them, drawn instead of read from the clock and the system."""
        millisecondes = int(le.timestamp() * 1000)
        value = (millisecondes & 0xFFFF_FFFF_FFFF) << 80 | self.getrandbits(80)
        value = value & ~(0xF << 76) | 0x7 << 76
        value = value & ~(0x3 << 62) | 0x2 << 62
        return UUID(int=value)


class Tirage(Generic[T]):
    """A weighted draw, its weights summed once."""

    def __init__(self, poids: Mapping[T, float]) -> None:
        self.valeurs = tuple(poids)
        self._cumul = tuple(accumulate(poids.values()))
        self._total = self._cumul[-1]

    def __call__(self, hasard: Random) -> T:
        return self.valeurs[bisect(self._cumul, hasard.random() * self._total)]
