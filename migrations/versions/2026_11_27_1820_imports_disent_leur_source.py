"""D'où viennent les changements d'un fichier, dit avec l'ordre de l'appliquer.

Revision ID: imports_disent_leur_source
Revises: delegations_d_enregistrement
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "imports_disent_leur_source"
down_revision: str | Sequence[str] | None = "delegations_d_enregistrement"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("imports", sa.Column("source", postgresql.JSONB(), nullable=True))


def downgrade() -> None:
    op.drop_column("imports", "source")
