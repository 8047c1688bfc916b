"""Ce qui arrive aux demandes se dit au SNE, une transmission par fait, jusqu'à son accusé.

Revision ID: transmissions
Revises: recalculs
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision: str = "transmissions"
down_revision: str | Sequence[str] | None = "recalculs"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

OF_DEPARTEMENT = "departement = current_setting('app.departement', true)"


def upgrade() -> None:
    op.create_table(
        "transmissions",
        sa.Column("departement", sa.String(3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("demande_id", sa.Uuid(), nullable=False),
        sa.Column("type_fichier", sa.Text(), nullable=False),
        sa.Column("evenement", sa.Text(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("etat", sa.Text(), nullable=False),
        sa.Column("tentatives", sa.SmallInteger(), nullable=False),
        sa.Column("envoyee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recue_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("motif", sa.Text(), nullable=True),
        sa.Column("pertes", ARRAY(sa.Text()), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["departement", "demande_id"], ["demandes.departement", "demandes.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("departement", "id"),
    )
    op.create_index("ix_transmissions_demande", "transmissions", ["departement", "demande_id", "cree_le"])
    op.create_index("ix_transmissions_journal", "transmissions", ["departement", "cree_le", "id"])
    op.create_index(
        "ix_transmissions_restantes",
        "transmissions",
        ["departement", "etat", "cree_le", "id"],
        postgresql_where=sa.text("etat <> 'recue'"),
    )
    op.execute("grant select, insert, update, delete on transmissions to fdls_app")
    op.execute("alter table transmissions enable row level security")
    op.execute(
        f"create policy du_departement on transmissions to fdls_app using ({OF_DEPARTEMENT})"
        f" with check ({OF_DEPARTEMENT})"
    )


def downgrade() -> None:
    op.drop_table("transmissions")
