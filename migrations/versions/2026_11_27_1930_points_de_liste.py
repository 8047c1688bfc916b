"""Les points qui trient les listes ont leur table étroite ; les souhaits d'une demande se lisent par leur clé.

Une grille publiée change les points de tout un territoire : ni la ligne de recherche, ni ses index, n'ont à être récrits.

Revision ID: points_de_liste
Revises: messages_cout
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "points_de_liste"
down_revision: str | Sequence[str] | None = "messages_cout"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

HERE = "departement = current_setting('app.departement', true)"
VUE = "recherche_demandes_visibles"
DROITS = f"grant select on {VUE} to fdls_app"
ORDRE: list[str | sa.TextClause] = [
    "departement",
    "etat",
    sa.text("points desc nulls last"),
    "deposee_le",
    "demande_id",
]
CLE = ("departement", "demande_id", "commune", "typologie")
ANCIENNE_CLE = ("departement", "commune", "typologie", "demande_id")


def upgrade() -> None:
    _changer_de_cle(CLE)
    op.create_table(
        "points_de_liste",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("demande_id", sa.Uuid(), nullable=False),
        sa.Column("etat", sa.String(length=2), nullable=False),
        sa.Column("points", sa.SmallInteger(), nullable=True),
        sa.Column("deposee_le", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("departement", "demande_id", name=op.f("points_de_liste_pkey")),
    )
    op.execute(
        "insert into points_de_liste (departement, demande_id, etat, points, deposee_le) "
        "select departement, demande_id, etat, points, deposee_le from recherche_demandes"
    )
    op.create_index("ix_points_de_liste_points", "points_de_liste", ORDRE)
    op.execute("alter table points_de_liste enable row level security")
    op.execute(f"create policy du_departement on points_de_liste to fdls_app using ({HERE}) with check ({HERE})")
    op.execute("grant select, insert, update, delete on points_de_liste to fdls_app")
    op.execute(f"-- squawk-ignore ban-drop-view\ndrop view {VUE}")
    # its index leaves with it
    op.execute("-- squawk-ignore ban-drop-column\nalter table recherche_demandes drop column points")
    op.execute(
        f"create view {VUE} as select r.*, p.points from recherche_demandes r "  # noqa: S608
        "left join points_de_liste p on p.departement = r.departement and p.demande_id = r.demande_id "
        f"where r.{HERE}"
    )
    op.execute(DROITS)
    with op.get_context().autocommit_block():
        op.drop_index("ix_souhaits_demande", "souhaits", postgresql_concurrently=True, if_exists=True)


def downgrade() -> None:
    op.execute(f"drop view {VUE}")
    op.add_column("recherche_demandes", sa.Column("points", sa.SmallInteger(), nullable=True))
    op.execute(
        "update recherche_demandes r set points = p.points from points_de_liste p "
        "where p.departement = r.departement and p.demande_id = r.demande_id"
    )
    op.create_index("ix_recherche_demandes_points", "recherche_demandes", ORDRE)
    op.execute(f"create view {VUE} as select * from recherche_demandes where {HERE}")  # noqa: S608
    op.execute(DROITS)
    op.drop_table("points_de_liste")
    op.create_index("ix_souhaits_demande", "souhaits", ["departement", "demande_id"])
    _changer_de_cle(ANCIENNE_CLE)


def _changer_de_cle(colonnes: Sequence[str]) -> None:
    """Nobody waits while the new index is built: the key takes it over."""
    with op.get_context().autocommit_block():
        op.create_index(
            "souhaits_nouvelle_cle",
            "souhaits",
            list(colonnes),
            unique=True,
            postgresql_concurrently=True,
            if_not_exists=True,
        )
    op.execute(
        "-- squawk-ignore ban-drop-constraint\n"
        "alter table souhaits drop constraint souhaits_pkey,"
        " add constraint souhaits_pkey primary key using index souhaits_nouvelle_cle"
    )
