from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from adapters.db.demandes.tables import demandes
from adapters.db.organismes.tables import organismes
from adapters.db.types import PERSONAL, AsEnum, AsJson, departement_column, mapper_registry, metadata
from domain.demandes.sources import SourceDeModification
from domain.imports.model import Bilan, Curseur, Deposant, EtatImport, FormatImport, Import, Morceau
from domain.imports.rules.lecture import DemandeLue

PRETE, REJETEE = "prete", "rejetee"
"""The other states of a line are what became of it (Suite)."""

imports = Table(
    "imports",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("organisme_id", ForeignKey(organismes.c.id), nullable=False),
    Column("nom", Text, nullable=False),
    Column("format", AsEnum(FormatImport), nullable=False),
    Column("taille", BigInteger, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("morceaux", AsJson(tuple[Morceau, ...]), nullable=False),
    Column("etat", AsEnum(EtatImport), nullable=False),
    Column("deposant", AsJson(Deposant), nullable=False),
    Column("cree_le", DateTime(timezone=True), nullable=False),
    Column("empreinte", String(64)),
    Column("deja_applique_le", DateTime(timezone=True)),
    Column("curseur", AsJson(Curseur)),
    Column("lues", Integer, nullable=False),
    Column("rejetees", Integer, nullable=False),
    Column("motif_refus", Text),
    Column("controle_le", DateTime(timezone=True)),
    Column("source", AsJson(SourceDeModification)),
    Column("applique_le", DateTime(timezone=True)),
    Column("annule_le", DateTime(timezone=True)),
    Column("efface_le", DateTime(timezone=True)),
    Column("bilan", AsJson(Bilan)),
    Column("version", Integer, nullable=False),
    Index("ix_imports_liste", "departement", "organisme_id", "id"),
    Index("ix_imports_empreinte", "departement", "empreinte", postgresql_where=text("applique_le is not null")),
    info=PERSONAL,
)
import_lignes = Table(
    "import_lignes",
    metadata,
    departement_column(),
    Column("import_id", Uuid, primary_key=True),
    Column("numero", Integer, primary_key=True),
    Column("etat", String(12), nullable=False),
    Column("cle", Text),
    Column("demande", AsJson(DemandeLue, sparse=True)),
    Column("nirs", LargeBinary),
    Column("empreinte", LargeBinary),
    Column("anomalies", JSONB),
    Column("cases", JSONB),
    ForeignKeyConstraint(["departement", "import_id"], [imports.c.departement, imports.c.id]),
    Index("ix_import_lignes_cle", "departement", "import_id", "cle"),
    Index("ix_import_lignes_rapport", "departement", "import_id", "numero", postgresql_where=text("etat <> 'prete'")),
    info=PERSONAL,
)
"""The lines of a file between their check and the order to apply them. `cases`: of a rejected line; its NIRs are
sealed apart, until it is corrected or forgotten.
"""

import_avancements = Table(
    "import_avancements",
    metadata,
    departement_column(),
    Column("import_id", Uuid, primary_key=True),
    Column("faites", Integer, nullable=False),
    ForeignKeyConstraint(["departement", "import_id"], [imports.c.departement, imports.c.id]),
    info=PERSONAL,
)
"""How far an application is, told apart from its one transaction."""

provenances = Table(
    "provenances",
    metadata,
    departement_column(),
    Column("cle", Text, primary_key=True),
    Column("demande_id", Uuid, nullable=False),
    Column("modifiee_le", DateTime(timezone=True), nullable=False),
    Column("empreinte", LargeBinary, nullable=False),
    Column("import_id", Uuid, nullable=False),
    ForeignKeyConstraint(["departement", "demande_id"], [demandes.c.departement, demandes.c.id], ondelete="CASCADE"),
    Index("ix_provenances_demande", "departement", "demande_id"),
    info=PERSONAL,
)
"""Under which key a file last brought a demande, and what it said then."""


def map_imports() -> None:
    mapper_registry.map_imperatively(
        Import, imports, properties={"version": imports.c.version}, version_id_col=imports.c.version
    )


references_internes = Table(
    "references_internes",
    metadata,
    departement_column(),
    Column("organisme_id", ForeignKey(organismes.c.id), primary_key=True),
    Column("demande_id", Uuid, primary_key=True),
    Column("reference", Text, nullable=False),
    ForeignKeyConstraint(["departement", "demande_id"], [demandes.c.departement, demandes.c.id], ondelete="CASCADE"),
    Index("ix_references_internes_demande", "departement", "demande_id"),
    Index("ix_references_internes_reference", "departement", "organisme_id", "reference"),
    info=PERSONAL,
)
"""What an organisme calls a demande in its own software: for its agents only."""
