"""Le rapport au préfet d'un mois fini, tel qu'il a été arrêté.

Revision ID: rapports_prefectoraux
Revises: questions
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "rapports_prefectoraux"
down_revision: str | Sequence[str] | None = "questions"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

OF_DEPARTEMENT = "departement = current_setting('app.departement', true)"
TABLE = "rapports_prefectoraux"


def upgrade() -> None:
    # the nights that follow close every past month, a few at a time
    op.create_table(
        TABLE,
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("mois", sa.Date(), nullable=False),
        sa.Column("arrete_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rubriques", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("departement", "mois", name=op.f("rapports_prefectoraux_pkey")),
    )
    op.execute(f"alter table {TABLE} enable row level security")
    op.execute(
        f"create policy du_departement on {TABLE} to fdls_app using ({OF_DEPARTEMENT}) with check ({OF_DEPARTEMENT})"
    )
    op.execute(f"grant select, insert on {TABLE} to fdls_app")


def downgrade() -> None:
    op.drop_table(TABLE)
