"""Comptes des demandeurs : la connexion d'avant.

Revision ID: connexion_precedente
Revises: pieces_en_feuillets
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "connexion_precedente"
down_revision: str | Sequence[str] | None = "pieces_en_feuillets"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("comptes_demandeurs", sa.Column("connexion_precedente_le", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("comptes_demandeurs", "connexion_precedente_le")
