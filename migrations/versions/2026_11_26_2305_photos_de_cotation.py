"""Les photos de nuit de la cotation : tranches, critères, et candidats passés en commission avec leurs points d'alors.

Revision ID: photos_de_cotation
Revises: transmissions
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "photos_de_cotation"
down_revision: str | Sequence[str] | None = "transmissions"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

OF_DEPARTEMENT = "departement = current_setting('app.departement', true)"


def upgrade() -> None:
    op.create_table(
        "photos_de_points",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("epci", sa.String(length=9), nullable=False),
        sa.Column("prise_le", sa.Date(), nullable=False),
        sa.Column("grille_id", sa.Uuid(), nullable=False),
        sa.Column("dimension", sa.String(length=20), nullable=False),
        sa.Column("valeur", sa.String(length=20), nullable=False),
        sa.Column("typologie", sa.String(length=3), nullable=False),
        sa.Column("organisme", sa.Text(), nullable=False),
        sa.Column("mesure", sa.String(length=10), nullable=False),
        sa.Column("tranche", sa.SmallInteger(), nullable=False),
        sa.Column("nombre", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "departement",
            "epci",
            "prise_le",
            "grille_id",
            "dimension",
            "valeur",
            "typologie",
            "organisme",
            "mesure",
            "tranche",
            name=op.f("photos_de_points_pkey"),
        ),
    )
    op.create_table(
        "photos_de_criteres",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("epci", sa.String(length=9), nullable=False),
        sa.Column("prise_le", sa.Date(), nullable=False),
        sa.Column("grille_id", sa.Uuid(), nullable=False),
        sa.Column("genre", sa.String(length=10), nullable=False),
        sa.Column("rang", sa.SmallInteger(), nullable=False),
        sa.Column("demandes", sa.Integer(), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "departement", "epci", "prise_le", "grille_id", "genre", "rang", name=op.f("photos_de_criteres_pkey")
        ),
    )
    op.create_table(
        "candidats_cotes",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("proposition_id", sa.Uuid(), nullable=False),
        sa.Column("epci", sa.String(length=9), nullable=False),
        sa.Column("seance_id", sa.Uuid(), nullable=False),
        sa.Column("bien_id", sa.Uuid(), nullable=False),
        sa.Column("bailleur_id", sa.Uuid(), nullable=False),
        sa.Column("reservataire_id", sa.Uuid(), nullable=True),
        sa.Column("typologie", sa.String(length=3), nullable=False),
        sa.Column("qpv", sa.Boolean(), nullable=False),
        sa.Column("decide_le", sa.Date(), nullable=False),
        sa.Column("attribue", sa.Boolean(), nullable=False),
        sa.Column("premier", sa.Boolean(), nullable=False),
        sa.Column("mutation", sa.Boolean(), nullable=False),
        sa.Column("points", sa.SmallInteger(), nullable=True),
        sa.Column("deposee_le", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["departement", "proposition_id"],
            ["propositions.departement", "propositions.id"],
            name=op.f("candidats_cotes_departement_proposition_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("departement", "proposition_id", name=op.f("candidats_cotes_pkey")),
    )
    op.create_index("ix_candidats_cotes_periode", "candidats_cotes", ["departement", "epci", "decide_le"])
    op.execute("alter table candidats_cotes enable row level security")
    op.execute(
        f"create policy du_departement on candidats_cotes to fdls_app using ({OF_DEPARTEMENT}) "
        f"with check ({OF_DEPARTEMENT})"
    )
    for table in ("photos_de_points", "photos_de_criteres", "candidats_cotes"):
        op.execute(f"grant select, insert, update, delete on {table} to fdls_app")


def downgrade() -> None:
    op.drop_table("candidats_cotes")
    op.drop_table("photos_de_criteres")
    op.drop_table("photos_de_points")
