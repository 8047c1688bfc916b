"""Une demande se retrouve par la référence que l'organisme lui donne dans ses propres fichiers.

Revision ID: references_internes
Revises: portails
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "references_internes"
down_revision: str | Sequence[str] | None = "portails"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

HERE = "departement = current_setting('app.departement', true)"


def upgrade() -> None:
    op.create_table(
        "references_internes",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("organisme_id", sa.Uuid(), nullable=False),
        sa.Column("demande_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisme_id"], ["organismes.id"], name=op.f("references_internes_organisme_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["departement", "demande_id"],
            ["demandes.departement", "demandes.id"],
            name=op.f("references_internes_departement_demande_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("departement", "organisme_id", "demande_id", name=op.f("references_internes_pkey")),
    )
    op.create_index("ix_references_internes_demande", "references_internes", ["departement", "demande_id"])
    op.create_index(
        "ix_references_internes_reference", "references_internes", ["departement", "organisme_id", "reference"]
    )
    op.execute("alter table references_internes enable row level security")
    op.execute(f"create policy du_departement on references_internes to fdls_app using ({HERE}) with check ({HERE})")
    op.execute("grant select, insert, update, delete on references_internes to fdls_app")


def downgrade() -> None:
    op.drop_table("references_internes")
