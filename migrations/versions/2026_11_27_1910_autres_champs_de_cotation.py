"""Les grilles lisent douze champs de plus.

Revision ID: autres_champs_de_cotation
Revises: imports_disent_leur_source
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "autres_champs_de_cotation"
down_revision: str | Sequence[str] | None = "imports_disent_leur_source"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

COLONNES: tuple[tuple[str, sa.types.TypeEngine[Any]], ...] = (
    ("loyer_apres_aides", sa.Integer()),
    ("surface_actuelle", sa.Integer()),
    ("nb_habitants_actuels", sa.Integer()),
    ("personnes_par_piece", sa.Integer()),
    ("preavis_echu_depuis", sa.Date()),
    ("age_du_plus_jeune_enfant_depuis", sa.Date()),
    ("nb_titulaires", sa.Integer()),
    ("categories_socioprofessionnelles", postgresql.ARRAY(sa.Text())),
    ("rfr", sa.Integer()),
    ("premiere_commune_souhaitee", sa.Text()),
    ("rang_du_territoire", sa.Integer()),
    ("aide_fsl", sa.Boolean()),
)


def upgrade() -> None:
    for name, kind in COLONNES:
        op.add_column("faits_de_cotation", sa.Column(name, kind))


def downgrade() -> None:
    for name, _ in reversed(COLONNES):
        op.drop_column("faits_de_cotation", name)
