"""Named database constraints -> the domain's sentence. The database holds the guarantee, the domain the words."""

from collections.abc import Callable

from sqlalchemy.exc import IntegrityError

from domain.kernel.errors import DomainError

CONSTRAINTS: dict[str, Callable[[], DomainError]] = {}


def says(name: str, error: Callable[[], DomainError]) -> None:
    CONSTRAINTS[name] = error


def translate(error: IntegrityError) -> DomainError | None:
    cause = getattr(error.orig, "__cause__", None)
    name = getattr(cause, "constraint_name", None)
    found = CONSTRAINTS.get(name) if name else None
    return found() if found else None
