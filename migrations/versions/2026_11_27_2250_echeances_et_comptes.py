"""Les grilles lisent des échéances, des comptes et d'autres informations du formulaire.

Revision ID: echeances_et_comptes
Revises: rapports_prefectoraux
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "echeances_et_comptes"
down_revision: str | Sequence[str] | None = "rapports_prefectoraux"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

COLONNES: tuple[tuple[str, sa.types.TypeEngine[Any]], ...] = (
    ("nb_pieces_validees", sa.Integer()),
    ("nb_labels", sa.Integer()),
    ("aides_techniques", postgresql.ARRAY(sa.Text())),
    ("capacites_de_marche", postgresql.ARRAY(sa.Text())),
    ("nb_motifs", sa.Integer()),
    ("fin_de_preavis_le", sa.Date()),
    ("loyer_par_m2", sa.Integer()),
    ("pieces_liberees", sa.Integer()),
    ("naissance_le", sa.Date()),
    ("nb_personnes_a_charge", sa.Integer()),
    ("nb_adultes_en_emploi", sa.Integer()),
    ("mois_au_chomage_depuis", sa.Date()),
    ("pourcentage_plafond_plai", sa.Integer()),
    ("pourcentage_plafond_pls", sa.Integer()),
)


def upgrade() -> None:
    for name, kind in COLONNES:
        op.add_column("faits_de_cotation", sa.Column(name, kind))


def downgrade() -> None:
    for name, _ in reversed(COLONNES):
        op.drop_column("faits_de_cotation", name)
