"""Un recalcul avance par plusieurs voies : chacune garde où elle en est.

Revision ID: voies_de_recalcul
Revises: points_de_liste
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "voies_de_recalcul"
down_revision: str | Sequence[str] | None = "points_de_liste"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

HERE = "departement = current_setting('app.departement', true)"


def upgrade() -> None:
    op.create_table(
        "voies_de_recalcul",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("recalcul_id", sa.Uuid(), nullable=False),
        sa.Column("rang", sa.SmallInteger(), nullable=False),
        sa.Column("curseur", sa.Uuid(), nullable=False),
        sa.Column("jusqu_a", sa.Uuid(), nullable=True),
        sa.Column("examinees", sa.Integer(), nullable=False),
        sa.Column("finie", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["departement", "recalcul_id"],
            ["recalculs.departement", "recalculs.id"],
            name=op.f("voies_de_recalcul_departement_recalcul_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("departement", "recalcul_id", "rang", name=op.f("voies_de_recalcul_pkey")),
    )
    op.execute(
        "insert into voies_de_recalcul (departement, recalcul_id, rang, curseur, examinees, finie) "
        "select departement, id, 0, curseur, examinees, termine_le is not null from recalculs"
    )
    op.execute("alter table voies_de_recalcul enable row level security")
    op.execute(f"create policy du_departement on voies_de_recalcul to fdls_app using ({HERE}) with check ({HERE})")
    op.execute("grant select, insert, update, delete on voies_de_recalcul to fdls_app")
    op.execute("-- squawk-ignore ban-drop-column\nalter table recalculs drop column curseur")


def downgrade() -> None:
    op.add_column("recalculs", sa.Column("curseur", sa.Uuid(), nullable=True))
    op.execute(
        "update recalculs r set curseur = (select min(v.curseur::text)::uuid from voies_de_recalcul v "
        "where v.departement = r.departement and v.recalcul_id = r.id)"
    )
    op.alter_column("recalculs", "curseur", nullable=False)
    op.drop_table("voies_de_recalcul")
