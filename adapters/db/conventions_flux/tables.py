from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Numeric,
    SmallInteger,
    String,
    Table,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from adapters.db.biens.tables import biens, mises_en_location
from adapters.db.constraints import says
from adapters.db.organismes.tables import organismes
from adapters.db.types import AsEnum, departement_column, mapper_registry, metadata
from domain.conventions_flux.model import Convention, Imputation, ModeDeGestion, NatureImputation, RelogementsAnru
from domain.conventions_flux.use_cases import deja_signee
from domain.kernel.codes import TypeReservataire

conventions_flux = Table(
    "conventions_flux",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("bailleur_id", ForeignKey(organismes.c.id), nullable=False),
    Column("reservataire_id", ForeignKey(organismes.c.id), nullable=False),
    Column("type_reservataire", AsEnum(TypeReservataire), nullable=False),
    Column("annee", SmallInteger, nullable=False),
    Column("taux", Numeric(5, 2), nullable=False),
    Column("objectif", Integer, nullable=False),
    Column("debut", Date, nullable=False),
    Column("fin", Date, nullable=False),
    Column("mode_gestion", AsEnum(ModeDeGestion), nullable=False),
    Column(
        "relogements_anru",
        AsEnum(RelogementsAnru),
        nullable=False,
        server_default=RelogementsAnru.DEPARTEMENT.value,
    ),
    Column("communes", ARRAY(String(5))),
    Column("resiliee_le", Date),
    Column("version", Integer, nullable=False),
    Index(
        "uq_conventions_flux",
        "departement",
        "bailleur_id",
        "reservataire_id",
        "type_reservataire",
        "annee",
        unique=True,
        postgresql_where=text("resiliee_le is null"),
    ),
    Index("ix_conventions_flux_bailleur", "departement", "annee", "bailleur_id"),
    Index("ix_conventions_flux_reservataire", "departement", "annee", "reservataire_id"),
)
imputations = Table(
    "imputations",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("convention_id", Uuid, nullable=False),
    Column("nature", AsEnum(NatureImputation), nullable=False),
    Column("bien_id", Uuid, nullable=False),
    Column("mise_en_location_id", Uuid, nullable=False),
    Column("le", Date, nullable=False),
    Column("annulee_le", Date),
    ForeignKeyConstraint(["departement", "convention_id"], [conventions_flux.c.departement, conventions_flux.c.id]),
    ForeignKeyConstraint(["departement", "bien_id"], [biens.c.departement, biens.c.id]),
    ForeignKeyConstraint(
        ["departement", "mise_en_location_id"], [mises_en_location.c.departement, mises_en_location.c.id]
    ),
    Index(
        "uq_imputations",
        "departement",
        "convention_id",
        "nature",
        "mise_en_location_id",
        unique=True,
        postgresql_where=text("annulee_le is null"),
    ),
    Index("ix_imputations_vacance", "departement", "mise_en_location_id", "nature"),
    Index("ix_imputations_convention", "departement", "convention_id", "le"),
)

says("uq_conventions_flux", deja_signee)


def map_conventions_flux() -> None:
    mapper_registry.map_imperatively(
        Convention,
        conventions_flux,
        properties={"version": conventions_flux.c.version},
        version_id_col=conventions_flux.c.version,
    )
    mapper_registry.map_imperatively(Imputation, imputations)
