from sqlalchemy import Column, DateTime, Index, Integer, SmallInteger, String, Table, Text, Uuid, text

from adapters.db.types import OWN_FILE, PERSONAL, AsEnum, AsJson, departement_column, mapper_registry, metadata
from domain.communications.courriers.model import LotDeCourriers
from domain.communications.model import CanalMessage, EtatMessage, Message
from domain.communications.questions.model import Auteur, EtatQuestion, Question

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
    Column("lot_id", Uuid),
    Column("version", SmallInteger, nullable=False),
    Index("ix_messages_demande", "departement", "demande_id", "cree_le"),
    Index(
        "ix_messages_a_poster",
        "departement",
        "cree_le",
        "id",
        postgresql_where=text("canal = 'courrier' and etat = 'a_envoyer' and lot_id is null"),
    ),
    Index("ix_messages_lot", "departement", "lot_id", "id", postgresql_where=text("lot_id is not null")),
    info=OWN_FILE,
)

lots_de_courriers = Table(
    "lots_de_courriers",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("lettres", SmallInteger, nullable=False),
    Column("prepare_le", DateTime(timezone=True), nullable=False),
    Column("document", Text),
    Column("adresses", Text),
    Column("remis_le", DateTime(timezone=True)),
    Column("remis_par", Text),
    Column("version", SmallInteger, nullable=False),
    Index("ix_lots_de_courriers_prepares", "departement", "prepare_le", "id"),
    info=PERSONAL,
)

questions = Table(
    "questions",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("demande_id", Uuid),
    Column("organisme_id", Uuid),
    Column("auteur", AsJson(Auteur), nullable=False),
    Column("texte", Text, nullable=False),
    Column("recue_le", DateTime(timezone=True), nullable=False),
    Column("etat", AsEnum(EtatQuestion), nullable=False),
    Column("prise_par", Text),
    Column("prise_par_id", Uuid),
    Column("prise_le", DateTime(timezone=True)),
    Column("reponse", Text),
    Column("repondue_par", Text),
    Column("repondue_le", DateTime(timezone=True)),
    Column("message_id", Uuid),
    Column("version", SmallInteger, nullable=False),
    Index("ix_questions_recues", "departement", "recue_le", "id"),
    Index("ix_questions_guichet", "departement", "organisme_id", "recue_le", "id"),
    Index("ix_questions_demande", "departement", "demande_id", postgresql_where=text("demande_id is not null")),
    info=PERSONAL,
)


def map_communications() -> None:
    mapper_registry.map_imperatively(
        Message, messages, properties={"_version": messages.c.version}, version_id_col=messages.c.version
    )
    mapper_registry.map_imperatively(
        LotDeCourriers,
        lots_de_courriers,
        properties={"_version": lots_de_courriers.c.version},
        version_id_col=lots_de_courriers.c.version,
    )
    mapper_registry.map_imperatively(
        Question, questions, properties={"_version": questions.c.version}, version_id_col=questions.c.version
    )
