from sqlalchemy import (
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from adapters.db.demandes.tables import demandes
from adapters.db.types import OWN_FILE, departement_column, metadata

grilles = Table(
    "grilles",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("epci", String(9), nullable=False),
    Column("version", Integer, nullable=False),
    Column("population", String(10), nullable=False),
    Column("statut", String(12), nullable=False),
    Column("effet_du", Date),
    Column("effet_au", Date),
    Column("libelle", Text, nullable=False),
    Column("deliberation", JSONB),
    Column("document", JSONB, nullable=False),
    Column("verrou", Integer, nullable=False, server_default="1"),
    Index("uq_grilles_version", "departement", "epci", "population", "version", unique=True),
)
cotations = Table(
    "cotations",
    metadata,
    departement_column(),
    Column("demande_id", Uuid, primary_key=True),
    Column("grille_id", Uuid, primary_key=True),
    Column("epci", String(9), nullable=False),
    Column("total_declare", SmallInteger, nullable=False),
    Column("total_verifie", SmallInteger, nullable=False),
    Column("blocs", ARRAY(SmallInteger), nullable=False),
    Column("details", ARRAY(SmallInteger), nullable=False),
    Column("statut", String(20), nullable=False),
    Column("empreinte", String(32), nullable=False),
    Column("calculee_le", DateTime(timezone=True), nullable=False),
    Column("prochaine_bascule", Date),
    ForeignKeyConstraint(["departement", "demande_id"], [demandes.c.departement, demandes.c.id], ondelete="CASCADE"),
    ForeignKeyConstraint(["departement", "grille_id"], [grilles.c.departement, grilles.c.id]),
    Index("ix_cotations_bascule", "departement", "prochaine_bascule", "demande_id"),
    info=OWN_FILE,
)
"""Table étroite, sans index sur les points : recoter tout le stock n'écrit que les lignes qui changent."""
