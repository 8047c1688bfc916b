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
    SmallInteger,
    String,
    Table,
    Text,
    Uuid,
    false,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from adapters.db.cotation.colonnes import colonne_du_champ
from adapters.db.cotation.document import AsGrille
from adapters.db.demandes.tables import demandes
from adapters.db.types import OWN_FILE, AsEnum, AsJson, departement_column, mapper_registry, metadata
from domain.cotation.catalogue import CATALOGUE
from domain.cotation.evenements.model import Issue
from domain.cotation.grille import Deliberation
from domain.cotation.model import GrilleCotation
from domain.cotation.vocabulary import CauseDeCalcul, Population, StatutCotation, StatutGrille

grilles = Table(
    "grilles",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("epci", String(9), nullable=False),
    Column("population", AsEnum(Population), nullable=False),
    Column("version_grille", Integer, nullable=False),
    Column("statut", AsEnum(StatutGrille), nullable=False),
    Column("contenu", AsGrille, nullable=False),
    Column("creee_le", DateTime(timezone=True), nullable=False),
    Column("effet_du", Date),
    Column("effet_au", Date),
    Column("deliberation", AsJson(Deliberation)),
    Column("publiee_le", DateTime(timezone=True)),
    Column("prevenir", Boolean, nullable=False, server_default=false()),
    Column("brouillon", JSONB(none_as_null=True)),
    Column("version", Integer, nullable=False),
    Index("uq_grilles_version", "departement", "epci", "population", "version_grille", unique=True),
    Index("ix_grilles_statut", "departement", "statut", "epci"),
)
cotations = Table(
    "cotations",
    metadata,
    departement_column(),
    Column("demande_id", Uuid, primary_key=True),
    Column("grille_id", Uuid, primary_key=True),
    Column("epci", String(9), nullable=False),
    Column("population", AsEnum(Population), nullable=False),
    Column("version_grille", SmallInteger, nullable=False),
    Column("date_calcul", Date, nullable=False),
    Column("statut", AsEnum(StatutCotation), nullable=False),
    Column("hors_cotation", Text),
    Column("total_declare", SmallInteger),
    Column("total_verifie", SmallInteger),
    Column("blocs_declares", ARRAY(SmallInteger), nullable=False),
    Column("blocs_verifies", ARRAY(SmallInteger), nullable=False),
    Column("details_declares", ARRAY(SmallInteger), nullable=False),
    Column("details_verifies", ARRAY(SmallInteger), nullable=False),
    Column("prochaine_bascule", Date),
    Column("empreinte", String(64), nullable=False),
    ForeignKeyConstraint(["departement", "demande_id"], [demandes.c.departement, demandes.c.id], ondelete="CASCADE"),
    ForeignKeyConstraint(["departement", "grille_id"], [grilles.c.departement, grilles.c.id]),
    Index("ix_cotations_bascule", "departement", "prochaine_bascule", "demande_id"),
    info=OWN_FILE,
)
"""Table étroite, sans index sur les points : recoter tout le stock n'écrit que les lignes qui changent."""

cotations_passees = Table(
    "cotations_passees",
    metadata,
    departement_column(),
    Column("demande_id", Uuid, primary_key=True),
    Column("grille_id", Uuid, primary_key=True),
    Column("date_calcul", Date, nullable=False),
    Column("jusqu_au", Date, nullable=False),
    Column("statut", AsEnum(StatutCotation), nullable=False),
    Column("hors_cotation", Text),
    Column("total_declare", SmallInteger),
    Column("total_verifie", SmallInteger),
    Column("blocs_declares", ARRAY(SmallInteger), nullable=False),
    Column("blocs_verifies", ARRAY(SmallInteger)),
    Column("details_declares", ARRAY(SmallInteger), nullable=False),
    Column("details_verifies", ARRAY(SmallInteger)),
    Index("ix_cotations_passees_jusqu_au", "jusqu_au", postgresql_using="brin"),
    info=OWN_FILE,
)
"""Le dernier résultat de chaque version qui ne cote plus une demande : écrit une fois, jamais recalculé.

Ce qui se lit dans la grille n'y est pas répété, ni le vérifié quand il est le déclaré : 2,8 millions de demandes y
ajoutent un demi-gigaoctet par génération de grilles, et l'index par plages suffit à oublier les plus anciennes.
"""

evenements_de_vie = Table(
    "evenements_de_vie",
    metadata,
    departement_column(),
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("demande_id", Uuid, nullable=False),
    Column("type", String(40), nullable=False),
    Column("le", Date, nullable=False),
    Column("adapte", Boolean),
    Column("reference", Text),
    Column("note_le", DateTime(timezone=True), nullable=False, server_default=func.now()),
    ForeignKeyConstraint(["departement", "demande_id"], [demandes.c.departement, demandes.c.id], ondelete="CASCADE"),
    Index("ix_evenements_de_vie_demande", "departement", "demande_id"),
    info=OWN_FILE,
)
"""Les faits datés que les grilles comptent : refus, passages en commission, renouvellements."""


contestations = Table(
    "contestations",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("demande_id", Uuid, nullable=False),
    Column("evenement_id", BigInteger, nullable=False),
    Column("type", String(40), nullable=False),
    Column("le", Date, nullable=False),
    Column("motif", Text, nullable=False),
    Column("deposee_le", Date, nullable=False),
    Column("par", Text, nullable=False),
    Column("par_compte_id", Uuid),
    Column("issue", AsEnum(Issue)),
    Column("decidee_le", Date),
    Column("decidee_par", Text),
    Column("motif_decision", Text),
    ForeignKeyConstraint(["departement", "demande_id"], [demandes.c.departement, demandes.c.id], ondelete="CASCADE"),
    Index("ix_contestations_demande", "departement", "demande_id"),
    Index(
        "uq_contestations_ouverte",
        "departement",
        "evenement_id",
        unique=True,
        postgresql_where=text("issue is null"),
    ),
    info=OWN_FILE,
)
"""Une seule à la fois pour un même fait ; le fait retiré, ce qui fut contesté et décidé reste lisible."""


validations_de_criteres = Table(
    "validations_de_criteres",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("demande_id", Uuid, nullable=False),
    Column("epci", String(9), nullable=False),
    Column("critere", Text, nullable=False),
    Column("libelle", Text, nullable=False),
    Column("sensible", Boolean, nullable=False),
    Column("type", Text, nullable=False),
    Column("valide_le", Date, nullable=False),
    Column("expire_le", Date),
    Column("motif", Text, nullable=False),
    Column("par", Text, nullable=False),
    ForeignKeyConstraint(["departement", "demande_id"], [demandes.c.departement, demandes.c.id], ondelete="CASCADE"),
    Index("ix_validations_de_criteres_demande", "departement", "demande_id"),
    info=OWN_FILE,
)
"""Ce qu'un intervenant a validé : un critère de la grille d'un territoire, au titre (`type`) que la grille demande."""


faits_de_cotation = Table(
    "faits_de_cotation",
    metadata,
    departement_column(),
    Column("epci", String(9), primary_key=True),
    Column("demande_id", Uuid, primary_key=True),
    Column("est_mutation", Boolean, nullable=False),
    *(colonne_du_champ(champ) for champ in CATALOGUE.values()),
    Column("evenements_type", ARRAY(Text)),
    Column("evenements_le", ARRAY(Date)),
    Column("evenements_adapte", ARRAY(Boolean)),
    Column("preuves_critere", ARRAY(Text)),
    Column("preuves_type", ARRAY(Text)),
    Column("preuves_valide_le", ARRAY(Date)),
    Column("preuves_expire_le", ARRAY(Date)),
    Column("a_revoir_le", Date),
    Column("empreinte", String(64), nullable=False),
    ForeignKeyConstraint(["departement", "demande_id"], [demandes.c.departement, demandes.c.id], ondelete="CASCADE"),
    Index("ix_faits_de_cotation_demande", "departement", "demande_id"),
    Index(
        "ix_faits_de_cotation_a_revoir",
        "departement",
        "a_revoir_le",
        postgresql_where=text("a_revoir_le is not null"),
    ),
    info=OWN_FILE,
)
"""Ce que chaque demande active donne à lire aux grilles : une ligne par EPCI souhaité, une colonne par champ.

Les événements tiennent en colonnes de même longueur, les preuves aussi : une ligne dit tout ce qu'un calcul lit.
"""


recalculs = Table(
    "recalculs",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("epci", String(9)),
    Column("cause", AsEnum(CauseDeCalcul), nullable=False),
    Column("jour", Date, nullable=False),
    Column("commence_le", DateTime(timezone=True), nullable=False),
    Column("termine_le", DateTime(timezone=True)),
    Column("a_examiner", Integer, nullable=False),
    Column("examinees", Integer, nullable=False),
    Column("changees", Integer, nullable=False),
    Index("ix_recalculs_epci", "departement", "epci", "commence_le"),
)
"""Les recalculs de cotation sur beaucoup de demandes : un territoire dont la grille change, ou une nuit."""

voies_de_recalcul = Table(
    "voies_de_recalcul",
    metadata,
    departement_column(),
    Column("recalcul_id", Uuid, primary_key=True),
    Column("rang", SmallInteger, primary_key=True),
    Column("curseur", Uuid, nullable=False),
    Column("jusqu_a", Uuid),
    Column("examinees", Integer, nullable=False),
    Column("finie", Boolean, nullable=False),
    ForeignKeyConstraint(["departement", "recalcul_id"], [recalculs.c.departement, recalculs.c.id], ondelete="CASCADE"),
)
"""Les parts d'un recalcul dont les lots s'écrivent en même temps."""


def map_cotation() -> None:
    mapper_registry.map_imperatively(
        GrilleCotation, grilles, properties={"version": grilles.c.version}, version_id_col=grilles.c.version
    )
