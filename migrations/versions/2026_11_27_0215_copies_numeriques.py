"""Les copies des pièces s'échangent avec le SNE : une transmission part ou arrive, et nomme sa pièce.

Revision ID: copies_numeriques
Revises: territoires_du_grand_paris
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "copies_numeriques"
down_revision: str | Sequence[str] | None = "territoires_du_grand_paris"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("transmissions", sa.Column("sens", sa.Text(), server_default="envoi", nullable=False))
    op.add_column("transmissions", sa.Column("piece_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    op.drop_column("transmissions", "piece_id")
    op.drop_column("transmissions", "sens")
