"""Ce qu'un agent demande pour plusieurs demandes à la fois : exports, messages, impressions.

Revision ID: travaux
Revises: personnes_et_doublons
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "travaux"
down_revision: str | Sequence[str] | None = "personnes_et_doublons"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

OF_DEPARTEMENT = "departement = current_setting('app.departement', true)"


def upgrade() -> None:
    op.create_table(
        "travaux",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("genre", sa.Text(), nullable=False),
        sa.Column("compte_id", sa.Uuid(), nullable=False),
        sa.Column("organisme_id", sa.Uuid(), nullable=True),
        sa.Column("auteur", sa.Text(), nullable=False),
        sa.Column("organisme", sa.Text(), nullable=True),
        sa.Column("ordre", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("motif", sa.Text(), nullable=False),
        sa.Column("etat", sa.Text(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("faits", sa.Integer(), nullable=False),
        sa.Column("manques", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("cause", sa.Text(), nullable=True),
        sa.Column("fichier", sa.Text(), nullable=True),
        sa.Column("nom", sa.String(length=120), nullable=True),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fini_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expire_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("travaux_pkey")),
    )
    op.create_index("ix_travaux_compte", "travaux", ["departement", "compte_id", "cree_le"])
    op.create_index(
        "ix_travaux_fichier",
        "travaux",
        ["departement", "expire_le"],
        postgresql_where=sa.text("fichier is not null"),
    )
    op.execute("alter table travaux enable row level security")
    op.execute(
        f"create policy du_departement on travaux to fdls_app using ({OF_DEPARTEMENT}) with check ({OF_DEPARTEMENT})"
    )
    op.execute("grant select, insert, update, delete on travaux to fdls_app")


def downgrade() -> None:
    op.drop_table("travaux")
