"""Une pièce dit depuis quand elle attend l'antivirus.

Revision ID: analyse_depuis
Revises: attribution
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "analyse_depuis"
down_revision: str | Sequence[str] | None = "attribution"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("pieces", sa.Column("analyse_depuis", sa.DateTime(timezone=True), nullable=True))
    with op.get_context().autocommit_block():
        op.create_index(
            "ix_pieces_en_analyse",
            "pieces",
            ["departement", "analyse_depuis"],
            postgresql_where=sa.text("analyse_depuis is not null"),
            postgresql_concurrently=True,
            if_not_exists=True,
        )


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.drop_index("ix_pieces_en_analyse", "pieces", postgresql_concurrently=True, if_exists=True)
    op.drop_column("pieces", "analyse_depuis")
