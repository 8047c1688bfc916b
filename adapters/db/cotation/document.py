import json
from functools import lru_cache
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator

from domain.cotation.document import lire_grille
from domain.cotation.grille import Grille
from domain.cotation.writer import ecrire_grille


@lru_cache(maxsize=256)
def _read(text: str) -> Grille:
    return lire_grille(json.loads(text))


class AsGrille(TypeDecorator[Grille]):
    """A grid in its exchange format; the same document is parsed once a process."""

    impl = JSONB
    cache_ok = True

    def process_bind_param(self, value: Grille | None, dialect: Dialect) -> Any:
        return None if value is None else ecrire_grille(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Grille | None:
        return None if value is None else _read(json.dumps(value, sort_keys=True))
