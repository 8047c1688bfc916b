"""Publics prioritaires : règles du département, labels des demandes, décisions DALO, urgences déclarées.

Revision ID: publics_prioritaires
Revises: delais_depasses
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "publics_prioritaires"
down_revision: str | Sequence[str] | None = "delais_depasses"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

HERE = "departement = current_setting('app.departement', true)"
OWN = f"{HERE} and coalesce(current_setting('app.demande', true), '') in ('', demande_id::text)"
INSTANT = sa.DateTime(timezone=True)


def _of_demande() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["departement", "demande_id"], ["demandes.departement", "demandes.id"], ondelete="CASCADE"
    )


def upgrade() -> None:
    op.create_table(
        "regles_de_label",
        sa.Column("departement", sa.String(3), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("contenu", postgresql.JSONB(), nullable=False),
        sa.Column("effet_du", sa.Date(), nullable=False),
        sa.Column("motif", sa.Text(), nullable=False),
        sa.Column("auteur", sa.Text(), nullable=False),
        sa.Column("organisme", sa.Text()),
        sa.Column("creee_le", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("departement", "code", "numero"),
    )
    op.create_table(
        "labellisations",
        sa.Column("departement", sa.String(3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("demande_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("libelle", sa.Text(), nullable=False),
        sa.Column("sensible", sa.Boolean(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("origine", sa.Text(), nullable=False),
        sa.Column("depuis", sa.Date(), nullable=False),
        sa.Column("expire_le", sa.Date()),
        sa.Column("faits", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("motif", sa.Text(), nullable=False),
        sa.Column("numero_regle", sa.Integer(), nullable=False),
        sa.Column("pose_le", INSTANT, nullable=False),
        sa.Column("pose_par", sa.Text(), nullable=False),
        sa.Column("organisme_id", sa.Uuid()),
        sa.Column("organisme", sa.Text()),
        sa.Column("retire_le", INSTANT),
        sa.Column("retire_par", sa.Text()),
        sa.Column("motif_retrait", sa.Text()),
        _of_demande(),
        sa.PrimaryKeyConstraint("departement", "id"),
    )
    en_cours = sa.text("retire_le is null")
    op.create_index(
        "uq_labellisations_en_cours",
        "labellisations",
        ["departement", "demande_id", "code", "origine"],
        unique=True,
        postgresql_where=en_cours,
    )
    op.create_index(
        "ix_labellisations_code", "labellisations", ["departement", "code", "demande_id"], postgresql_where=en_cours
    )
    op.create_index("ix_labellisations_demande", "labellisations", ["departement", "demande_id"])
    op.create_table(
        "passes_de_labellisation",
        sa.Column("departement", sa.String(3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("jour", sa.Date(), nullable=False),
        sa.Column("commencee_le", INSTANT, nullable=False),
        sa.Column("terminee_le", INSTANT),
        sa.Column("curseur", sa.Uuid(), nullable=False),
        sa.Column("examinees", sa.Integer(), nullable=False),
        sa.Column("entrees", postgresql.JSONB(), nullable=False),
        sa.Column("sorties", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("departement", "id"),
    )
    op.create_index("ix_passes_de_labellisation_jour", "passes_de_labellisation", ["departement", "jour"])
    op.create_table(
        "decisions_dalo",
        sa.Column("departement", sa.String(3), nullable=False),
        sa.Column("demande_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("statut", sa.Text(), nullable=False),
        sa.Column("numero_recours", sa.String(40)),
        sa.Column("decidee_le", sa.Date()),
        sa.Column("a_loger_avant_le", sa.Date()),
        sa.Column("diagnostic_social", sa.Boolean(), nullable=False),
        sa.Column("accompagnement_social", sa.Boolean(), nullable=False),
        sa.Column("typologies", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("enregistree_le", INSTANT, nullable=False),
        sa.Column("par", sa.Text(), nullable=False),
        sa.Column("organisme", sa.Text()),
        _of_demande(),
        sa.PrimaryKeyConstraint("departement", "demande_id", "id"),
    )
    op.create_table(
        "urgences",
        sa.Column("departement", sa.String(3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("demande_id", sa.Uuid(), nullable=False),
        sa.Column("motif", sa.Text(), nullable=False),
        sa.Column("texte", sa.Text(), nullable=False),
        sa.Column("etat", sa.Text(), nullable=False),
        sa.Column("declaree_le", INSTANT, nullable=False),
        sa.Column("type_organisme", sa.String(20), nullable=False),
        sa.Column("prise_en_compte_le", INSTANT),
        sa.Column("par", sa.Text()),
        sa.Column("organisme", sa.Text()),
        sa.Column("reponse", sa.Text()),
        _of_demande(),
        sa.PrimaryKeyConstraint("departement", "id"),
    )
    op.create_index("ix_urgences_etat", "urgences", ["departement", "etat", "declaree_le", "id"])
    op.create_index("ix_urgences_demande", "urgences", ["departement", "demande_id"])
    for table, check, rights in (
        ("regles_de_label", HERE, "select, insert"),
        ("labellisations", OWN, "select, insert, update, delete"),
        ("decisions_dalo", OWN, "select, insert, update, delete"),
        ("urgences", OWN, "select, insert, update, delete"),
    ):
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"create policy du_departement on {table} to fdls_app using ({check}) with check ({check})")
        op.execute(f"grant {rights} on {table} to fdls_app")
    op.execute("grant select, insert, update, delete on passes_de_labellisation to fdls_app")


def downgrade() -> None:
    for table in ("urgences", "decisions_dalo", "passes_de_labellisation", "labellisations", "regles_de_label"):
        op.drop_table(table)
