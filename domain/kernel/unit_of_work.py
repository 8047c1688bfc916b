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
