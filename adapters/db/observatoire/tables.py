from sqlalchemy import Column, DateTime, Table
from sqlalchemy.dialects.postgresql import JSONB

from adapters.db.types import departement_column, metadata

photos = Table(
    "photos",
    metadata,
    departement_column(),
    Column("prise_le", DateTime(timezone=True), primary_key=True),
    Column("contenu", JSONB, nullable=False),
)
"""Chiffres agrégés d'un département à un instant : ni nom ni dossier."""
