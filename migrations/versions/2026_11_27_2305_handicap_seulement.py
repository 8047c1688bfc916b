"""Un organisme peut ne voir que les demandes où un handicap est signalé.

Revision ID: handicap_seulement
Revises: rendez_vous_de_cotation
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "handicap_seulement"
down_revision: str | Sequence[str] | None = "rendez_vous_de_cotation"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column(
        "organismes_territoires",
        sa.Column("handicap_seulement", sa.Boolean(), nullable=False, server_default=sa.text("false")),
    )


def downgrade() -> None:
    op.drop_column("organismes_territoires", "handicap_seulement")
