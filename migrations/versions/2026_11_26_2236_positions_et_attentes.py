"""La place de chaque demande et l'attente observée, photographiées la nuit ; ce que le demandeur a vu de ses points.

Revision ID: positions_et_attentes
Revises: effacement
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "positions_et_attentes"
down_revision: str | Sequence[str] | None = "effacement"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ICI = "departement = current_setting('app.departement', true)"
SIEN = f"{ICI} and coalesce(current_setting('app.demande', true), '') in ('', demande_id::text)"
NOMBRES = ("entrees", "tardives", "logees", "ailleurs", "sorties", "attendent")


def upgrade() -> None:
    op.create_table(
        "positions",
        sa.Column("departement", sa.String(3), nullable=False),
        sa.Column("demande_id", sa.Uuid(), nullable=False),
        sa.Column("niveau", sa.Text(), nullable=False),
        sa.Column("lieu", sa.String(9), nullable=False),
        sa.Column("typologie", sa.Text(), nullable=False),
        sa.Column("population", sa.Text(), nullable=False),
        sa.Column("points", sa.SmallInteger(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("sur", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("departement", "demande_id", "niveau", "lieu", "typologie"),
    )
    op.create_table(
        "photos_de_cotation",
        sa.Column("departement", sa.String(3), nullable=False),
        sa.Column("quoi", sa.String(10), nullable=False),
        sa.Column("jour", sa.Date(), nullable=False),
        sa.Column("previsions", sa.Integer(), server_default="0", nullable=False),
        sa.Column("tenues", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("departement", "quoi"),
    )
    op.create_table(
        "tables_d_attente",
        sa.Column("departement", sa.String(3), nullable=False),
        sa.Column("periode", sa.Text(), nullable=False),
        sa.Column("niveau", sa.Text(), nullable=False),
        sa.Column("lieu", sa.String(9), nullable=False),
        sa.Column("typologie", sa.Text(), nullable=False),
        sa.Column("population", sa.Text(), nullable=False),
        sa.Column("mois", postgresql.ARRAY(sa.SmallInteger()), nullable=False),
        *(sa.Column(nom, postgresql.ARRAY(sa.Integer()), nullable=False) for nom in NOMBRES),
        sa.PrimaryKeyConstraint("departement", "periode", "niveau", "lieu", "typologie", "population"),
    )
    op.create_table(
        "affichages_de_cotation",
        sa.Column("departement", sa.String(3), nullable=False),
        sa.Column("demande_id", sa.Uuid(), nullable=False),
        sa.Column("epci", sa.String(9), nullable=False),
        sa.Column("jour", sa.Date(), nullable=False),
        sa.Column("grille_id", sa.Uuid(), nullable=False),
        sa.Column("points", sa.SmallInteger()),
        sa.Column("details", postgresql.ARRAY(sa.SmallInteger()), nullable=False),
        sa.Column("niveau", sa.Text()),
        sa.Column("lieu", sa.String(9)),
        sa.Column("typologie", sa.Text()),
        sa.Column("rang", sa.Integer()),
        sa.Column("sur", sa.Integer()),
        sa.ForeignKeyConstraint(
            ["departement", "demande_id"], ["demandes.departement", "demandes.id"], ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["departement", "grille_id"], ["grilles.departement", "grilles.id"]),
        sa.PrimaryKeyConstraint("departement", "demande_id", "epci", "jour"),
    )
    for table, rule in (("positions", SIEN), ("affichages_de_cotation", SIEN), ("tables_d_attente", ICI)):
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"create policy du_departement on {table} to fdls_app using ({rule}) with check ({rule})")
    for table in ("positions", "photos_de_cotation", "tables_d_attente", "affichages_de_cotation"):
        op.execute(f"grant select, insert, update, delete on {table} to fdls_app")


def downgrade() -> None:
    for table in ("affichages_de_cotation", "tables_d_attente", "photos_de_cotation", "positions"):
        op.drop_table(table)
