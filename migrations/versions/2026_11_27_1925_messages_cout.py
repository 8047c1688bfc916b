"""Ce que chaque message a coûté, et combien de SMS le réseau a comptés.

Revision ID: messages_cout
Revises: autres_champs_de_cotation
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "messages_cout"
down_revision: str | Sequence[str] | None = "autres_champs_de_cotation"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("messages", sa.Column("segments", sa.SmallInteger()))
    op.add_column("messages", sa.Column("cout_milliemes", sa.Integer()))


def downgrade() -> None:
    op.drop_column("messages", "cout_milliemes")
    op.drop_column("messages", "segments")
