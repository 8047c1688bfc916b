"""La décision d'une commission qui juge une demande irrecevable, sans laquelle nul n'en avertit.

Revision ID: rejet
Revises: photos_de_cotation
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision: str = "rejet"
down_revision: str | Sequence[str] | None = "photos_de_cotation"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("demandes", sa.Column("rejet", JSONB(), nullable=True))


def downgrade() -> None:
    op.drop_column("demandes", "rejet")
