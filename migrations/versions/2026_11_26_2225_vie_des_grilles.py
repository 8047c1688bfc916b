"""Une grille s'écrit avant d'être lisible, et dit si les demandeurs sont avertis de ce qu'elle change.

Revision ID: vie_des_grilles
Revises: faits_de_cotation
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "vie_des_grilles"
down_revision: str | Sequence[str] | None = "faits_de_cotation"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("grilles", sa.Column("prevenir", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("grilles", sa.Column("brouillon", postgresql.JSONB(none_as_null=True, astext_type=sa.Text())))


def downgrade() -> None:
    op.drop_column("grilles", "brouillon")
    op.drop_column("grilles", "prevenir")
