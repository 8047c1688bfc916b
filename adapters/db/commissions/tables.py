from sqlalchemy import (
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.orm import relationship

from adapters.db.biens.tables import biens
from adapters.db.constraints import says
from adapters.db.organismes.tables import organismes
from adapters.db.propositions.tables import propositions
from adapters.db.types import PERSONAL, AsEnum, departement_column, mapper_registry, metadata
from domain.commissions.model import BienExamine, EtatSeance, ModeSeance, Passage, Seance
from domain.commissions.rules import rang_deja_donne
from domain.propositions.codes import Decision, MotifNonAttribution

seances = Table(
    "seances",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("organisme_id", ForeignKey(organismes.c.id), nullable=False),
    Column("tenue_le", Date, nullable=False),
    Column("heure", String(5)),
    Column("lieu", Text, nullable=False),
    Column("mode", AsEnum(ModeSeance), nullable=False),
    Column("etat", AsEnum(EtatSeance), nullable=False),
    Column("creee_le", DateTime(timezone=True), nullable=False),
    Column("cloturee_le", DateTime(timezone=True)),
    Column("cloturee_par", Text),
    Column("version", Integer, nullable=False),
    Index("ix_seances_organisme", "departement", "organisme_id", "tenue_le", "id"),
    Index("ix_seances_liste", "departement", "tenue_le", "id"),
)
biens_examines = Table(
    "biens_examines",
    metadata,
    departement_column(),
    Column("seance_id", Uuid, primary_key=True),
    Column("bien_id", Uuid, primary_key=True),
    Column("mise_en_location_id", Uuid, nullable=False),
    Column("bien_libelle", Text, nullable=False),
    Column("ordre", SmallInteger, nullable=False),
    Column("justification", Text),
    ForeignKeyConstraint(["departement", "seance_id"], [seances.c.departement, seances.c.id], ondelete="CASCADE"),
    ForeignKeyConstraint(["departement", "bien_id"], [biens.c.departement, biens.c.id]),
)
passages = Table(
    "passages",
    metadata,
    departement_column(),
    Column("proposition_id", Uuid, primary_key=True),
    Column("seance_id", Uuid, nullable=False),
    Column("bien_id", Uuid, nullable=False),
    Column("demande_id", Uuid, nullable=False),
    Column("inscrit_le", DateTime(timezone=True), nullable=False),
    Column("inscrit_par", Text, nullable=False),
    Column("decision", AsEnum(Decision)),
    Column("rang", SmallInteger),
    Column("motif", AsEnum(MotifNonAttribution)),
    Column("commentaire", Text),
    Column("condition", Text),
    Column("decide_le", DateTime(timezone=True)),
    Column("decide_par", Text),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(
        ["departement", "proposition_id"], [propositions.c.departement, propositions.c.id], ondelete="CASCADE"
    ),
    ForeignKeyConstraint(["departement", "seance_id"], [seances.c.departement, seances.c.id]),
    ForeignKeyConstraint(["departement", "bien_id"], [biens.c.departement, biens.c.id]),
    Index(
        "uq_passages_rang",
        "departement",
        "seance_id",
        "bien_id",
        "rang",
        unique=True,
        postgresql_where=text("rang is not null"),
    ),
    Index("ix_passages_seance", "departement", "seance_id", "bien_id"),
    Index("ix_passages_demande", "departement", "demande_id"),
    info=PERSONAL,
)

says("uq_passages_rang", rang_deja_donne)


def map_commissions() -> None:
    mapper_registry.map_imperatively(BienExamine, biens_examines, properties={"_seance_id": biens_examines.c.seance_id})
    mapper_registry.map_imperatively(
        Seance,
        seances,
        properties={
            "version": seances.c.version,
            "ordre_du_jour": relationship(
                BienExamine, cascade="all, delete-orphan", lazy="selectin", order_by=biens_examines.c.ordre
            ),
        },
        version_id_col=seances.c.version,
    )
    mapper_registry.map_imperatively(
        Passage, passages, properties={"version": passages.c.version}, version_id_col=passages.c.version
    )
