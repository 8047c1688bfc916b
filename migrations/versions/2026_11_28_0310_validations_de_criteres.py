"""Ce qu'un intervenant valide d'une grille : quel critère, pour quel territoire, à quel titre, et pourquoi.

Revision ID: validations_de_criteres
Revises: references_internes
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "validations_de_criteres"
down_revision: str | Sequence[str] | None = "references_internes"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SIEN = (
    "departement = current_setting('app.departement', true)"
    " and coalesce(current_setting('app.demande', true), '') in ('', demande_id::text)"
)


def upgrade() -> None:
    op.create_table(
        "validations_de_criteres",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("demande_id", sa.Uuid(), nullable=False),
        sa.Column("epci", sa.String(length=9), nullable=False),
        sa.Column("critere", sa.Text(), nullable=False),
        sa.Column("libelle", sa.Text(), nullable=False),
        sa.Column("sensible", sa.Boolean(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("valide_le", sa.Date(), nullable=False),
        sa.Column("expire_le", sa.Date(), nullable=True),
        sa.Column("motif", sa.Text(), nullable=False),
        sa.Column("par", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["departement", "demande_id"],
            ["demandes.departement", "demandes.id"],
            name=op.f("validations_de_criteres_departement_demande_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("validations_de_criteres_pkey")),
    )
    op.create_index("ix_validations_de_criteres_demande", "validations_de_criteres", ["departement", "demande_id"])
    op.execute("alter table validations_de_criteres enable row level security")
    op.execute(
        f"create policy du_departement on validations_de_criteres to fdls_app using ({SIEN}) with check ({SIEN})"
    )
    op.execute("grant select, insert, update, delete on validations_de_criteres to fdls_app")


def downgrade() -> None:
    op.drop_table("validations_de_criteres")
