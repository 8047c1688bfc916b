"""Les travaux d'un organisme se lisent du plus récent au plus ancien.

Revision ID: travaux_de_l_organisme
Revises: analyse_depuis
"""

from collections.abc import Sequence

from alembic import op

revision: str = "travaux_de_l_organisme"
down_revision: str | Sequence[str] | None = "analyse_depuis"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.create_index(
            "ix_travaux_organisme",
            "travaux",
            ["departement", "organisme_id", "cree_le"],
            postgresql_concurrently=True,
            if_not_exists=True,
        )


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.drop_index("ix_travaux_organisme", "travaux", postgresql_concurrently=True, if_exists=True)
