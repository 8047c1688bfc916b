"""Les grilles essayées sur le stock du jour, et leur rapport.

Revision ID: simulations_de_grilles
Revises: separations
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "simulations_de_grilles"
down_revision: str | Sequence[str] | None = "separations"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "simulations",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("grille_id", sa.Uuid(), nullable=False),
        sa.Column("epci", sa.String(length=9), nullable=False),
        sa.Column("simulee", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("contenu", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("comparee", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("contenu_compare", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("graine", sa.BigInteger(), nullable=False),
        sa.Column("compte_id", sa.Uuid(), nullable=True),
        sa.Column("auteur", sa.Text(), nullable=False),
        sa.Column("organisme", sa.Text(), nullable=True),
        sa.Column("demandee_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("etat", sa.Text(), nullable=False),
        sa.Column("etape", sa.Text(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("faits", sa.Integer(), nullable=False),
        sa.Column("finie_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rapport", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["departement", "grille_id"],
            ["grilles.departement", "grilles.id"],
            name=op.f("simulations_departement_grille_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("simulations_pkey")),
    )
    op.create_index("ix_simulations_liste", "simulations", ["departement", "epci", "demandee_le"])
    op.create_index("ix_simulations_grille", "simulations", ["departement", "grille_id", "demandee_le"])
    op.execute("grant select, insert, update, delete on simulations to fdls_app")


def downgrade() -> None:
    op.drop_table("simulations")
