"""Les grilles lisent la commune du premier choix, le jeune ménage, le reste à vivre par personne et la garde alternée.

Revision ID: premier_choix_et_jeune_menage
Revises: validations_de_criteres
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "premier_choix_et_jeune_menage"
down_revision: str | Sequence[str] | None = "validations_de_criteres"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

COLONNES: tuple[tuple[str, sa.types.TypeEngine[Any]], ...] = (
    ("habite_premier_choix", sa.Boolean()),
    ("travaille_premier_choix", sa.Boolean()),
    ("jeune_menage", sa.Boolean()),
    ("reste_a_vivre_par_personne", sa.Integer()),
    ("nb_enfants_garde_alternee", sa.Integer()),
)


def upgrade() -> None:
    for name, kind in COLONNES:
        op.add_column("faits_de_cotation", sa.Column(name, kind))
    # what is kept was read before these fields were: the night reads each file again
    op.execute("update faits_de_cotation set a_revoir_le = least(coalesce(a_revoir_le, current_date), current_date)")


def downgrade() -> None:
    for name, _ in reversed(COLONNES):
        op.drop_column("faits_de_cotation", name)
