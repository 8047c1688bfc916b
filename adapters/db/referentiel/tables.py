"""Public reference data: national, without département in the key nor row-level security."""

from enum import StrEnum

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY

from adapters.db.types import AsEnum, metadata
from domain.referentiel.model import TypeEpci, ZoneAbc, ZonePlafonds


def _one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    return CheckConstraint(f"{column} in ({', '.join(repr(v.value) for v in values)})", name=column)


regions = Table(
    "regions",
    metadata,
    Column("code", String(3), primary_key=True),
    Column("nom", Text, nullable=False),
)

departements = Table(
    "departements",
    metadata,
    Column("code", String(3), primary_key=True),
    Column("nom", Text, nullable=False),
    Column("region", ForeignKey(regions.c.code), nullable=False),
)

epcis = Table(
    "epcis",
    metadata,
    Column("siren", String(9), primary_key=True),
    Column("nom", Text, nullable=False),
    Column("type", AsEnum(TypeEpci), nullable=False),
    Column("departement", ForeignKey(departements.c.code), nullable=False),
    _one_of("type", TypeEpci),
)

communes = Table(
    "communes",
    metadata,
    Column("code", String(5), primary_key=True),
    Column("nom", Text, nullable=False),
    Column("nom_recherche", Text, nullable=False),
    Column("departement", ForeignKey(departements.c.code), nullable=False),
    Column("epci", ForeignKey(epcis.c.siren), index=True),
    Column("population", Integer, nullable=False),
    Column("codes_postaux", ARRAY(Text), nullable=False),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("zone_abc", AsEnum(ZoneAbc)),
    Column("zone_apl", SmallInteger),
    Column("zone_plafonds", AsEnum(ZonePlafonds)),
    # a commune that merged stays: older files still name it
    Column("en_vigueur", Boolean, nullable=False, server_default=true()),
    _one_of("zone_abc", ZoneAbc),
    _one_of("zone_plafonds", ZonePlafonds),
    CheckConstraint("zone_apl between 1 and 3", name="zone_apl"),
    # text_pattern_ops: a prefix is a byte range whatever the collation of the database
    Index(
        "ix_communes_departement_nom_recherche",
        "departement",
        "nom_recherche",
        postgresql_ops={"nom_recherche": "text_pattern_ops"},
    ),
    Index(
        "ix_communes_nom_recherche",
        "nom_recherche",
        postgresql_ops={"nom_recherche": "text_pattern_ops"},
    ),
    Index("ix_communes_codes_postaux", "codes_postaux", postgresql_using="gin"),
)

qpv = Table(
    "qpv",
    metadata,
    Column("code", String(8), primary_key=True),
    Column("nom", Text, nullable=False),
    Column("departement", ForeignKey(departements.c.code), nullable=False, index=True),
    Column("communes", ARRAY(Text), nullable=False),
    Column("fictif", Boolean, nullable=False),
    Column("voies", ARRAY(Text), nullable=False, server_default="{}"),
)
