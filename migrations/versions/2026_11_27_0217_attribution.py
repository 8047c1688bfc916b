"""À la signature du bail se disent l'accord collectif et le DALO.

Revision ID: attribution
Revises: profil_statistiques
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "attribution"
down_revision: str | Sequence[str] | None = "profil_statistiques"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("propositions", sa.Column("accord_collectif", sa.Text(), nullable=True))
    op.add_column("propositions", sa.Column("attribuee_dalo", sa.Boolean(), nullable=True))


def downgrade() -> None:
    op.drop_column("propositions", "attribuee_dalo")
    op.drop_column("propositions", "accord_collectif")
