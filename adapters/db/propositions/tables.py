from sqlalchemy import (
    Boolean,
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

from adapters.db.biens.tables import biens, mises_en_location
from adapters.db.constraints import says
from adapters.db.demandes.tables import demandes
from adapters.db.organismes.tables import organismes
from adapters.db.types import OWN_FILE, AsEnum, departement_column, mapper_registry, metadata
from domain.propositions.codes import (
    ENGAGENT,
    OUVERTES,
    RETIENNENT,
    AccordCollectif,
    Decision,
    EtatProposition,
    MotifNonAttribution,
    MotifRefusCandidat,
)
from domain.propositions.errors import BienDejaAttribue, DejaPositionnee, DemandeDejaLogee, DemandeDejaRetenue
from domain.propositions.model import Proposition


def in_states(etats: frozenset[EtatProposition]) -> str:
    listed = ", ".join(f"'{e.value}'" for e in EtatProposition if e in etats)
    return f"etat in ({listed})"


propositions = Table(
    "propositions",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("bien_id", Uuid, nullable=False),
    Column("mise_en_location_id", Uuid, nullable=False),
    Column("demande_id", Uuid, nullable=False),
    Column("organisme_id", ForeignKey(organismes.c.id), nullable=False),
    Column("numero_unique", String(20), nullable=False),
    Column("bien_libelle", Text, nullable=False),
    Column("etat", AsEnum(EtatProposition), nullable=False),
    Column("creee_le", DateTime(timezone=True), nullable=False),
    Column("creee_par", Text, nullable=False),
    Column("seance_id", Uuid),
    Column("decision", AsEnum(Decision)),
    Column("rang", SmallInteger),
    Column("motif_decision", AsEnum(MotifNonAttribution)),
    Column("commentaire_decision", Text),
    Column("condition", Text),
    Column("notifiee_le", Date),
    Column("repondre_avant_le", Date),
    Column("repondue_le", DateTime(timezone=True)),
    Column("motif_refus", AsEnum(MotifRefusCandidat)),
    Column("commentaire_refus", Text),
    Column("motif_fin", Text),
    Column("bail_signe_le", Date),
    Column("entree_le", Date),
    Column("accord_collectif", AsEnum(AccordCollectif)),
    Column("attribuee_dalo", Boolean),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(["departement", "bien_id"], [biens.c.departement, biens.c.id]),
    ForeignKeyConstraint(
        ["departement", "mise_en_location_id"], [mises_en_location.c.departement, mises_en_location.c.id]
    ),
    ForeignKeyConstraint(["departement", "demande_id"], [demandes.c.departement, demandes.c.id], ondelete="CASCADE"),
    Index(
        "uq_propositions_positionnee",
        "departement",
        "mise_en_location_id",
        "demande_id",
        unique=True,
        postgresql_where=text(in_states(OUVERTES)),
    ),
    Index(
        "uq_propositions_bien_attribue",
        "departement",
        "mise_en_location_id",
        unique=True,
        postgresql_where=text(in_states(ENGAGENT)),
    ),
    Index(
        "uq_propositions_demande_logee",
        "departement",
        "demande_id",
        unique=True,
        postgresql_where=text(in_states(ENGAGENT)),
    ),
    Index(
        "uq_propositions_demande_retenue",
        "departement",
        "demande_id",
        "organisme_id",
        unique=True,
        postgresql_where=text(in_states(RETIENNENT)),
    ),
    Index(
        "ix_propositions_acceptees",
        "departement",
        "demande_id",
        postgresql_where=text(in_states(frozenset({EtatProposition.ACCEPTEE}))),
    ),
    Index(
        "ix_propositions_retenues",
        "departement",
        "organisme_id",
        "demande_id",
        postgresql_where=text(in_states(RETIENNENT)),
    ),
    Index("ix_propositions_baux", "departement", "bail_signe_le", postgresql_where=text("bail_signe_le is not null")),
    Index("ix_propositions_bien", "departement", "bien_id", "creee_le"),
    Index("ix_propositions_vacance", "departement", "mise_en_location_id", "etat"),
    Index("ix_propositions_demande", "departement", "demande_id", "creee_le"),
    Index("ix_propositions_organisme", "departement", "organisme_id", "etat", "creee_le"),
    Index("ix_propositions_liste", "departement", "creee_le", "id"),
    Index(
        "ix_propositions_reponse",
        "departement",
        "repondre_avant_le",
        postgresql_where=text(in_states(frozenset({EtatProposition.NOTIFIEE}))),
    ),
    info=OWN_FILE,
)

says(
    "uq_propositions_positionnee",
    lambda: DejaPositionnee("Cette demande est déjà positionnée sur ce logement. Rien n'a été changé."),
)
says(
    "uq_propositions_bien_attribue",
    lambda: BienDejaAttribue(
        "Ce logement vient d'être accepté par un autre candidat. Rien n'a été changé : rechargez la page du bien."
    ),
)
says(
    "uq_propositions_demande_logee",
    lambda: DemandeDejaLogee("Ce candidat a déjà accepté un autre logement. Rien n'a été changé."),
)
says(
    "uq_propositions_demande_retenue",
    lambda: DemandeDejaRetenue(
        "Ce candidat est déjà inscrit en commission, ou attend une réponse, pour un autre logement de votre organisme."
    ),
)


def map_propositions() -> None:
    mapper_registry.map_imperatively(
        Proposition,
        propositions,
        properties={"version": propositions.c.version},
        version_id_col=propositions.c.version,
    )
