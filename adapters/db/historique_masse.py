"""The historique of thousands of acts at once: the same lines as one by one, by COPY."""

import asyncio
from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.db import historique
from adapters.db.copie import Jumelles
from adapters.db.lignes import Lignes
from domain.kernel.aggregate import Event
from domain.organismes.acteur import Acteur

RACONTEES = Lignes(historique.historique, laissees=("ecrit_le", "sel", "condense"))
"""The seals of the history are PostgreSQL's to begin."""


async def write_many(
    connection: AsyncConnection, events: Sequence[Event], acteur: Acteur, correlation: str | None
) -> None:
    def rows() -> list[tuple[Any, ...]]:
        return [RACONTEES.depuis(line) for line in historique.lines(events, acteur, correlation)]

    await Jumelles(connection).verser(RACONTEES, await asyncio.to_thread(rows))
