"""Périmètre d'un organisme : deux gestionnaires ne s'écrasent plus.

Revision ID: version_du_perimetre
Revises: registres_scelles
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "version_du_perimetre"
down_revision: str | Sequence[str] | None = "registres_scelles"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column(
        "organismes_territoires", sa.Column("version", sa.Integer(), nullable=False, server_default=sa.text("1"))
    )


def downgrade() -> None:
    op.drop_column("organismes_territoires", "version")
