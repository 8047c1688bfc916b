"""Les échecs de connexion se comptent par identifiant, et les organismes ont leur logo.

Les colonnes retirées n'ont été lues par aucune version livrée.

Revision ID: verrous_et_logos
Revises: connexion_precedente
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "verrous_et_logos"
down_revision: str | Sequence[str] | None = "connexion_precedente"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

COMPTES = ("comptes", "comptes_demandeurs")


def upgrade() -> None:
    op.create_table(
        "verrous_de_connexion",
        sa.Column("cle", sa.LargeBinary(), nullable=False),
        sa.Column("echecs", sa.Integer(), nullable=False),
        sa.Column("bloque_jusqu_a", sa.DateTime(timezone=True), nullable=True),
        sa.Column("le", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("cle"),
    )
    op.create_index(op.f("ix_verrous_de_connexion_le"), "verrous_de_connexion", ["le"])
    op.create_table(
        "logos",
        sa.Column("organisme_id", sa.Uuid(), nullable=False),
        sa.Column("image", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["organisme_id"], ["organismes.id"]),
        sa.PrimaryKeyConstraint("organisme_id"),
    )
    for table in ("verrous_de_connexion", "logos"):
        op.execute(f"grant select, insert, update, delete on {table} to fdls_app")
    for table in COMPTES:
        for column in ("echecs", "bloque_jusqu_a"):
            op.execute(f"-- squawk-ignore ban-drop-column\nalter table {table} drop column {column}")


def downgrade() -> None:
    for table in COMPTES:
        op.add_column(table, sa.Column("echecs", sa.Integer(), server_default="0", nullable=False))
        op.add_column(table, sa.Column("bloque_jusqu_a", sa.DateTime(timezone=True), nullable=True))
    op.drop_table("logos")
    op.drop_table("verrous_de_connexion")
