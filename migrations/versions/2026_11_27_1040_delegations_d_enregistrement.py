"""Qui enregistre pour qui : les délégations, les accords des partenaires, et le mandataire d'une demande.

Revision ID: delegations_d_enregistrement
Revises: travaux_de_l_organisme
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "delegations_d_enregistrement"
down_revision: str | Sequence[str] | None = "travaux_de_l_organisme"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

OF_DEPARTEMENT = "departement = current_setting('app.departement', true)"
TABLES = ("delegations_d_enregistrement", "accords_d_enregistrement")


def upgrade() -> None:
    op.create_table(
        "delegations_d_enregistrement",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("mandant_id", sa.Uuid(), nullable=False),
        sa.Column("mandataire_id", sa.Uuid(), nullable=False),
        sa.Column("acte", sa.Text(), nullable=False),
        sa.Column("du", sa.Date(), nullable=False),
        sa.Column("au", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mandant_id"], ["organismes.id"], name=op.f("delegations_d_enregistrement_mandant_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["mandataire_id"], ["organismes.id"], name=op.f("delegations_d_enregistrement_mandataire_id_fkey")
        ),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("delegations_d_enregistrement_pkey")),
    )
    op.create_index("ix_delegations_mandant", "delegations_d_enregistrement", ["departement", "mandant_id"])
    op.create_index("ix_delegations_mandataire", "delegations_d_enregistrement", ["departement", "mandataire_id"])
    op.create_table(
        "accords_d_enregistrement",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisme_id", sa.Uuid(), nullable=False),
        sa.Column("portee", sa.Text(), nullable=False),
        sa.Column("communes", postgresql.ARRAY(sa.String(length=5)), nullable=True),
        sa.Column("vers_id", sa.Uuid(), nullable=False),
        sa.Column("acte", sa.Text(), nullable=False),
        sa.Column("du", sa.Date(), nullable=False),
        sa.Column("au", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisme_id"], ["organismes.id"], name=op.f("accords_d_enregistrement_organisme_id_fkey")
        ),
        sa.ForeignKeyConstraint(["vers_id"], ["organismes.id"], name=op.f("accords_d_enregistrement_vers_id_fkey")),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("accords_d_enregistrement_pkey")),
    )
    op.create_index(
        "ix_accords_d_enregistrement_organisme", "accords_d_enregistrement", ["departement", "organisme_id"]
    )
    for table in TABLES:
        op.execute(f"alter table {table} enable row level security")
        op.execute(
            f"create policy du_departement on {table} to fdls_app using ({OF_DEPARTEMENT}) with check ({OF_DEPARTEMENT})"
        )
        op.execute(f"grant select, insert, update, delete on {table} to fdls_app")
    op.add_column("demandes", sa.Column("mandataire_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    op.drop_column("demandes", "mandataire_id")
    for table in TABLES:
        op.drop_table(table)
