"""Ce que chaque demande active donne à lire aux grilles, prêt pour les calculs sur tout le stock.

Les demandes déjà là s'y écrivent par `rebuild-projections`, ou à leur premier changement.

Revision ID: faits_de_cotation
Revises: simulations_de_grilles
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "faits_de_cotation"
down_revision: str | Sequence[str] | None = "simulations_de_grilles"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SIEN = "departement = current_setting('app.departement', true)" + (
    " and coalesce(current_setting('app.demande', true), '') in ('', demande_id::text)"
)


def upgrade() -> None:
    op.create_table(
        "faits_de_cotation",
        sa.Column("departement", sa.String(3), nullable=False),
        sa.Column("epci", sa.String(9), nullable=False),
        sa.Column("demande_id", sa.Uuid(), nullable=False),
        sa.Column("est_mutation", sa.Boolean(), nullable=False),
        sa.Column("anciennete_depuis", sa.Date()),
        sa.Column("delai_anormalement_long_depuis", sa.Date()),
        sa.Column("nature", sa.Text()),
        sa.Column("mutation", sa.Boolean()),
        sa.Column("dossier_complet", sa.Boolean()),
        sa.Column("dalo", sa.Boolean()),
        sa.Column("label", postgresql.ARRAY(sa.Text())),
        sa.Column("handicap", sa.Boolean()),
        sa.Column("motifs", postgresql.ARRAY(sa.Text())),
        sa.Column("motif_principal", sa.Text()),
        sa.Column("statut_logement", sa.Text()),
        sa.Column("mois_dans_logement_depuis", sa.Date()),
        sa.Column("surface_par_personne", sa.Integer()),
        sa.Column("pieces_moins_personnes", sa.Integer()),
        sa.Column("sur_occupation", sa.Boolean()),
        sa.Column("sous_occupation", sa.Boolean()),
        sa.Column("proprietaire", sa.Boolean()),
        sa.Column("loyer_actuel", sa.Integer()),
        sa.Column("qpv_actuel", sa.Boolean()),
        sa.Column("commune_actuelle", sa.Text()),
        sa.Column("habite_epci", sa.Boolean()),
        sa.Column("habite_epci_depuis", sa.Date()),
        sa.Column("nb_personnes", sa.Integer()),
        sa.Column("nb_enfants", sa.Integer()),
        sa.Column("nb_enfants_mineurs", sa.Integer()),
        sa.Column("enfant_a_naitre", sa.Boolean()),
        sa.Column("parent_isole", sa.Boolean()),
        sa.Column("situation_familiale", sa.Text()),
        sa.Column("age_demandeur_depuis", sa.Date()),
        sa.Column("situation_professionnelle", postgresql.ARRAY(sa.Text())),
        sa.Column("commune_travail", postgresql.ARRAY(sa.Text())),
        sa.Column("travaille_epci", sa.Boolean()),
        sa.Column("travaille_epci_depuis", sa.Date()),
        sa.Column("km_travail_logement", sa.Integer()),
        sa.Column("km_travail_commune_souhaitee", sa.Integer()),
        sa.Column("km_logement_commune_souhaitee", sa.Integer()),
        sa.Column("taux_effort", sa.Integer()),
        sa.Column("reste_a_vivre", sa.Integer()),
        sa.Column("ressources_mensuelles", sa.Integer()),
        sa.Column("ressources", postgresql.ARRAY(sa.Text())),
        sa.Column("rfr_uc_quartile", sa.Integer()),
        sa.Column("pourcentage_plafond_plus", sa.Integer()),
        sa.Column("typologies", postgresql.ARRAY(sa.Text())),
        sa.Column("communes_souhaitees", postgresql.ARRAY(sa.Text())),
        sa.Column("nb_communes_souhaitees", sa.Integer()),
        sa.Column("premier_choix_epci", sa.Boolean()),
        sa.Column("demande_elargie", sa.Boolean()),
        sa.Column("evenements_type", postgresql.ARRAY(sa.Text())),
        sa.Column("evenements_le", postgresql.ARRAY(sa.Date())),
        sa.Column("evenements_adapte", postgresql.ARRAY(sa.Boolean())),
        sa.Column("preuves_critere", postgresql.ARRAY(sa.Text())),
        sa.Column("preuves_type", postgresql.ARRAY(sa.Text())),
        sa.Column("preuves_valide_le", postgresql.ARRAY(sa.Date())),
        sa.Column("preuves_expire_le", postgresql.ARRAY(sa.Date())),
        sa.Column("a_revoir_le", sa.Date()),
        sa.Column("empreinte", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["departement", "demande_id"],
            ["demandes.departement", "demandes.id"],
            name=op.f("faits_de_cotation_departement_demande_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("departement", "epci", "demande_id", name=op.f("faits_de_cotation_pkey")),
    )
    op.create_index("ix_faits_de_cotation_demande", "faits_de_cotation", ["departement", "demande_id"])
    op.create_index(
        "ix_faits_de_cotation_a_revoir",
        "faits_de_cotation",
        ["departement", "a_revoir_le"],
        postgresql_where=sa.text("a_revoir_le is not null"),
    )
    op.execute("alter table faits_de_cotation enable row level security")
    op.execute(f"create policy du_departement on faits_de_cotation to fdls_app using ({SIEN}) with check ({SIEN})")
    op.execute("grant select, insert, update, delete on faits_de_cotation to fdls_app")


def downgrade() -> None:
    op.drop_table("faits_de_cotation")
