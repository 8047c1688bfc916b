"""Un fait qui coûte des points se conteste : qui, pourquoi, et ce qu'un agent en a décidé.

Une attribution se compte aussi par commune, par les blocs qui donnaient les points, par le quartier que l'on quitte.

Revision ID: contestations
Revises: echeances_et_comptes
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "contestations"
down_revision: str | Sequence[str] | None = "echeances_et_comptes"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SIEN = (
    "departement = current_setting('app.departement', true)"
    " and coalesce(current_setting('app.demande', true), '') in ('', demande_id::text)"
)


def upgrade() -> None:
    op.create_table(
        "contestations",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("demande_id", sa.Uuid(), nullable=False),
        sa.Column("evenement_id", sa.BigInteger(), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("le", sa.Date(), nullable=False),
        sa.Column("motif", sa.Text(), nullable=False),
        sa.Column("deposee_le", sa.Date(), nullable=False),
        sa.Column("par", sa.Text(), nullable=False),
        sa.Column("par_compte_id", sa.Uuid(), nullable=True),
        sa.Column("issue", sa.Text(), nullable=True),
        sa.Column("decidee_le", sa.Date(), nullable=True),
        sa.Column("decidee_par", sa.Text(), nullable=True),
        sa.Column("motif_decision", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["departement", "demande_id"],
            ["demandes.departement", "demandes.id"],
            name=op.f("contestations_departement_demande_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("contestations_pkey")),
    )
    op.create_index("ix_contestations_demande", "contestations", ["departement", "demande_id"])
    op.create_index(
        "uq_contestations_ouverte",
        "contestations",
        ["departement", "evenement_id"],
        unique=True,
        postgresql_where=sa.text("issue is null"),
    )
    op.execute("alter table contestations enable row level security")
    op.execute(f"create policy du_departement on contestations to fdls_app using ({SIEN}) with check ({SIEN})")
    op.execute("grant select, insert, update, delete on contestations to fdls_app")
    for column in (
        sa.Column("commune", sa.String(length=5), nullable=True),
        sa.Column("famille", sa.String(length=10), nullable=True),
        sa.Column("qpv_actuel", sa.Boolean(), nullable=True),
    ):
        op.add_column("candidats_cotes", column)


def downgrade() -> None:
    for name in ("commune", "famille", "qpv_actuel"):
        op.drop_column("candidats_cotes", name)
    op.drop_table("contestations")
