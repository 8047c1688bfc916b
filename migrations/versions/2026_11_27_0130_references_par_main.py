"""Les références locales se prennent par vingt, comme des cartes.

Revision ID: references_par_main
Revises: ordres_des_listes
"""

from collections.abc import Sequence

from alembic import op

revision: str = "references_par_main"
down_revision: str | Sequence[str] | None = "ordres_des_listes"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.execute("alter sequence references_locales increment by 20")


def downgrade() -> None:
    op.execute("alter sequence references_locales increment by 1")
