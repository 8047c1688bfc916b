from dataclasses import fields

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.orm import composite

from adapters.db.biens.tables import EUROS, biens, mises_en_location
from adapters.db.constraints import says
from adapters.db.organismes.tables import organismes
from adapters.db.types import PERSONAL, departement_column, mapper_registry, metadata
from domain.annonces.errors import AnnonceDejaPubliee
from domain.annonces.model import Annonce, Contact, Texte

annonces = Table(
    "annonces",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("bien_id", Uuid, nullable=False),
    Column("mise_en_location_id", Uuid, nullable=False),
    Column("organisme_id", ForeignKey(organismes.c.id), nullable=False),
    Column("titre", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("du", DateTime(timezone=True), nullable=False),
    Column("au", DateTime(timezone=True), nullable=False),
    Column("contact_nom", Text),
    Column("contact_email", Text),
    Column("contact_telephone", String(20)),
    Column("creee_le", DateTime(timezone=True), nullable=False),
    Column("modifiee_le", DateTime(timezone=True), nullable=False),
    Column("retiree_le", DateTime(timezone=True)),
    Column("motif_retrait", Text),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(["departement", "bien_id"], [biens.c.departement, biens.c.id], ondelete="CASCADE"),
    ForeignKeyConstraint(
        ["departement", "mise_en_location_id"],
        [mises_en_location.c.departement, mises_en_location.c.id],
        ondelete="CASCADE",
    ),
    Index(
        "uq_annonces_mise_en_location",
        "departement",
        "mise_en_location_id",
        unique=True,
        postgresql_where=text("retiree_le is null"),
    ),
    Index("ix_annonces_bien", "departement", "bien_id"),
    Index("ix_annonces_organisme", "departement", "organisme_id", text("du desc"), "id"),
    Index("ix_annonces_modification", "departement", "modifiee_le", "id"),
)
contacts = Table(
    "contacts",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("annonce_id", Uuid, nullable=False),
    Column("bien_id", Uuid, nullable=False),
    Column("demande_id", Uuid),
    Column("nom", Text, nullable=False),
    Column("prenom", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("telephone", String(20)),
    Column("numero_unique", String(18)),
    Column("message", Text, nullable=False),
    Column("recu_le", DateTime(timezone=True), nullable=False),
    ForeignKeyConstraint(["departement", "annonce_id"], [annonces.c.departement, annonces.c.id], ondelete="CASCADE"),
    Index("ix_contacts_annonce", "departement", "annonce_id", text("recu_le desc")),
    Index("ix_contacts_demande", "departement", "demande_id"),
    info=PERSONAL,
)
annonces_publiques = Table(
    "annonces_publiques",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("commune", String(5), nullable=False),
    Column("typologie", String(3), nullable=False),
    Column("mensualite", EUROS, nullable=False),
    Column("publiee_le", DateTime(timezone=True), nullable=False),
    Column("fin_le", DateTime(timezone=True), nullable=False),
    Column("etag", String(20), nullable=False),
    Column("resume", Text, nullable=False),
    Column("detail", Text, nullable=False),
    ForeignKeyConstraint(["departement", "id"], [annonces.c.departement, annonces.c.id], ondelete="CASCADE"),
    Index(
        "ix_annonces_publiques_recentes",
        "departement",
        text("publiee_le desc"),
        text("id desc"),
        postgresql_include=["fin_le", "mensualite", "commune", "typologie"],
    ),
    Index(
        "ix_annonces_publiques_loyer",
        "departement",
        "mensualite",
        "id",
        postgresql_include=["publiee_le", "fin_le", "commune", "typologie"],
    ),
    Index(
        "ix_annonces_publiques_commune",
        "departement",
        "commune",
        "mensualite",
        "id",
        postgresql_include=["publiee_le", "fin_le", "typologie"],
    ),
)
"""La vitrine : une ligne par annonce non retirée, écrite en JSON dans la transaction qui la change (vitrine.py)."""

says(
    "uq_annonces_mise_en_location",
    lambda: AnnonceDejaPubliee("Une annonce existe déjà pour ce logement : prolongez-la ou retirez-la."),
)


def map_annonces() -> None:
    mapper_registry.map_imperatively(
        Annonce,
        annonces,
        properties={
            "version": annonces.c.version,
            "texte": composite(Texte, *(annonces.c[f.name] for f in fields(Texte))),
        },
        version_id_col=annonces.c.version,
    )
    mapper_registry.map_imperatively(Contact, contacts)
