"""Les baux signés comptés devant les parts que fixe la loi (CCH L441-1).

Revision ID: attributions_comptees
Revises: derniere_modification
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "attributions_comptees"
down_revision: str | Sequence[str] | None = "derniere_modification"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

OF_DEPARTEMENT = "departement = current_setting('app.departement', true)"
TABLE = "attributions_comptees"
BAUX = "ix_propositions_baux"


def upgrade() -> None:
    # the next night fills it with every lease already signed
    op.create_table(
        TABLE,
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("proposition_id", sa.Uuid(), nullable=False),
        sa.Column("bail_signe_le", sa.Date(), nullable=False),
        sa.Column("bailleur_id", sa.Uuid(), nullable=False),
        sa.Column("reservataire_id", sa.Uuid(), nullable=True),
        sa.Column("contingent", sa.Text(), nullable=False),
        sa.Column("commune", sa.String(length=5), nullable=False),
        sa.Column("epci", sa.String(length=9), nullable=True),
        sa.Column("qpv", sa.Boolean(), nullable=False),
        sa.Column("quartile_fixe", sa.Boolean(), nullable=False),
        sa.Column("premier_quartile", sa.Boolean(), nullable=True),
        sa.Column("relogement", sa.Boolean(), nullable=False),
        sa.Column("groupe", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["departement", "proposition_id"],
            ["propositions.departement", "propositions.id"],
            name=op.f("attributions_comptees_departement_proposition_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("departement", "proposition_id", name=op.f("attributions_comptees_pkey")),
    )
    op.create_index("ix_attributions_comptees_bail", TABLE, ["departement", "bail_signe_le", "proposition_id"])
    op.execute(f"alter table {TABLE} enable row level security")
    op.execute(
        f"create policy du_departement on {TABLE} to fdls_app using ({OF_DEPARTEMENT}) with check ({OF_DEPARTEMENT})"
    )
    op.execute(f"grant select, insert, update, delete on {TABLE} to fdls_app")
    with op.get_context().autocommit_block():
        op.create_index(
            BAUX,
            "propositions",
            ["departement", "bail_signe_le"],
            postgresql_where=sa.text("bail_signe_le is not null"),
            postgresql_concurrently=True,
            if_not_exists=True,
        )


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.drop_index(BAUX, "propositions", postgresql_concurrently=True, if_exists=True)
    op.drop_table(TABLE)
