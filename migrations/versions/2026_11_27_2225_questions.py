"""Les questions posées depuis le portail, qui les a prises et ce qui leur est répondu.

Revision ID: questions
Revises: courriers
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "questions"
down_revision: str | Sequence[str] | None = "courriers"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

HERE = "departement = current_setting('app.departement', true)"
TABLE = "questions"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("demande_id", sa.Uuid(), nullable=True),
        sa.Column("organisme_id", sa.Uuid(), nullable=True),
        sa.Column("auteur", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("texte", sa.Text(), nullable=False),
        sa.Column("recue_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("etat", sa.Text(), nullable=False),
        sa.Column("prise_par", sa.Text(), nullable=True),
        sa.Column("prise_par_id", sa.Uuid(), nullable=True),
        sa.Column("prise_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reponse", sa.Text(), nullable=True),
        sa.Column("repondue_par", sa.Text(), nullable=True),
        sa.Column("repondue_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("questions_pkey")),
    )
    op.create_index("ix_questions_recues", TABLE, ["departement", "recue_le", "id"])
    op.create_index("ix_questions_guichet", TABLE, ["departement", "organisme_id", "recue_le", "id"])
    op.create_index(
        "ix_questions_demande",
        TABLE,
        ["departement", "demande_id"],
        postgresql_where=sa.text("demande_id is not null"),
    )
    op.execute(f"alter table {TABLE} enable row level security")
    op.execute(f"create policy du_departement on {TABLE} to fdls_app using ({HERE}) with check ({HERE})")
    op.execute(f"grant select, insert, update, delete on {TABLE} to fdls_app")


def downgrade() -> None:
    op.drop_table(TABLE)
