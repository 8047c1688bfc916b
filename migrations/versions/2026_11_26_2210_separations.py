"""Une séparation garde de quoi se défaire.

Revision ID: separations
Revises: anomalies_de_lecture
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision: str = "separations"
down_revision: str | Sequence[str] | None = "anomalies_de_lecture"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

OF_DEPARTEMENT = "departement = current_setting('app.departement', true)"


def upgrade() -> None:
    op.create_table(
        "separations",
        sa.Column("departement", sa.String(3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("demande_id", sa.Uuid(), nullable=False),
        sa.Column("nouvelle_id", sa.Uuid(), nullable=False),
        sa.Column("personne_id", sa.Uuid(), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("par", sa.Text(), nullable=False),
        sa.Column("organisme", sa.Text(), nullable=True),
        sa.Column("justificatif", sa.Text(), nullable=False),
        sa.Column("avant", JSONB(), nullable=False),
        sa.Column("apres", JSONB(), nullable=False),
        sa.Column("nouvelle", JSONB(), nullable=False),
        sa.Column("defaite_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("defaite_par", sa.Text(), nullable=True),
        sa.Column("motif_defaite", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["departement", "demande_id"], ["demandes.departement", "demandes.id"], ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["departement", "nouvelle_id"], ["demandes.departement", "demandes.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("departement", "id"),
    )
    op.create_index("ix_separations_demande", "separations", ["departement", "demande_id"])
    op.create_index("ix_separations_nouvelle", "separations", ["departement", "nouvelle_id"])
    op.execute("grant select, insert, update, delete on separations to fdls_app")
    op.execute("alter table separations enable row level security")
    op.execute(
        f"create policy du_departement on separations to fdls_app using ({OF_DEPARTEMENT})"
        f" with check ({OF_DEPARTEMENT})"
    )


def downgrade() -> None:
    op.drop_table("separations")
