"""Une position, une attente se disent aussi par secteur : un lieu peut être le code d'un secteur de la grille.

Revision ID: secteurs_de_comparaison
Revises: secteurs
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "secteurs_de_comparaison"
down_revision: str | Sequence[str] | None = "secteurs"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TABLES = ("positions", "tables_d_attente", "affichages_de_cotation")


def upgrade() -> None:
    # a longer text: nothing is written again
    for table in TABLES:
        op.execute(f"-- squawk-ignore changing-column-type\nalter table {table} alter column lieu type text")


def downgrade() -> None:
    # the night counts them again; what was seen in a sector is no longer compared
    for table in TABLES:
        op.execute(f"delete from {table} where length(lieu) > 9")  # noqa: S608
        op.alter_column(table, "lieu", type_=sa.String(9))
