"""Pièces : feuillets, accès réservé, envoi en plusieurs fois ; points à corriger d'une demande retournée.

Revision ID: pieces_en_feuillets
Revises: premier_schema
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "pieces_en_feuillets"
down_revision: str | Sequence[str] | None = "premier_schema"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

FIRST_SHEET = """
update pieces set feuillets = jsonb_build_array(jsonb_build_object(
  'id', id, 'nom', nom, 'format', format, 'taille', taille, 'empreinte', encode(empreinte, 'hex'), 'etat', 'pret',
  'objet', objet, 'pages', 1, 'examen', null, 'motif', null
)), sensible = type in ('MOT_06', 'MOT_07', 'MOT_08')
"""
BACK = """
update pieces set nom = coalesce(feuillets->0->>'nom', ''), format = coalesce(feuillets->0->>'format', ''),
  taille = coalesce((feuillets->0->>'taille')::int, 0), objet = coalesce(feuillets->0->>'objet', ''),
  empreinte = decode(coalesce(feuillets->0->>'empreinte', ''), 'hex')
"""
OWN = (
    "departement = current_setting('app.departement', true) and "
    "coalesce(current_setting('app.demande', true), '') in ('', demande_id::text)"
)


def upgrade() -> None:
    op.add_column("pieces", sa.Column("sensible", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column(
        "pieces",
        sa.Column(
            "feuillets",
            postgresql.JSONB(none_as_null=True, astext_type=sa.Text()),
            server_default=sa.text("'[]'::jsonb"),
            nullable=False,
        ),
    )
    op.execute(FIRST_SHEET)
    for column in ("nom", "format", "taille", "empreinte", "objet"):
        # each is in the first sheet now; the version that read them was never opened to the public
        op.execute(f"-- squawk-ignore ban-drop-column\nalter table pieces drop column {column}")
    op.add_column(
        "demandes",
        sa.Column("points_retour", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
    )
    op.create_table(
        "televersements",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("demande_id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.String(length=12), nullable=False),
        sa.Column("personne_id", sa.Uuid(), nullable=True),
        sa.Column("piece_cible", sa.Uuid(), nullable=True),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("taille", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("morceaux", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("piece_id", sa.Uuid(), nullable=True),
        sa.Column("commence_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["departement", "demande_id"],
            ["demandes.departement", "demandes.id"],
            name=op.f("televersements_departement_demande_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("televersements_pkey")),
    )
    op.create_index("ix_televersements_demande", "televersements", ["departement", "demande_id"], unique=False)
    op.execute("alter table televersements enable row level security")
    op.execute(f"create policy du_departement on televersements to fdls_app using ({OWN}) with check ({OWN})")
    op.execute("grant select, insert, update, delete on televersements to fdls_app")


def downgrade() -> None:
    op.drop_table("televersements")
    op.drop_column("demandes", "points_retour")
    op.add_column("pieces", sa.Column("nom", sa.Text(), server_default="", nullable=False))
    op.add_column("pieces", sa.Column("format", sa.String(length=20), server_default="", nullable=False))
    op.add_column("pieces", sa.Column("taille", sa.Integer(), server_default="0", nullable=False))
    op.add_column("pieces", sa.Column("empreinte", sa.LargeBinary(), server_default="", nullable=False))
    op.add_column("pieces", sa.Column("objet", sa.Text(), server_default="", nullable=False))
    op.execute(BACK)
    for column in ("nom", "format", "taille", "empreinte", "objet"):
        op.alter_column("pieces", column, server_default=None)
    op.drop_column("pieces", "feuillets")
    op.drop_column("pieces", "sensible")
