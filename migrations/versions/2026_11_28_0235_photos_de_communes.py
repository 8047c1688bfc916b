"""La fiche publique de chaque commune, refaite la nuit.

Revision ID: photos_de_communes
Revises: besoins_des_candidats
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "photos_de_communes"
down_revision: str | Sequence[str] | None = "besoins_des_candidats"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TABLE = "photos_de_communes"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("commune", sa.String(length=5), nullable=False),
        sa.Column("prise_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("contenu", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("departement", "commune", name=op.f("photos_de_communes_pkey")),
    )
    op.execute(f"grant select, insert, update, delete on {TABLE} to fdls_app")


def downgrade() -> None:
    op.drop_table(TABLE)
