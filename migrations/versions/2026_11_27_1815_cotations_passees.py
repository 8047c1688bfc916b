"""Ce que donnait à une demande chaque version de grille qui ne la cote plus.

Revision ID: cotations_passees
Revises: delegations_d_enregistrement
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "cotations_passees"
down_revision: str | Sequence[str] | None = "delegations_d_enregistrement"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SIEN = (
    "departement = current_setting('app.departement', true)"
    " and coalesce(current_setting('app.demande', true), '') in ('', demande_id::text)"
)


def upgrade() -> None:
    op.create_table(
        "cotations_passees",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("demande_id", sa.Uuid(), nullable=False),
        sa.Column("grille_id", sa.Uuid(), nullable=False),
        sa.Column("date_calcul", sa.Date(), nullable=False),
        sa.Column("jusqu_au", sa.Date(), nullable=False),
        sa.Column("statut", sa.Text(), nullable=False),
        sa.Column("hors_cotation", sa.Text()),
        sa.Column("total_declare", sa.SmallInteger()),
        sa.Column("total_verifie", sa.SmallInteger()),
        sa.Column("blocs_declares", postgresql.ARRAY(sa.SmallInteger()), nullable=False),
        sa.Column("blocs_verifies", postgresql.ARRAY(sa.SmallInteger())),
        sa.Column("details_declares", postgresql.ARRAY(sa.SmallInteger()), nullable=False),
        sa.Column("details_verifies", postgresql.ARRAY(sa.SmallInteger())),
        sa.PrimaryKeyConstraint("departement", "demande_id", "grille_id", name=op.f("cotations_passees_pkey")),
    )
    op.create_index("ix_cotations_passees_jusqu_au", "cotations_passees", ["jusqu_au"], postgresql_using="brin")
    op.execute("alter table cotations_passees enable row level security")
    op.execute(f"create policy du_departement on cotations_passees to fdls_app using ({SIEN}) with check ({SIEN})")
    op.execute("grant select, insert, update, delete on cotations_passees to fdls_app")


def downgrade() -> None:
    op.drop_table("cotations_passees")
