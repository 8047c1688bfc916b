"""La nuit des labels ne relit que ce qui peut avoir changé : dossier, règles, date venue ou terme atteint.

Revision ID: relectures_de_label
Revises: references_par_main
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "relectures_de_label"
down_revision: str | Sequence[str] | None = "references_par_main"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TABLE, TERMES = "relectures_de_label", "ix_labellisations_terme"
HERE = "departement = current_setting('app.departement', true)"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("departement", sa.String(3), nullable=False),
        sa.Column("demande_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("regles", sa.String(32), nullable=False),
        sa.Column("a_relire_le", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["departement", "demande_id"], ["demandes.departement", "demandes.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("departement", "demande_id"),
    )
    op.execute(f"alter table {TABLE} enable row level security")
    op.execute(f"create policy du_departement on {TABLE} to fdls_app using ({HERE}) with check ({HERE})")
    op.execute(f"grant select, insert, update, delete on {TABLE} to fdls_app")
    with op.get_context().autocommit_block():
        op.create_index(
            TERMES,
            "labellisations",
            ["departement", "expire_le"],
            postgresql_where=sa.text("retire_le is null and expire_le is not null"),
            postgresql_concurrently=True,
            if_not_exists=True,
        )


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.drop_index(TERMES, "labellisations", postgresql_concurrently=True, if_exists=True)
    op.drop_table(TABLE)
