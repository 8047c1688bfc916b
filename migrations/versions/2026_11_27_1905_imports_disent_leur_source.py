"""D'où viennent les changements d'un fichier, dit avec l'ordre de l'appliquer.

Revision ID: imports_disent_leur_source
Revises: photos_du_stock
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "imports_disent_leur_source"
down_revision: str | Sequence[str] | None = "photos_du_stock"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("imports", sa.Column("source", postgresql.JSONB(), nullable=True))


def downgrade() -> None:
    op.drop_column("imports", "source")
