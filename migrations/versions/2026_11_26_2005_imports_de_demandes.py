"""Les fichiers de demandes : l'import, ses lignes en attente, la provenance des demandes.

Revision ID: imports_de_demandes
Revises: travaux
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "imports_de_demandes"
down_revision: str | Sequence[str] | None = "travaux"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

HERE = "departement = current_setting('app.departement', true)"


def upgrade() -> None:
    op.create_table(
        "imports",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisme_id", sa.Uuid(), nullable=False),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("taille", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("morceaux", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("etat", sa.Text(), nullable=False),
        sa.Column("deposant", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("empreinte", sa.String(length=64), nullable=True),
        sa.Column("deja_applique_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("curseur", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("lues", sa.Integer(), nullable=False),
        sa.Column("rejetees", sa.Integer(), nullable=False),
        sa.Column("motif_refus", sa.Text(), nullable=True),
        sa.Column("controle_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("applique_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("annule_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("efface_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("bilan", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organisme_id"], ["organismes.id"], name=op.f("imports_organisme_id_fkey")),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("imports_pkey")),
    )
    op.create_index(
        "ix_imports_empreinte",
        "imports",
        ["departement", "empreinte"],
        unique=False,
        postgresql_where=sa.text("applique_le is not null"),
    )
    op.create_index("ix_imports_liste", "imports", ["departement", "organisme_id", "id"], unique=False)
    op.create_table(
        "import_avancements",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("faites", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["departement", "import_id"],
            ["imports.departement", "imports.id"],
            name=op.f("import_avancements_departement_import_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("departement", "import_id", name=op.f("import_avancements_pkey")),
    )
    op.create_table(
        "import_lignes",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("etat", sa.String(length=12), nullable=False),
        sa.Column("cle", sa.Text(), nullable=True),
        sa.Column("demande", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("nirs", sa.LargeBinary(), nullable=True),
        sa.Column("empreinte", sa.LargeBinary(), nullable=True),
        sa.Column("anomalies", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("cases", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.ForeignKeyConstraint(
            ["departement", "import_id"],
            ["imports.departement", "imports.id"],
            name=op.f("import_lignes_departement_import_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("departement", "import_id", "numero", name=op.f("import_lignes_pkey")),
    )
    op.create_index("ix_import_lignes_cle", "import_lignes", ["departement", "import_id", "cle"], unique=False)
    op.create_index(
        "ix_import_lignes_rapport",
        "import_lignes",
        ["departement", "import_id", "numero"],
        unique=False,
        postgresql_where=sa.text("etat <> 'prete'"),
    )
    op.create_table(
        "provenances",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("cle", sa.Text(), nullable=False),
        sa.Column("demande_id", sa.Uuid(), nullable=False),
        sa.Column("modifiee_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("empreinte", sa.LargeBinary(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["departement", "demande_id"],
            ["demandes.departement", "demandes.id"],
            name=op.f("provenances_departement_demande_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("departement", "cle", name=op.f("provenances_pkey")),
    )
    op.create_index("ix_provenances_demande", "provenances", ["departement", "demande_id"], unique=False)
    for table in ("imports", "import_lignes", "import_avancements", "provenances"):
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"create policy du_departement on {table} to fdls_app using ({HERE}) with check ({HERE})")
        op.execute(f"grant select, insert, update, delete on {table} to fdls_app")


def downgrade() -> None:
    op.drop_index("ix_provenances_demande", table_name="provenances")
    op.drop_table("provenances")
    op.drop_index("ix_import_lignes_rapport", table_name="import_lignes", postgresql_where=sa.text("etat <> 'prete'"))
    op.drop_index("ix_import_lignes_cle", table_name="import_lignes")
    op.drop_table("import_lignes")
    op.drop_table("import_avancements")
    op.drop_index("ix_imports_liste", table_name="imports")
    op.drop_index("ix_imports_empreinte", table_name="imports", postgresql_where=sa.text("applique_le is not null"))
    op.drop_table("imports")
