"""Les grilles lisent de nouveaux champs, et un quartier prioritaire peut dire ses voies.

Revision ID: champs_de_cotation
Revises: declarations_de_depart
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "champs_de_cotation"
down_revision: str | Sequence[str] | None = "declarations_de_depart"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

COLONNES: tuple[tuple[str, sa.types.TypeEngine[Any]], ...] = (
    ("mois_au_dela_du_delai_depuis", sa.Date()),
    ("logement_adapte", sa.Boolean()),
    ("accompagnement_social", sa.Boolean()),
    ("jugement_expulsion_depuis", sa.Date()),
    ("particularite_hlm", sa.Text()),
    ("typologie_actuelle", sa.Text()),
    ("habite_commune_souhaitee", sa.Boolean()),
    ("nb_enfants_garde", sa.Integer()),
    ("situation_familiale_depuis", sa.Date()),
    ("couple", sa.Boolean()),
    ("age_du_plus_age_depuis", sa.Date()),
    ("mois_dans_emploi_depuis", sa.Date()),
    ("cotise_action_logement", sa.Boolean()),
    ("travaille_commune_souhaitee", sa.Boolean()),
    ("revenu_par_uc", sa.Integer()),
    ("nb_communes_du_territoire", sa.Integer()),
)


def upgrade() -> None:
    for name, kind in COLONNES:
        op.add_column("faits_de_cotation", sa.Column(name, kind))
    op.add_column("qpv", sa.Column("voies", postgresql.ARRAY(sa.Text()), nullable=False, server_default="{}"))


def downgrade() -> None:
    op.drop_column("qpv", "voies")
    for name, _ in reversed(COLONNES):
        op.drop_column("faits_de_cotation", name)
