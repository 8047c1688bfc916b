"""La vie de la demande : sommeil, avis, avertissement, irrecevabilité, et le rapport de chaque nuit.

Revision ID: vie_de_la_demande
Revises: version_du_perimetre
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "vie_de_la_demande"
down_revision: str | Sequence[str] | None = "version_du_perimetre"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

OF_DEPARTEMENT = "departement = current_setting('app.departement', true)"
INDEXES = {
    "ix_demandes_echeance": "(departement, expire_le, id) where etat in ('AC', 'SO')",
    "ix_demandes_averties": "(departement, id) where avertissement is not null",
    "ix_demandes_radiation": "(departement, radiee_le, id) where radiee_le is not null",
}


def upgrade() -> None:
    op.add_column("demandes", sa.Column("irrecevabilite", sa.Text(), nullable=True))
    op.add_column("demandes", sa.Column("endormie_le", sa.Date(), nullable=True))
    op.add_column("demandes", sa.Column("rappelee_le", sa.Date(), nullable=True))
    op.add_column(
        "demandes",
        sa.Column("avertissement", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
    )
    for name, definition in INDEXES.items():
        # partial, read in a few seconds on 2.8 million rows: writers wait less than a backup makes them wait
        op.execute(f"-- squawk-ignore require-concurrent-index-creation\ncreate index {name} on demandes {definition}")
    op.create_table(
        "nuits",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("jour", sa.Date(), nullable=False),
        sa.Column("commencee_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("terminee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("examinees", sa.Integer(), server_default="0", nullable=False),
        sa.Column("comptes", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.PrimaryKeyConstraint("departement", "jour", name=op.f("nuits_pkey")),
    )
    op.create_table(
        "exceptions_de_nuit",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("jour", sa.Date(), nullable=False),
        sa.Column("demande_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("phrase", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("departement", "jour", "demande_id", name=op.f("exceptions_de_nuit_pkey")),
    )
    op.execute("alter table exceptions_de_nuit enable row level security")
    op.execute(
        f"create policy du_departement on exceptions_de_nuit to fdls_app using ({OF_DEPARTEMENT}) "
        f"with check ({OF_DEPARTEMENT})"
    )
    for table in ("nuits", "exceptions_de_nuit"):
        op.execute(f"grant select, insert, update, delete on {table} to fdls_app")


def downgrade() -> None:
    op.drop_table("exceptions_de_nuit")
    op.drop_table("nuits")
    for name in INDEXES:
        op.execute(f"drop index {name}")
    for column in ("avertissement", "rappelee_le", "endormie_le", "irrecevabilite"):
        op.drop_column("demandes", column)
