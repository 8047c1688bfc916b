from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from adapters.db.organismes.tables import organismes
from adapters.db.types import AsEnum, departement_column, mapper_registry, metadata
from domain.echanges.codes import EtatEnvoi
from domain.echanges.model import AbonnementWebhook, ClientTiers, EnvoiWebhook

clients_tiers = Table(
    "clients_tiers",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("organisme_id", ForeignKey(organismes.c.id), nullable=False),
    Column("nom", Text, nullable=False),
    Column("portees", ARRAY(String(40)), nullable=False),
    Column("secret", LargeBinary, nullable=False),
    Column("secret_precedent", LargeBinary),
    Column("precedent_jusqu_au", DateTime(timezone=True)),
    Column("cree_le", DateTime(timezone=True), nullable=False),
    Column("cree_par", Text, nullable=False),
    Column("revoque_le", DateTime(timezone=True)),
    Column("version", Integer, nullable=False),
    Index("ix_clients_tiers_organisme", "departement", "organisme_id"),
)
abonnements_webhook = Table(
    "abonnements_webhook",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("client_id", Uuid, nullable=False),
    Column("organisme_id", ForeignKey(organismes.c.id), nullable=False),
    Column("client_nom", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("hote", Text, nullable=False),
    Column("evenements", ARRAY(String(40)), nullable=False),
    Column("secret", LargeBinary, nullable=False),
    Column("cree_le", DateTime(timezone=True), nullable=False),
    Column("arrete_le", DateTime(timezone=True)),
    Column("motif_arret", Text),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(["departement", "client_id"], [clients_tiers.c.departement, clients_tiers.c.id]),
    Index("ix_abonnements_webhook_client", "departement", "client_id"),
    Index(
        "ix_abonnements_webhook_actifs",
        "departement",
        "organisme_id",
        postgresql_where=text("arrete_le is null"),
    ),
)
avis = Table(
    "avis",
    metadata,
    departement_column(),
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("organisme_id", Uuid),
    Column("type", String(40), nullable=False),
    Column("sujet_id", Uuid, nullable=False),
    Column("bien_id", Uuid, nullable=False),
    Column("le", DateTime(timezone=True), nullable=False),
    Index("ix_avis_organisme", "departement", "organisme_id", "id"),
    info={"append_only": True},
)
"""Le journal de ce que les logiciels apprennent. Des identifiants seulement : aucune donnée de personne."""

envois_webhook = Table(
    "envois_webhook",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("abonnement_id", Uuid, nullable=False),
    Column("avis_id", BigInteger, nullable=False),
    Column("type", String(40), nullable=False),
    Column("corps", Text, nullable=False),
    Column("etat", AsEnum(EtatEnvoi), nullable=False),
    Column("tentatives", SmallInteger, nullable=False),
    Column("prochain_essai_le", DateTime(timezone=True)),
    Column("dernier_statut", SmallInteger),
    Column("cause", Text),
    Column("cree_le", DateTime(timezone=True), nullable=False),
    Column("recu_le", DateTime(timezone=True)),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(
        ["departement", "abonnement_id"], [abonnements_webhook.c.departement, abonnements_webhook.c.id]
    ),
    ForeignKeyConstraint(["departement", "avis_id"], [avis.c.departement, avis.c.id]),
    Index("ix_envois_webhook_abonnement", "departement", "abonnement_id", "cree_le"),
    Index("ix_envois_webhook_avis", "departement", "avis_id"),
)


def map_echanges() -> None:
    mapper_registry.map_imperatively(ClientTiers, clients_tiers, version_id_col=clients_tiers.c.version)
    mapper_registry.map_imperatively(
        AbonnementWebhook, abonnements_webhook, version_id_col=abonnements_webhook.c.version
    )
    mapper_registry.map_imperatively(
        EnvoiWebhook,
        envois_webhook,
        properties={"_version": envois_webhook.c.version},
        version_id_col=envois_webhook.c.version,
    )
