"""Où en sont les recalculs de cotation sur beaucoup de demandes.

Revision ID: recalculs
Revises: positions_et_attentes
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "recalculs"
down_revision: str | Sequence[str] | None = "positions_et_attentes"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "recalculs",
        sa.Column("departement", sa.String(3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("epci", sa.String(9)),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("jour", sa.Date(), nullable=False),
        sa.Column("commence_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("termine_le", sa.DateTime(timezone=True)),
        sa.Column("curseur", sa.Uuid(), nullable=False),
        sa.Column("a_examiner", sa.Integer(), nullable=False),
        sa.Column("examinees", sa.Integer(), nullable=False),
        sa.Column("changees", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("recalculs_pkey")),
    )
    op.create_index("ix_recalculs_epci", "recalculs", ["departement", "epci", "commence_le"])
    op.execute("grant select, insert, update, delete on recalculs to fdls_app")


def downgrade() -> None:
    op.drop_table("recalculs")
