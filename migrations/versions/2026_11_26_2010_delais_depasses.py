"""Le passage en délai anormalement long se garde pour toujours ; un NIR au mois inconnu se vérifie.

Revision ID: delais_depasses
Revises: imports_de_demandes
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "delais_depasses"
down_revision: str | Sequence[str] | None = "imports_de_demandes"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SIEN = "departement = current_setting('app.departement', true)" + (
    " and coalesce(current_setting('app.demande', true), '') in ('', demande_id::text)"
)


def upgrade() -> None:
    op.create_table(
        "delais_depasses",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("demande_id", sa.Uuid(), nullable=False),
        sa.Column("depasse_le", sa.Date(), nullable=False),
        sa.Column("delai_mois", sa.SmallInteger(), nullable=False),
        sa.Column("constate_le", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["departement", "demande_id"],
            ["demandes.departement", "demandes.id"],
            name=op.f("delais_depasses_departement_demande_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("departement", "demande_id", name=op.f("delais_depasses_pkey")),
    )
    op.execute("alter table delais_depasses enable row level security")
    op.execute(f"create policy du_departement on delais_depasses to fdls_app using ({SIEN}) with check ({SIEN})")
    op.execute("grant select, insert on delais_depasses to fdls_app")
    op.add_column("nirs", sa.Column("a_verifier", sa.Boolean(), server_default="false", nullable=False))


def downgrade() -> None:
    op.drop_column("nirs", "a_verifier")
    op.drop_table("delais_depasses")
