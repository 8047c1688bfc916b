"""The historique of every file, written in the transaction of the act itself. The application may only insert."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    DateTime,
    Identity,
    Index,
    LargeBinary,
    String,
    Table,
    Text,
    Uuid,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from adapters.db.listing import page_of
from adapters.db.prepared import Prepared
from adapters.db.types import PERSONAL, adapter_of, departement_column, metadata
from domain.kernel.aggregate import Event, Objet
from domain.kernel.read_model import Page
from domain.kernel.views import HistoriqueLigne
from domain.organismes.acteur import Acteur

historique = Table(
    "historique",
    metadata,
    departement_column(),
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("objet", String(20), nullable=False),
    Column("objet_id", Uuid, nullable=False),
    Column("le", DateTime(timezone=True), nullable=False),
    Column("type", String(60), nullable=False),
    Column("libelle", Text, nullable=False),
    Column("description", Text, nullable=False, server_default=""),
    Column("phrase_publique", Text),
    Column("auteur_sorte", String(12), nullable=False),
    Column("auteur_id", Uuid),
    Column("auteur", Text, nullable=False),
    Column("organisme_id", Uuid),
    Column("organisme", Text),
    Column("details", JSONB, nullable=False),
    Column("correlation", String(36)),
    Column("ecrit_le", DateTime(timezone=True), server_default=func.clock_timestamp()),
    Column("sel", Uuid, server_default=func.gen_random_uuid()),
    Column("condense", LargeBinary),
    Index("ix_historique_objet", "departement", "objet", "objet_id", "id"),
    Index("ix_historique_ecrit_le", "ecrit_le", postgresql_using="brin"),
    info=PERSONAL | {"append_only": True},
)

"""`ecrit_le`, `sel` and `condense` are for the seals (tracabilite/registres.py). PostgreSQL fills the first two itself,
but for the lines older than the seals: no day of theirs is sealed.
"""

_TECHNICAL = {"departement", "aggregate_id", "occurred_at"}
_SEALED = "_chiffre"
"""What a message will carry, sealed until it leaves: it has no place in a file that is kept for ever."""


def payload(event: Event) -> dict[str, Any]:
    dumped: dict[str, Any] = adapter_of(type(event)).dump_python(event, mode="json")
    return dumped


def event_of(kind: type[Event], payload: Mapping[str, Any]) -> Event:
    """Raises ValidationError where it was written by a code too far from today's."""
    read: Event = adapter_of(kind).validate_python(payload)
    return read


def lines(events: Iterable[Event], acteur: Acteur, correlation: str | None) -> Sequence[dict[str, Any]]:
    return [
        {
            "departement": event.departement,
            "objet": objet.value,
            "objet_id": objet_id,
            "le": event.occurred_at,
            "type": type(event).__name__,
            "libelle": event.libelle,
            "description": event.description(),
            "phrase_publique": event.phrase_publique(),
            "auteur_sorte": acteur.sorte.value,
            "auteur_id": acteur.compte_id,
            "auteur": acteur.libelle,
            "organisme_id": acteur.organisme_id,
            "organisme": acteur.organisme_libelle,
            "details": {k: v for k, v in payload(event).items() if k not in _TECHNICAL and not k.endswith(_SEALED)},
            "correlation": correlation,
        }
        for event in events
        for objet, objet_id in event.concerne()
    ]


_GIVEN = [c.name for c in historique.c if c.name not in ("id", "ecrit_le", "sel", "condense")]
_WRITE = Prepared(historique.insert().inline(), _GIVEN)


async def write(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    await _WRITE.write(session, *rows)


async def page_of_acts(
    connection: AsyncConnection,
    departement: str,
    objet: Objet,
    id: UUID,
    *,
    page: int,
    size: int,
    wanted: Sequence[ColumnElement[bool]] = (),
) -> Page[HistoriqueLigne]:
    """The last acts first. Whoever calls has made sure that the file itself may be seen."""
    h = historique.c
    scope = select(
        h.id, h.le, h.type, h.libelle, h.description, h.auteur, h.auteur_sorte, h.organisme, h.details
    ).where(h.departement == departement, h.objet == objet.value, h.objet_id == id, *wanted)
    return await page_of(
        connection, scope, (h.id.desc(),), lambda row: HistoriqueLigne(**row._mapping), page=page, size=size
    )
