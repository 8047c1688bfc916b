from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    String,
    Table,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB

from adapters.db.propositions.tables import propositions
from adapters.db.types import PERSONAL, AsEnum, AsJson, departement_column, metadata
from domain.cotation.simulation.rapport import GroupePrioritaire
from domain.kernel.codes import TypeReservataire
from domain.observatoire.chiffres.queries import ChiffresDeCommune
from domain.observatoire.croisements.queries import Axe
from domain.observatoire.rapport_prefectoral.queries import RubriqueDuRapport

photos = Table(
    "photos",
    metadata,
    departement_column(),
    Column("prise_le", DateTime(timezone=True), primary_key=True),
    Column("contenu", JSONB, nullable=False),
)
"""Chiffres agrégés d'un département à un instant : ni nom ni dossier."""

photos_de_communes = Table(
    "photos_de_communes",
    metadata,
    departement_column(),
    Column("commune", String(5), primary_key=True),
    Column("prise_le", DateTime(timezone=True), nullable=False),
    Column("contenu", AsJson(ChiffresDeCommune), nullable=False),
)
"""La fiche publique de chaque commune, refaite la nuit : ni nom ni dossier, et rien d'un trop petit nombre."""

attributions_comptees = Table(
    "attributions_comptees",
    metadata,
    departement_column(),
    Column("proposition_id", Uuid, primary_key=True),
    Column("bail_signe_le", Date, nullable=False),
    Column("bailleur_id", Uuid, nullable=False),
    Column("reservataire_id", Uuid),
    Column("contingent", AsEnum(TypeReservataire), nullable=False),
    Column("commune", String(5), nullable=False),
    Column("epci", String(9)),
    Column("qpv", Boolean, nullable=False),
    Column("quartile_fixe", Boolean, nullable=False),
    Column("premier_quartile", Boolean),
    Column("relogement", Boolean, nullable=False),
    Column("groupe", AsEnum(GroupePrioritaire), nullable=False),
    ForeignKeyConstraint(
        ["departement", "proposition_id"], [propositions.c.departement, propositions.c.id], ondelete="CASCADE"
    ),
    Index("ix_attributions_comptees_bail", "departement", "bail_signe_le", "proposition_id"),
    info=PERSONAL,
)
"""Ce que la loi compte d'un bail signé, tel que le ménage était ce jour-là : ni nom ni motif.

L'effacement de la demande le garde : les parts d'une année se lisent encore quand elle est finie.
"""

photos_du_stock = Table(
    "photos_du_stock",
    metadata,
    departement_column(),
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("prise_le", Date, nullable=False),
    *(Column(axe.value, String(10), nullable=False) for axe in Axe),
    Column("demandes", Integer, nullable=False),
    Column("a_loger", Integer, nullable=False),
    Column("mois", BigInteger, nullable=False),
)
"""Les demandes actives de la nuit, réunies par tout ce que croisent les tableaux : ni nom ni dossier."""

rapports_prefectoraux = Table(
    "rapports_prefectoraux",
    metadata,
    departement_column(),
    Column("mois", Date, primary_key=True),
    Column("arrete_le", DateTime(timezone=True), nullable=False),
    Column("rubriques", AsJson(tuple[RubriqueDuRapport, ...]), nullable=False),
    info=PERSONAL | {"append_only": True},
)
"""Le rapport au préfet d'un mois fini, tel qu'il a été arrêté : des nombres, et ce qu'ils comptaient ce jour-là."""
