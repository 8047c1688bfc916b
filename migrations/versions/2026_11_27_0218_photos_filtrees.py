"""Les photos de la cotation se filtrent : mutations ou non, taille, guichet ; et les candidats gardent leur classement.

Revision ID: photos_filtrees
Revises: champs_de_cotation
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "photos_filtrees"
down_revision: str | Sequence[str] | None = "champs_de_cotation"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_POINTS = ("departement", "epci", "prise_le", "grille_id", "dimension", "valeur", "typologie", "organisme", "mesure")
_CRITERES = ("departement", "epci", "prise_le", "grille_id", "genre", "rang")
FILTRES = ("typologie", "organisme", "population")


def upgrade() -> None:
    op.add_column("photos_de_points", sa.Column("population", sa.String(10), nullable=False, server_default=""))
    for name in FILTRES:
        kind = sa.Text() if name == "organisme" else sa.String(10)
        op.add_column("photos_de_criteres", sa.Column(name, kind, nullable=False, server_default=""))
    _key("photos_de_points", (*_POINTS, "tranche", "population"))
    _key("photos_de_criteres", (*_CRITERES, *FILTRES))
    for column in (
        sa.Column("rang", sa.SmallInteger(), nullable=True),
        sa.Column("motif", sa.String(10), nullable=True),
        sa.Column("quartile", sa.String(10), nullable=True),
        sa.Column("groupe", sa.String(10), nullable=True),
    ):
        op.add_column("candidats_cotes", column)


def _key(table: str, columns: Sequence[str]) -> None:
    """Some thousands of rows that only the night writes: the key is made again in an instant."""
    op.execute(f"-- squawk-ignore ban-drop-constraint\nalter table {table} drop constraint {table}_pkey")
    op.execute(
        "-- squawk-ignore adding-serial-primary-key-field, constraint-missing-not-valid\n"
        f"alter table {table} add constraint {table}_pkey primary key ({', '.join(columns)})"
    )


def downgrade() -> None:
    for table, filtres in (("photos_de_points", ("population",)), ("photos_de_criteres", FILTRES)):
        kept = " and ".join(f"{name} = ''" for name in filtres)
        op.execute(f"delete from {table} where not ({kept})")  # noqa: S608
    _key("photos_de_points", (*_POINTS, "tranche"))
    _key("photos_de_criteres", _CRITERES)
    op.drop_column("photos_de_points", "population")
    for name in FILTRES:
        op.drop_column("photos_de_criteres", name)
    for name in ("rang", "motif", "quartile", "groupe"):
        op.drop_column("candidats_cotes", name)
