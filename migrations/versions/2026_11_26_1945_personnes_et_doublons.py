"""Paires de doublons et fusions, demandes liées, situation protégée.

Les clés de recherche de doublons changent de forme : « make rebuild-projections » les refait après la montée.

Revision ID: personnes_et_doublons
Revises: vie_de_la_demande
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision: str = "personnes_et_doublons"
down_revision: str | Sequence[str] | None = "vie_de_la_demande"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

OF_DEPARTEMENT = "departement = current_setting('app.departement', true)"
TABLES = ("doublons", "fusions")


def upgrade() -> None:
    op.add_column("demandes", sa.Column("type_creation", sa.Text(), server_default="CRE", nullable=False))
    op.add_column("demandes", sa.Column("liens", JSONB(), server_default=sa.text("'[]'::jsonb"), nullable=False))
    op.add_column("demandes", sa.Column("protection", JSONB(), nullable=True))
    op.add_column("comptes_demandeurs", sa.Column("personne_id", sa.Uuid(), nullable=True))
    op.create_table(
        "doublons",
        sa.Column("departement", sa.String(3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("demande_id", sa.Uuid(), nullable=False),
        sa.Column("autre_id", sa.Uuid(), nullable=False),
        sa.Column("force", sa.Text(), nullable=False),
        sa.Column("cle", sa.Text(), nullable=False),
        sa.Column("pour", JSONB(), nullable=False),
        sa.Column("contre", JSONB(), nullable=False),
        sa.Column("repere_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("motif", sa.Text(), server_default="", nullable=False),
        sa.Column("decide_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decide_par", sa.Text(), nullable=True),
        sa.Column("decide_par_organisme", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["departement", "demande_id"], ["demandes.departement", "demandes.id"], ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["departement", "autre_id"], ["demandes.departement", "demandes.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("departement", "id"),
    )
    op.create_index("uq_doublons_paire", "doublons", ["departement", "demande_id", "autre_id"], unique=True)
    op.create_index("ix_doublons_autre", "doublons", ["departement", "autre_id"])
    op.create_index(
        "ix_doublons_liste", "doublons", ["departement", "decision", "cle", sa.text("repere_le desc"), "id"]
    )
    op.create_table(
        "fusions",
        sa.Column("departement", sa.String(3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gardee_id", sa.Uuid(), nullable=False),
        sa.Column("fusionnee_id", sa.Uuid(), nullable=False),
        sa.Column("sorte", sa.Text(), nullable=False),
        sa.Column("motif", sa.Text(), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("par", sa.Text(), nullable=False),
        sa.Column("organisme", sa.Text(), nullable=True),
        sa.Column("avant", JSONB(), nullable=False),
        sa.Column("apres", JSONB(), nullable=False),
        sa.Column("fusionnee_avant", JSONB(), nullable=False),
        sa.Column("suites", JSONB(), nullable=False),
        sa.Column("defaite_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("defaite_par", sa.Text(), nullable=True),
        sa.Column("motif_defaite", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["departement", "gardee_id"], ["demandes.departement", "demandes.id"], ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["departement", "fusionnee_id"], ["demandes.departement", "demandes.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("departement", "id"),
    )
    op.create_index("ix_fusions_gardee", "fusions", ["departement", "gardee_id"])
    op.create_index("ix_fusions_fusionnee", "fusions", ["departement", "fusionnee_id"])
    for table in TABLES:
        op.execute(f"grant select, insert, update, delete on {table} to fdls_app")
        op.execute(f"alter table {table} enable row level security")
        op.execute(
            f"create policy du_departement on {table} to fdls_app using ({OF_DEPARTEMENT}) with check ({OF_DEPARTEMENT})"
        )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_column("comptes_demandeurs", "personne_id")
    for column in ("protection", "liens", "type_creation"):
        op.drop_column("demandes", column)
