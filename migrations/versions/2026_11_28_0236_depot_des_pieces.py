"""Une pièce dit de quel organisme est le guichet qui l'a déposée.

Revision ID: depot_des_pieces
Revises: photos_de_communes
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "depot_des_pieces"
down_revision: str | Sequence[str] | None = "photos_de_communes"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("pieces", sa.Column("depot_de", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("pieces", "depot_de")
