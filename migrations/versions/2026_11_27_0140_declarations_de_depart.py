"""Un départ déclaré par un titulaire depuis son espace, tant qu'il n'est pas enregistré.

Revision ID: declarations_de_depart
Revises: relectures_de_label
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision: str = "declarations_de_depart"
down_revision: str | Sequence[str] | None = "relectures_de_label"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("demandes", sa.Column("declaration", JSONB(), nullable=True))
    with op.get_context().autocommit_block():
        op.create_index(
            "ix_demandes_declarees",
            "demandes",
            ["departement", "id"],
            postgresql_where=sa.text("declaration is not null"),
            postgresql_concurrently=True,
            if_not_exists=True,
        )


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.drop_index("ix_demandes_declarees", "demandes", postgresql_concurrently=True, if_exists=True)
    op.drop_column("demandes", "declaration")
