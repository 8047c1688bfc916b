"""Une convention dit si les relogements ANRU comptent pour elle ; par défaut, comme le département.

Revision ID: relogements_anru
Revises: handicap_seulement
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "relogements_anru"
down_revision: str | Sequence[str] | None = "handicap_seulement"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column(
        "conventions_flux",
        sa.Column("relogements_anru", sa.Text(), nullable=False, server_default=sa.text("'departement'")),
    )


def downgrade() -> None:
    op.drop_column("conventions_flux", "relogements_anru")
