"""Chaque ordre de la liste des demandes a son index.

Revision ID: ordres_des_listes
Revises: rejet
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "ordres_des_listes"
down_revision: str | Sequence[str] | None = "rejet"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TABLE = "recherche_demandes"
ORDRES: dict[str, list[str | sa.TextClause]] = {
    "ix_recherche_demandes_points": [sa.text("points desc nulls last"), "deposee_le", "demande_id"],
    "ix_recherche_demandes_naissance": ["ne_le", "demande_id"],
    "ix_recherche_demandes_renouvellement": ["renouvelee_le", "deposee_le", "demande_id"],
    "ix_recherche_demandes_nature": ["nature", "situation_familiale", "deposee_le", "demande_id"],
    "ix_recherche_demandes_etat_numero": ["numero_unique", "reference", "demande_id"],
}


def upgrade() -> None:
    with op.get_context().autocommit_block():
        for name, order in ORDRES.items():
            op.create_index(
                name, TABLE, ["departement", "etat", *order], postgresql_concurrently=True, if_not_exists=True
            )


def downgrade() -> None:
    with op.get_context().autocommit_block():
        for name in reversed(ORDRES):
            op.drop_index(name, TABLE, postgresql_concurrently=True, if_exists=True)
