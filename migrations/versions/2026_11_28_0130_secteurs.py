"""Les secteurs qu'un demandeur peut choisir : des communes d'un EPCI sous un nom, à partir d'un jour.

Revision ID: secteurs
Revises: departage
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "secteurs"
down_revision: str | Sequence[str] | None = "departage"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "secteurs",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisme_id", sa.Uuid(), nullable=False),
        sa.Column("epci", sa.String(length=9), nullable=False),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("communes", postgresql.ARRAY(sa.String(length=5), as_tuple=True), nullable=False),
        sa.Column("quartiers", postgresql.JSONB(), nullable=False),
        sa.Column("acte", sa.Text(), nullable=False),
        sa.Column("du", sa.Date(), nullable=False),
        sa.Column("au", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organisme_id"], ["organismes.id"], name=op.f("secteurs_organisme_id_fkey")),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("secteurs_pkey")),
    )
    op.create_index(
        "uq_secteurs_nom",
        "secteurs",
        ["departement", "epci", "nom"],
        unique=True,
        postgresql_where=sa.text("au is null"),
    )
    op.execute("grant select, insert, update, delete on secteurs to fdls_app")


def downgrade() -> None:
    op.drop_table("secteurs")
