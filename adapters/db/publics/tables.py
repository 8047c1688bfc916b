from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    ScalarSelect,
    String,
    Table,
    Text,
    Uuid,
    func,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, aggregate_order_by

from adapters.db.constraints import says
from adapters.db.demandes.tables import demandes
from adapters.db.types import OWN_FILE, PERSONAL, AsEnum, departement_column, metadata
from domain.kernel.errors import ConcurrentEdit
from domain.publics.codes import EtatUrgence, MotifUrgence, Origine, StatutDalo
from domain.publics.errors import LabelDejaPose

regles_de_label = Table(
    "regles_de_label",
    metadata,
    departement_column(),
    Column("code", String(40), primary_key=True),
    Column("numero", Integer, primary_key=True),
    Column("contenu", JSONB, nullable=False),
    Column("effet_du", Date, nullable=False),
    Column("motif", Text, nullable=False),
    Column("auteur", Text, nullable=False),
    Column("organisme", Text),
    Column("creee_le", DateTime(timezone=True), nullable=False),
    info=PERSONAL | {"append_only": True},
)
"""Chaque changement de règle s'ajoute : l'application ne peut ni le corriger ni l'effacer."""

labellisations = Table(
    "labellisations",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("demande_id", Uuid, nullable=False),
    Column("code", String(40), nullable=False),
    Column("libelle", Text, nullable=False),
    Column("sensible", Boolean, nullable=False),
    Column("public", Boolean, nullable=False),
    Column("origine", AsEnum(Origine), nullable=False),
    Column("depuis", Date, nullable=False),
    Column("expire_le", Date),
    Column("faits", ARRAY(Text, as_tuple=True), nullable=False),
    Column("motif", Text, nullable=False),
    Column("numero_regle", Integer, nullable=False),
    Column("pose_le", DateTime(timezone=True), nullable=False),
    Column("pose_par", Text, nullable=False),
    Column("organisme_id", Uuid),
    Column("organisme", Text),
    Column("retire_le", DateTime(timezone=True)),
    Column("retire_par", Text),
    Column("motif_retrait", Text),
    ForeignKeyConstraint(["departement", "demande_id"], [demandes.c.departement, demandes.c.id], ondelete="CASCADE"),
    Index(
        "uq_labellisations_en_cours",
        "departement",
        "demande_id",
        "code",
        "origine",
        unique=True,
        postgresql_where=text("retire_le is null"),
    ),
    Index("ix_labellisations_code", "departement", "code", "demande_id", postgresql_where=text("retire_le is null")),
    Index("ix_labellisations_demande", "departement", "demande_id"),
    Index(
        "ix_labellisations_terme",
        "departement",
        "expire_le",
        postgresql_where=text("retire_le is null and expire_le is not null"),
    ),
    info=OWN_FILE,
)
"""Les labels des demandes. Retiré, un label reste, avec sa fin et sa raison."""

passes_de_labellisation = Table(
    "passes_de_labellisation",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("jour", Date, nullable=False),
    Column("commencee_le", DateTime(timezone=True), nullable=False),
    Column("terminee_le", DateTime(timezone=True)),
    Column("curseur", Uuid, nullable=False),
    Column("examinees", Integer, nullable=False),
    Column("entrees", JSONB, nullable=False),
    Column("sorties", JSONB, nullable=False),
    Index("ix_passes_de_labellisation_jour", "departement", "jour"),
)

relectures_de_label = Table(
    "relectures_de_label",
    metadata,
    departement_column(),
    Column("demande_id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("regles", String(32), nullable=False),
    Column("a_relire_le", Date, nullable=False),
    ForeignKeyConstraint(["departement", "demande_id"], [demandes.c.departement, demandes.c.id], ondelete="CASCADE"),
    info=PERSONAL,
)
"""What the night has read, and until when: a demande that has not changed is not read again. Emptied when a release
reads the form in another way.
"""

decisions_dalo = Table(
    "decisions_dalo",
    metadata,
    departement_column(),
    Column("demande_id", Uuid, primary_key=True),
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("statut", AsEnum(StatutDalo), nullable=False),
    Column("numero_recours", String(40)),
    Column("decidee_le", Date),
    Column("a_loger_avant_le", Date),
    Column("diagnostic_social", Boolean, nullable=False),
    Column("accompagnement_social", Boolean, nullable=False),
    Column("typologies", ARRAY(Text, as_tuple=True), nullable=False),
    Column("enregistree_le", DateTime(timezone=True), nullable=False),
    Column("par", Text, nullable=False),
    Column("organisme", Text),
    ForeignKeyConstraint(["departement", "demande_id"], [demandes.c.departement, demandes.c.id], ondelete="CASCADE"),
    info=OWN_FILE,
)
"""Une ligne par décision enregistrée : la dernière vaut."""

urgences = Table(
    "urgences",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("demande_id", Uuid, nullable=False),
    Column("motif", AsEnum(MotifUrgence), nullable=False),
    Column("texte", Text, nullable=False),
    Column("etat", AsEnum(EtatUrgence), nullable=False),
    Column("declaree_le", DateTime(timezone=True), nullable=False),
    Column("type_organisme", String(20), nullable=False),
    Column("prise_en_compte_le", DateTime(timezone=True)),
    Column("par", Text),
    Column("organisme", Text),
    Column("reponse", Text),
    ForeignKeyConstraint(["departement", "demande_id"], [demandes.c.departement, demandes.c.id], ondelete="CASCADE"),
    Index("ix_urgences_etat", "departement", "etat", "declaree_le", "id"),
    Index("ix_urgences_demande", "departement", "demande_id"),
    info=OWN_FILE,
)


def labels_of(departement: ColumnElement[str], demande_id: ColumnElement[UUID]) -> ScalarSelect[Any]:
    """What a list or a header shows of each demande: code and words. Health and violence are not among them."""
    c = labellisations.c
    line = func.jsonb_build_array(c.code, c.libelle)
    return (
        select(func.jsonb_agg(aggregate_order_by(line.distinct(), line)))
        .where(c.departement == departement, c.demande_id == demande_id, c.retire_le.is_(None), c.sensible.is_(False))
        .scalar_subquery()
    )


def words_of(departement: ColumnElement[str], demande_id: ColumnElement[UUID]) -> ScalarSelect[Any]:
    """The same, as « code|libellé » texts: what the list of candidates, written as SQL, reads too."""
    c = labellisations.c
    return (
        select(func.array_agg((c.code + "|" + c.libelle).distinct(), type_=ARRAY(Text)))
        .where(c.departement == departement, c.demande_id == demande_id, c.retire_le.is_(None), c.sensible.is_(False))
        .scalar_subquery()
    )


def codes_of(departement: ColumnElement[str], demande_id: ColumnElement[UUID]) -> ScalarSelect[Any]:
    """What a grid reads of each demande."""
    c = labellisations.c
    return (
        select(func.array_agg(c.code, type_=ARRAY(Text)))
        .where(c.departement == departement, c.demande_id == demande_id, c.retire_le.is_(None))
        .scalar_subquery()
    )


says(
    "uq_labellisations_en_cours",
    lambda: LabelDejaPose("Ce label vient d'être posé sur la demande. Rien n'a été changé."),
)
says(
    "regles_de_label_pkey",
    lambda: ConcurrentEdit("Quelqu'un vient de changer cette règle. Relisez-la avant de la changer à votre tour."),
)
