"""Les recherches de demandes qu'un agent garde sous un nom.

Revision ID: filtres_de_demandes
Revises: publics_prioritaires
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "filtres_de_demandes"
down_revision: str | Sequence[str] | None = "publics_prioritaires"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

OF_DEPARTEMENT = "departement = current_setting('app.departement', true)"


def upgrade() -> None:
    op.create_table(
        "filtres_de_demandes",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("compte_id", sa.Uuid(), nullable=False),
        sa.Column("organisme_id", sa.Uuid(), nullable=True),
        sa.Column("auteur", sa.Text(), nullable=False),
        sa.Column("nom", sa.String(length=80), nullable=False),
        sa.Column("partage", sa.Boolean(), nullable=False),
        sa.Column("recherche", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("filtres_de_demandes_pkey")),
    )
    op.create_index(
        "uq_filtres_de_demandes_nom", "filtres_de_demandes", ["departement", "compte_id", "nom"], unique=True
    )
    op.create_index("ix_filtres_de_demandes_organisme", "filtres_de_demandes", ["departement", "organisme_id"])
    op.execute("alter table filtres_de_demandes enable row level security")
    op.execute(
        f"create policy du_departement on filtres_de_demandes to fdls_app using ({OF_DEPARTEMENT}) "
        f"with check ({OF_DEPARTEMENT})"
    )
    op.execute("grant select, insert, update, delete on filtres_de_demandes to fdls_app")


def downgrade() -> None:
    op.drop_table("filtres_de_demandes")
