"""Les lettres : un canal de plus, et les lots où elles partent ensemble.

Revision ID: courriers
Revises: voies_de_recalcul
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "courriers"
down_revision: str | Sequence[str] | None = "voies_de_recalcul"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

HERE = "departement = current_setting('app.departement', true)"
TABLE = "lots_de_courriers"
INDEXES: tuple[tuple[str, list[str], str], ...] = (
    (
        "ix_messages_a_poster",
        ["departement", "cree_le", "id"],
        "canal = 'courrier' and etat = 'a_envoyer' and lot_id is null",
    ),
    ("ix_messages_lot", ["departement", "lot_id", "id"], "lot_id is not null"),
)


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("lettres", sa.SmallInteger(), nullable=False),
        sa.Column("prepare_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("adresses", sa.Text(), nullable=True),
        sa.Column("remis_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("remis_par", sa.Text(), nullable=True),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("lots_de_courriers_pkey")),
    )
    op.create_index("ix_lots_de_courriers_prepares", TABLE, ["departement", "prepare_le", "id"])
    op.execute(f"alter table {TABLE} enable row level security")
    op.execute(f"create policy du_departement on {TABLE} to fdls_app using ({HERE}) with check ({HERE})")
    op.execute(f"grant select, insert, update, delete on {TABLE} to fdls_app")
    op.add_column("messages", sa.Column("lot_id", sa.Uuid(), nullable=True))
    with op.get_context().autocommit_block():
        for name, columns, where in INDEXES:
            op.create_index(
                name,
                "messages",
                columns,
                postgresql_where=sa.text(where),
                postgresql_concurrently=True,
                if_not_exists=True,
            )


def downgrade() -> None:
    for name, _, _ in INDEXES:
        op.drop_index(name, "messages")
    op.drop_column("messages", "lot_id")
    op.drop_table(TABLE)
