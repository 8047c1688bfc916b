from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    Uuid,
    false,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from adapters.db.demandes.tables import demandes
from adapters.db.types import OWN_FILE, AsEnum, AsJson, departement_column, mapper_registry, metadata
from domain.pieces.codes import EtatPiece
from domain.pieces.feuillets import Feuillet
from domain.pieces.model import OriginePiece, Piece
from domain.pieces.televersement import Televersement

pieces = Table(
    "pieces",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("demande_id", Uuid, nullable=False),
    Column("personne_id", Uuid),
    Column("type", String(12), nullable=False),
    Column("sensible", Boolean, nullable=False, server_default=false()),
    Column("feuillets", AsJson(tuple[Feuillet, ...]), nullable=False, server_default=text("'[]'::jsonb")),
    Column("origine", AsEnum(OriginePiece), nullable=False),
    Column("depot_de", Text),
    Column("etat", AsEnum(EtatPiece), nullable=False),
    Column("motif_refus", Text),
    Column("deposee_le", DateTime(timezone=True), nullable=False),
    Column("controlee_le", DateTime(timezone=True)),
    Column("expire_le", Date),
    Column("analyse_depuis", DateTime(timezone=True)),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(["departement", "demande_id"], [demandes.c.departement, demandes.c.id], ondelete="CASCADE"),
    Index("ix_pieces_demande", "departement", "demande_id"),
    # the few that wait for the antivirus are counted on the home page
    Index(
        "ix_pieces_en_analyse",
        "departement",
        "analyse_depuis",
        postgresql_where=text("analyse_depuis is not null"),
    ),
    info=OWN_FILE,
)

televersements = Table(
    "televersements",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("demande_id", Uuid, nullable=False),
    Column("type", String(12), nullable=False),
    Column("personne_id", Uuid),
    Column("piece_cible", Uuid),
    Column("nom", Text, nullable=False),
    Column("taille", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("morceaux", ARRAY(Text, as_tuple=True), nullable=False),
    Column("piece_id", Uuid),
    Column("commence_le", DateTime(timezone=True), nullable=False),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(["departement", "demande_id"], [demandes.c.departement, demandes.c.id], ondelete="CASCADE"),
    Index("ix_televersements_demande", "departement", "demande_id"),
    info=OWN_FILE,
)


def map_pieces() -> None:
    mapper_registry.map_imperatively(
        Piece, pieces, properties={"version": pieces.c.version}, version_id_col=pieces.c.version
    )
    mapper_registry.map_imperatively(
        Televersement,
        televersements,
        properties={"_version": televersements.c.version},
        version_id_col=televersements.c.version,
    )
