"""La photo du stock : ce que croisent les tableaux de l'observatoire.

Revision ID: photos_du_stock
Revises: attributions_comptees
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "photos_du_stock"
down_revision: str | Sequence[str] | None = "attributions_comptees"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TABLE = "photos_du_stock"
AXES = (
    "commune",
    "epci",
    "typologie",
    "composition",
    "personnes",
    "age",
    "plafond",
    "statut_logement",
    "motif",
    "anciennete",
    "qpv",
    "nature",
    "public",
)


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("prise_le", sa.Date(), nullable=False),
        *(sa.Column(axe, sa.String(length=10), nullable=False) for axe in AXES),
        sa.Column("demandes", sa.Integer(), nullable=False),
        sa.Column("a_loger", sa.Integer(), nullable=False),
        sa.Column("mois", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("photos_du_stock_pkey")),
    )
    op.execute(f"grant select, insert, update, delete on {TABLE} to fdls_app")


def downgrade() -> None:
    op.drop_table(TABLE)
