"""Opaque to the reader, plain to us. A cursor that we did not write is refused, never guessed."""

import base64
import binascii
from datetime import UTC, datetime
from uuid import UUID

from domain.echanges.errors import CurseurIllisible

_REFUS = "Ce curseur n'est pas lisible. Reprenez la lecture du début, ou du dernier « suivant » reçu."


def write_rank(rank: int) -> str:
    return _encode(f"r:{rank}")


def read_rank(cursor: str | None) -> int:
    if cursor is None:
        return 0
    kind, _, rank = _decode(cursor).partition(":")
    if kind != "r" or not rank.isascii() or not rank.isdigit() or len(rank) > 18:
        raise CurseurIllisible(_REFUS)
    return int(rank)


def write_instant(le: datetime, id: UUID) -> str:
    return _encode(f"i:{le.isoformat()}:{id}")


def read_instant(cursor: str | None) -> tuple[datetime, UUID]:
    if cursor is None:
        return datetime(2000, 1, 1, tzinfo=UTC), UUID(int=0)
    kind, _, rest = _decode(cursor).partition(":")
    le, _, id = rest.rpartition(":")
    try:
        instant, identifier = datetime.fromisoformat(le), UUID(id)
    except ValueError:
        raise CurseurIllisible(_REFUS) from None
    if kind != "i" or instant.tzinfo is None:
        raise CurseurIllisible(_REFUS)
    return instant, identifier


def _encode(plain: str) -> str:
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def _decode(cursor: str) -> str:
    try:
        return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        raise CurseurIllisible(_REFUS) from None
