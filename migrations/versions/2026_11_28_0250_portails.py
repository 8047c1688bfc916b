"""Le portail d'un département se règle à l'écran : sa version, son logo et ce que le logo montre.

Revision ID: portails
Revises: depot_des_pieces
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "portails"
down_revision: str | Sequence[str] | None = "depot_des_pieces"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("reglages", sa.Column("logo", sa.Text(), nullable=True))
    op.add_column("reglages", sa.Column("logo_texte", sa.Text(), nullable=True))
    op.add_column("reglages", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.create_table(
        "logos_des_portails",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("image", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("departement", name=op.f("logos_des_portails_pkey")),
    )
    op.execute("grant select, insert, update, delete on logos_des_portails to fdls_app")


def downgrade() -> None:
    op.drop_table("logos_des_portails")
    for column in ("version", "logo_texte", "logo"):
        op.drop_column("reglages", column)
