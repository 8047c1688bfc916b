"""La liste des demandes se range par dernière modification.

Revision ID: derniere_modification
Revises: cotations_passees
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "derniere_modification"
down_revision: str | Sequence[str] | None = "cotations_passees"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

OF_DEPARTEMENT = "departement = current_setting('app.departement', true)"
VIEW = f"view recherche_demandes_visibles as select * from recherche_demandes where {OF_DEPARTEMENT}"  # noqa: S608
FILL = """
update recherche_demandes r set modifiee_le = h.le
from (select departement, objet_id, max(le) as le from historique where objet = 'demande' group by 1, 2) h
where h.departement = r.departement and h.objet_id = r.demande_id
"""
INDEX = "ix_recherche_demandes_modification"


def upgrade() -> None:
    op.add_column(
        "recherche_demandes",
        sa.Column("modifiee_le", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
    )
    op.execute(FILL)
    # a view keeps the columns it was born with
    op.execute(f"create or replace {VIEW}")
    with op.get_context().autocommit_block():
        op.create_index(
            INDEX,
            "recherche_demandes",
            ["departement", "etat", "modifiee_le", "demande_id"],
            postgresql_concurrently=True,
            if_not_exists=True,
        )


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.drop_index(INDEX, "recherche_demandes", postgresql_concurrently=True, if_exists=True)
    op.execute("drop view recherche_demandes_visibles")
    op.drop_column("recherche_demandes", "modifiee_le")
    op.execute(f"create {VIEW}")
    op.execute("grant select on recherche_demandes_visibles to fdls_app")
