from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from domain.kernel.aggregate import Event


class UnitOfWork(Protocol):
    """What every use case may rely on. Each module narrows it in its own ports.py."""

    def now(self) -> datetime: ...

    def today(self) -> date:
        """La date légale, à l'heure de Paris."""
        ...

    def record(self, event: Event) -> None:
        """An event that no aggregate carries (a consultation refused, a job's report)."""
        ...


class RecitEnMasse(Protocol):
    """What the reactions to a night over a whole département may also rely on."""

    async def raconter(self, events: Sequence[Event]) -> None:
        """Writes the historique of thousands of events, whose consequences the caller draws himself."""
        ...
