"""Le calendrier de la mise en place de la cotation : les rendez-vous où le gestionnaire invite les EPCI.

Revision ID: rendez_vous_de_cotation
Revises: contestations
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "rendez_vous_de_cotation"
down_revision: str | Sequence[str] | None = "contestations"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "rendez_vous",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisme_id", sa.Uuid(), nullable=False),
        sa.Column("sorte", sa.Text(), nullable=False),
        sa.Column("titre", sa.Text(), nullable=False),
        sa.Column("debut", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ou", sa.Text(), nullable=False),
        sa.Column("epcis", postgresql.ARRAY(sa.String(length=9), as_tuple=True), nullable=False),
        sa.Column("invites", sa.Integer(), nullable=False),
        sa.Column("planifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("annule_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organisme_id"], ["organismes.id"], name=op.f("rendez_vous_organisme_id_fkey")),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("rendez_vous_pkey")),
    )
    op.create_index("ix_rendez_vous_debut", "rendez_vous", ["departement", "debut"])
    op.execute("grant select, insert, update, delete on rendez_vous to fdls_app")


def downgrade() -> None:
    op.drop_table("rendez_vous")
