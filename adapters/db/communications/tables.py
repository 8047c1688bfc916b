from sqlalchemy import Column, DateTime, Index, Integer, SmallInteger, String, Table, Text, Uuid

from adapters.db.types import OWN_FILE, AsEnum, departement_column, mapper_registry, metadata
from domain.communications.model import CanalMessage, EtatMessage, Message

messages = Table(
    "messages",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("demande_id", Uuid),
    Column("modele", String(40), nullable=False),
    Column("canal", AsEnum(CanalMessage), nullable=False),
    Column("destinataire", Text, nullable=False),
    Column("objet", Text, nullable=False),
    Column("corps", Text, nullable=False),
    Column("etat", AsEnum(EtatMessage), nullable=False),
    Column("tentatives", SmallInteger, nullable=False),
    Column("cause", Text),
    Column("cree_le", DateTime(timezone=True), nullable=False),
    Column("envoye_le", DateTime(timezone=True)),
    Column("segments", SmallInteger),
    Column("cout_milliemes", Integer),
    Column("version", SmallInteger, nullable=False),
    Index("ix_messages_demande", "departement", "demande_id", "cree_le"),
    info=OWN_FILE,
)


def map_communications() -> None:
    mapper_registry.map_imperatively(
        Message, messages, properties={"_version": messages.c.version}, version_id_col=messages.c.version
    )
