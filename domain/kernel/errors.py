"""The domain says which kind of refusal it is; api/problems.py alone knows the HTTP status."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from domain.kernel.raisons import Parametre, Raison


@dataclass(frozen=True, slots=True, kw_only=True)
class ErreurDeChamp:
    """Un champ à corriger : où, pourquoi, comment."""

    champ: str
    code: str
    message: str


class DomainError(Exception):
    """Un refus attendu : ce qui s'est passé, ce qui est gardé, ce qu'il faut faire."""

    code: ClassVar[str]

    def __init__(
        self,
        message: str,
        *,
        raisons: Sequence[Raison] = (),
        erreurs: Sequence[ErreurDeChamp] = (),
        **details: Parametre,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.raisons = tuple(raisons)
        self.erreurs = tuple(erreurs)
        self.details = details


class NotFound(DomainError): ...


class Forbidden(DomainError): ...


class Conflict(DomainError): ...


class Locked(DomainError):
    """L'objet est tenu par quelqu'un d'autre, pour une raison qui se dit."""


class Invalid(DomainError):
    """Une saisie que la forme seule ne permettait pas de refuser."""


class Unauthenticated(DomainError): ...


class TooMany(DomainError):
    """Trop de tentatives : la suite est possible plus tard, à une heure connue."""

    def __init__(self, message: str, *, apres_secondes: int) -> None:
        super().__init__(message, apres_secondes=apres_secondes)
        self.apres_secondes = apres_secondes


class ConcurrentEdit(Conflict):
    code = "modification-concurrente"
