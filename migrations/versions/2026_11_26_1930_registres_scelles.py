"""L'historique et le journal de lecture se scellent chaque jour, sans empêcher d'effacer ce qui parle des gens.

Les lignes plus anciennes n'ont ni heure d'écriture ni sel : aucune journée d'avant n'est scellée.

Revision ID: registres_scelles
Revises: recherche_de_demandes
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "registres_scelles"
down_revision: str | Sequence[str] | None = "recherche_de_demandes"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

HERE = "departement = current_setting('app.departement', true)"

ERASE = """
create function effacer_les_textes(d text, o text, i uuid) returns integer
language sql security definer set search_path = public, pg_temp as $$
    with effacees as (
        update historique r
        set condense = case when r.sel is null then r.condense else sha256(convert_to(
                jsonb_build_array(r.sel, r.description, r.phrase_publique, r.details)::text, 'UTF8')) end,
            sel = null, description = '', phrase_publique = null, details = '{}'
        where r.departement = d and r.departement = current_setting('app.departement', true)
            and r.objet = o and r.objet_id = i
        returning 1
    )
    select count(*)::integer from effacees
$$
"""
"""What the application may do to a line of the historique: forget what it says of people, and leave its digest."""


def upgrade() -> None:
    op.add_column("historique", sa.Column("ecrit_le", sa.DateTime(timezone=True)))
    op.add_column("historique", sa.Column("sel", sa.Uuid()))
    op.add_column("historique", sa.Column("condense", sa.LargeBinary()))
    # apart from the addition, so that the lines already there are neither rewritten nor dated of today
    op.alter_column("historique", "ecrit_le", server_default=sa.text("clock_timestamp()"))
    op.alter_column("historique", "sel", server_default=sa.text("gen_random_uuid()"))
    for table, column in (("historique", "ecrit_le"), ("consultations", "le")):
        # a BRIN is one reading of the table, and it is made before the first day of service
        op.execute(
            "-- squawk-ignore require-concurrent-index-creation\n"
            f"create index ix_{table}_{column} on {table} using brin ({column})"
        )
    op.create_table(
        "sceaux",
        sa.Column("departement", sa.String(3), nullable=False),
        sa.Column("registre", sa.Text(), nullable=False),
        sa.Column("jour", sa.Date(), nullable=False),
        sa.Column("forme", sa.SmallInteger(), server_default="1", nullable=False),
        sa.Column("nombre", sa.Integer(), nullable=False),
        sa.Column("condense", sa.LargeBinary(), nullable=False),
        sa.Column("lignes", sa.LargeBinary(), nullable=False),
        sa.Column("precedent", sa.LargeBinary(), nullable=False),
        sa.Column("valeur", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("pose_le", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("departement", "registre", "jour"),
    )
    op.execute("alter table sceaux enable row level security")
    op.execute(f"create policy du_departement on sceaux to fdls_app using ({HERE}) with check ({HERE})")
    op.execute("grant select, insert on sceaux to fdls_app")
    op.execute(ERASE)
    op.execute("revoke all on function effacer_les_textes(text, text, uuid) from public")
    op.execute("grant execute on function effacer_les_textes(text, text, uuid) to fdls_app")


def downgrade() -> None:
    op.execute("drop function effacer_les_textes(text, text, uuid)")
    op.drop_table("sceaux")
    op.drop_index("ix_consultations_le", "consultations")
    op.drop_index("ix_historique_ecrit_le", "historique")
    for column in ("condense", "sel", "ecrit_le"):
        op.drop_column("historique", column)
