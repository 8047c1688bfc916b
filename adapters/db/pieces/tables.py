from sqlalchemy import (
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    Uuid,
)

from adapters.db.demandes.tables import demandes
from adapters.db.types import OWN_FILE, AsEnum, departement_column, mapper_registry, metadata
from domain.pieces.model import EtatPiece, OriginePiece, Piece

pieces = Table(
    "pieces",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("demande_id", Uuid, nullable=False),
    Column("personne_id", Uuid),
    Column("type", String(12), nullable=False),
    Column("nom", Text, nullable=False),
    Column("format", String(20), nullable=False),
    Column("taille", Integer, nullable=False),
    Column("empreinte", LargeBinary, nullable=False),
    Column("objet", Text, nullable=False),
    Column("origine", AsEnum(OriginePiece), nullable=False),
    Column("etat", AsEnum(EtatPiece), nullable=False),
    Column("motif_refus", Text),
    Column("deposee_le", DateTime(timezone=True), nullable=False),
    Column("controlee_le", DateTime(timezone=True)),
    Column("expire_le", Date),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(["departement", "demande_id"], [demandes.c.departement, demandes.c.id], ondelete="CASCADE"),
    Index("ix_pieces_demande", "departement", "demande_id"),
    info=OWN_FILE,
)


def map_pieces() -> None:
    mapper_registry.map_imperatively(
        Piece, pieces, properties={"_version": pieces.c.version}, version_id_col=pieces.c.version
    )
