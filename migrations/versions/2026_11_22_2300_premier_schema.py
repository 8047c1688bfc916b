"""Premier schéma : toutes les tables, la sécurité par ligne et les vues de recherche.

Revision ID: premier_schema
Revises:
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "premier_schema"
down_revision: str | Sequence[str] | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


BEFORE = (
    "create extension if not exists pg_trgm",
    "do $$ begin if not exists (select from pg_roles where rolname = 'fdls_app') then create role fdls_app nologin; end if; exception when duplicate_object then null; end $$",
    "do $$ begin if not pg_has_role(current_user, 'fdls_app', 'set') then execute format('grant fdls_app to %I', current_user); end if; exception when undefined_function or invalid_parameter_value then execute format('grant fdls_app to %I', current_user); end $$",
    "create sequence references_biens",
    "create sequence references_locales",
)

AFTER = (
    "alter table comptes_demandeurs enable row level security",
    "create policy du_departement on comptes_demandeurs to fdls_app using (departement = current_setting('app.departement', true)) with check (departement = current_setting('app.departement', true))",
    "alter table consultations enable row level security",
    "create policy du_departement on consultations to fdls_app using (departement = current_setting('app.departement', true) and coalesce(current_setting('app.demande', true), '') in ('', demande_id::text)) with check (departement = current_setting('app.departement', true) and coalesce(current_setting('app.demande', true), '') in ('', demande_id::text))",
    "alter table historique enable row level security",
    "create policy du_departement on historique to fdls_app using (departement = current_setting('app.departement', true)) with check (departement = current_setting('app.departement', true))",
    "alter table messages enable row level security",
    "create policy du_departement on messages to fdls_app using (departement = current_setting('app.departement', true) and coalesce(current_setting('app.demande', true), '') in ('', demande_id::text)) with check (departement = current_setting('app.departement', true) and coalesce(current_setting('app.demande', true), '') in ('', demande_id::text))",
    "alter table recherche_demandes enable row level security",
    "create policy du_departement on recherche_demandes to fdls_app using (departement = current_setting('app.departement', true)) with check (departement = current_setting('app.departement', true))",
    "alter table mots_recherche enable row level security",
    "create policy du_departement on mots_recherche to fdls_app using (departement = current_setting('app.departement', true)) with check (departement = current_setting('app.departement', true))",
    "alter table souhaits enable row level security",
    "create policy du_departement on souhaits to fdls_app using (departement = current_setting('app.departement', true)) with check (departement = current_setting('app.departement', true))",
    "alter table demandes enable row level security",
    "create policy du_departement on demandes to fdls_app using (departement = current_setting('app.departement', true) and coalesce(current_setting('app.demande', true), '') in ('', id::text)) with check (departement = current_setting('app.departement', true) and coalesce(current_setting('app.demande', true), '') in ('', id::text))",
    "alter table cotations enable row level security",
    "create policy du_departement on cotations to fdls_app using (departement = current_setting('app.departement', true) and coalesce(current_setting('app.demande', true), '') in ('', demande_id::text)) with check (departement = current_setting('app.departement', true) and coalesce(current_setting('app.demande', true), '') in ('', demande_id::text))",
    "alter table evenements_de_vie enable row level security",
    "create policy du_departement on evenements_de_vie to fdls_app using (departement = current_setting('app.departement', true) and coalesce(current_setting('app.demande', true), '') in ('', demande_id::text)) with check (departement = current_setting('app.departement', true) and coalesce(current_setting('app.demande', true), '') in ('', demande_id::text))",
    "alter table nirs enable row level security",
    "create policy du_departement on nirs to fdls_app using (departement = current_setting('app.departement', true) and coalesce(current_setting('app.demande', true), '') in ('', demande_id::text)) with check (departement = current_setting('app.departement', true) and coalesce(current_setting('app.demande', true), '') in ('', demande_id::text))",
    "alter table pieces enable row level security",
    "create policy du_departement on pieces to fdls_app using (departement = current_setting('app.departement', true) and coalesce(current_setting('app.demande', true), '') in ('', demande_id::text)) with check (departement = current_setting('app.departement', true) and coalesce(current_setting('app.demande', true), '') in ('', demande_id::text))",
    "alter table propositions enable row level security",
    "create policy du_departement on propositions to fdls_app using (departement = current_setting('app.departement', true) and coalesce(current_setting('app.demande', true), '') in ('', demande_id::text)) with check (departement = current_setting('app.departement', true) and coalesce(current_setting('app.demande', true), '') in ('', demande_id::text))",
    "alter table contacts enable row level security",
    "create policy du_departement on contacts to fdls_app using (departement = current_setting('app.departement', true)) with check (departement = current_setting('app.departement', true))",
    "alter table passages enable row level security",
    "create policy du_departement on passages to fdls_app using (departement = current_setting('app.departement', true)) with check (departement = current_setting('app.departement', true))",
    "grant usage on schema public to fdls_app",
    "grant usage on all sequences in schema public to fdls_app",
    "grant select, insert, update, delete on actualites to fdls_app",
    "grant select, insert on avis to fdls_app",
    "grant select, insert, update, delete on codes_de_connexion to fdls_app",
    "grant select, insert, update, delete on comptes_demandeurs to fdls_app",
    "grant select, insert, update, delete on compteurs to fdls_app",
    "grant select, insert on consultations to fdls_app",
    "grant select, insert, update, delete on grilles to fdls_app",
    "grant select, insert on historique to fdls_app",
    "grant select, insert, update, delete on idempotence to fdls_app",
    "grant select, insert, update, delete on jetons to fdls_app",
    "grant select, insert, update, delete on journees to fdls_app",
    "grant select, insert, update, delete on messages to fdls_app",
    "grant select, insert, update, delete on mots_recherche to fdls_app",
    "grant select, insert, update, delete on numeros_uniques to fdls_app",
    "grant select, insert, update, delete on organismes to fdls_app",
    "grant select, insert, update, delete on outbox_events to fdls_app",
    "grant select, insert, update, delete on photos to fdls_app",
    "grant select, insert, update, delete on profils to fdls_app",
    "grant select, insert, update, delete on recherche_demandes to fdls_app",
    "grant select, insert, update, delete on regions to fdls_app",
    "grant select, insert, update, delete on reglages to fdls_app",
    "grant select, insert, update, delete on sessions to fdls_app",
    "grant select, insert, update, delete on souhaits to fdls_app",
    "grant select, insert, update, delete on tentatives to fdls_app",
    "grant select, insert, update, delete on agences to fdls_app",
    "grant select, insert, update, delete on clients_tiers to fdls_app",
    "grant select, insert, update, delete on comptes to fdls_app",
    "grant select, insert, update, delete on conventions_flux to fdls_app",
    "grant select, insert, update, delete on demandes to fdls_app",
    "grant select, insert, update, delete on departements to fdls_app",
    "grant select, insert, update, delete on organismes_territoires to fdls_app",
    "grant select, insert, update, delete on outbox_deliveries to fdls_app",
    "grant select, insert, update, delete on seances to fdls_app",
    "grant select, insert, update, delete on abonnements_webhook to fdls_app",
    "grant select, insert, update, delete on cotations to fdls_app",
    "grant select, insert, update, delete on epcis to fdls_app",
    "grant select, insert, update, delete on evenements_de_vie to fdls_app",
    "grant select, insert, update, delete on habilitations to fdls_app",
    "grant select, insert, update, delete on nirs to fdls_app",
    "grant select, insert, update, delete on pieces to fdls_app",
    "grant select, insert, update, delete on qpv to fdls_app",
    "grant select, insert, update, delete on communes to fdls_app",
    "grant select, insert, update, delete on envois_webhook to fdls_app",
    "grant select, insert, update, delete on residences to fdls_app",
    "grant select, insert, update, delete on biens to fdls_app",
    "grant select, insert, update, delete on biens_examines to fdls_app",
    "grant select, insert, update, delete on mises_en_location to fdls_app",
    "grant select, insert, update, delete on annonces to fdls_app",
    "grant select, insert, update, delete on imputations to fdls_app",
    "grant select, insert, update, delete on propositions to fdls_app",
    "grant select, insert, update, delete on annonces_publiques to fdls_app",
    "grant select, insert, update, delete on contacts to fdls_app",
    "grant select, insert, update, delete on passages to fdls_app",
    "create view recherche_demandes_visibles as select * from recherche_demandes where departement = current_setting('app.departement', true)",
    "grant select on recherche_demandes_visibles to fdls_app",
    "create view mots_recherche_visibles as select * from mots_recherche where departement = current_setting('app.departement', true)",
    "grant select on mots_recherche_visibles to fdls_app",
    "create view souhaits_visibles as select * from souhaits where departement = current_setting('app.departement', true)",
    "grant select on souhaits_visibles to fdls_app",
    "alter table tentatives set unlogged",
)

DROP_FIRST = (
    "drop view recherche_demandes_visibles",
    "drop view mots_recherche_visibles",
    "drop view souhaits_visibles",
)

DROP_LAST = (
    "drop sequence references_biens",
    "drop sequence references_locales",
)


def upgrade() -> None:
    for statement in BEFORE:
        op.execute(statement)
    op.create_table(
        "actualites",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("titre", sa.Text(), nullable=False),
        sa.Column("texte", sa.Text(), nullable=False),
        sa.Column("du", sa.Date(), nullable=False),
        sa.Column("au", sa.Date(), nullable=False),
        sa.Column("types_organisme", postgresql.ARRAY(sa.String(length=20)), nullable=True),
        sa.Column("creee_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("actualites_pkey")),
    )
    op.create_table(
        "avis",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("organisme_id", sa.Uuid(), nullable=True),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("sujet_id", sa.Uuid(), nullable=False),
        sa.Column("bien_id", sa.Uuid(), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("avis_pkey")),
        info={"append_only": True},
    )
    op.create_index("ix_avis_organisme", "avis", ["departement", "organisme_id", "id"], unique=False)
    op.create_table(
        "codes_de_connexion",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("identifiant_condense", sa.LargeBinary(), nullable=False),
        sa.Column("code_condense", sa.LargeBinary(), nullable=False),
        sa.Column("fin_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("essais", sa.SmallInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("departement", "identifiant_condense", name=op.f("codes_de_connexion_pkey")),
    )
    op.create_table(
        "comptes_demandeurs",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("identifiant", sa.Text(), nullable=False),
        sa.Column("demande_id", sa.Uuid(), nullable=True),
        sa.Column("mot_de_passe", sa.Text(), nullable=True),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("derniere_connexion_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("echecs", sa.Integer(), server_default="0", nullable=False),
        sa.Column("bloque_jusqu_a", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("comptes_demandeurs_pkey")),
        info={"rls": "departement"},
    )
    op.create_index("ix_comptes_demandeurs_demande", "comptes_demandeurs", ["departement", "demande_id"], unique=False)
    op.create_index(
        "uq_comptes_demandeurs_identifiant", "comptes_demandeurs", ["departement", "identifiant"], unique=True
    )
    op.create_table(
        "compteurs",
        sa.Column("cle", sa.String(length=40), nullable=False),
        sa.Column("dernier", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("cle", name=op.f("compteurs_pkey")),
    )
    op.create_table(
        "consultations",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("demande_id", sa.Uuid(), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("compte_id", sa.Uuid(), nullable=True),
        sa.Column("auteur", sa.Text(), nullable=False),
        sa.Column("organisme_id", sa.Uuid(), nullable=True),
        sa.Column("organisme", sa.Text(), nullable=True),
        sa.Column("quoi", sa.String(length=40), nullable=False),
        sa.Column("correlation", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("consultations_pkey")),
        info={"rls": "demande", "append_only": True},
    )
    op.create_index("ix_consultations_compte", "consultations", ["departement", "compte_id", "le"], unique=False)
    op.create_index("ix_consultations_demande", "consultations", ["departement", "demande_id", "id"], unique=False)
    op.create_table(
        "grilles",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("epci", sa.String(length=9), nullable=False),
        sa.Column("population", sa.Text(), nullable=False),
        sa.Column("version_grille", sa.Integer(), nullable=False),
        sa.Column("statut", sa.Text(), nullable=False),
        sa.Column("contenu", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("creee_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("effet_du", sa.Date(), nullable=True),
        sa.Column("effet_au", sa.Date(), nullable=True),
        sa.Column("deliberation", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("publiee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("grilles_pkey")),
    )
    op.create_index("ix_grilles_statut", "grilles", ["departement", "statut", "epci"], unique=False)
    op.create_index(
        "uq_grilles_version", "grilles", ["departement", "epci", "population", "version_grille"], unique=True
    )
    op.create_table(
        "historique",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("objet", sa.String(length=20), nullable=False),
        sa.Column("objet_id", sa.Uuid(), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("type", sa.String(length=60), nullable=False),
        sa.Column("libelle", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("phrase_publique", sa.Text(), nullable=True),
        sa.Column("auteur_sorte", sa.String(length=12), nullable=False),
        sa.Column("auteur_id", sa.Uuid(), nullable=True),
        sa.Column("auteur", sa.Text(), nullable=False),
        sa.Column("organisme_id", sa.Uuid(), nullable=True),
        sa.Column("organisme", sa.Text(), nullable=True),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("correlation", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("historique_pkey")),
        info={"rls": "departement", "append_only": True},
    )
    op.create_index("ix_historique_objet", "historique", ["departement", "objet", "objet_id", "id"], unique=False)
    op.create_table(
        "idempotence",
        sa.Column("acteur", sa.String(length=60), nullable=False),
        sa.Column("cle", sa.String(length=80), nullable=False),
        sa.Column("empreinte", sa.String(length=64), nullable=False),
        sa.Column("resultat", postgresql.ARRAY(sa.Uuid()), server_default="{}", nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("acteur", "cle", name=op.f("idempotence_pkey")),
    )
    op.create_index(op.f("ix_idempotence_cree_le"), "idempotence", ["cree_le"], unique=False)
    op.create_table(
        "jetons",
        sa.Column("condense", sa.LargeBinary(), nullable=False),
        sa.Column("compte_id", sa.Uuid(), nullable=False),
        sa.Column("usage", sa.String(length=12), nullable=False),
        sa.Column("fin_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("utilise_le", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("condense", name=op.f("jetons_pkey")),
    )
    op.create_index(op.f("ix_jetons_compte_id"), "jetons", ["compte_id"], unique=False)
    op.create_table(
        "journees",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("jour", sa.Date(), nullable=False),
        sa.Column("ouverte_le", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("departement", "jour", name=op.f("journees_pkey")),
    )
    op.create_table(
        "messages",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("demande_id", sa.Uuid(), nullable=True),
        sa.Column("modele", sa.String(length=40), nullable=False),
        sa.Column("canal", sa.Text(), nullable=False),
        sa.Column("destinataire", sa.Text(), nullable=False),
        sa.Column("objet", sa.Text(), nullable=False),
        sa.Column("corps", sa.Text(), nullable=False),
        sa.Column("etat", sa.Text(), nullable=False),
        sa.Column("tentatives", sa.SmallInteger(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=True),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("envoye_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("messages_pkey")),
        info={"rls": "demande"},
    )
    op.create_index("ix_messages_demande", "messages", ["departement", "demande_id", "cree_le"], unique=False)
    op.create_table(
        "numeros_uniques",
        sa.Column("numero", sa.String(length=18), nullable=False),
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("attribue_le", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("numero", name=op.f("numeros_uniques_pkey")),
    )
    op.create_table(
        "organismes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("sigle", sa.String(length=40), nullable=True),
        sa.Column("siren", sa.String(length=9), nullable=True),
        sa.Column("epci", sa.String(length=9), nullable=True),
        sa.Column("telephone", sa.String(length=20), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("logo", sa.Text(), nullable=True),
        sa.Column("totp_exige", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("organismes_pkey")),
        sa.UniqueConstraint("siren", name=op.f("organismes_siren_key")),
    )
    op.create_table(
        "outbox_events",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("correlation", sa.String(length=36), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("outbox_events_pkey")),
    )
    op.create_table(
        "photos",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("prise_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("contenu", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("departement", "prise_le", name=op.f("photos_pkey")),
    )
    op.create_table(
        "profils",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("libelle", sa.Text(), nullable=False),
        sa.Column("droits", postgresql.ARRAY(sa.String(length=40)), nullable=False),
        sa.Column("types_organisme", postgresql.ARRAY(sa.String(length=20)), nullable=False),
        sa.Column("ordre", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("profils_pkey")),
    )
    op.create_table(
        "recherche_demandes",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("demande_id", sa.Uuid(), nullable=False),
        sa.Column("etat", sa.String(length=2), nullable=False),
        sa.Column("numero_unique", sa.String(length=18), nullable=True),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("organisme_id", sa.Uuid(), nullable=True),
        sa.Column("nom_affiche", sa.Text(), nullable=False),
        sa.Column("cle_tri", sa.Text(), nullable=False),
        sa.Column("cles_doublon", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("ne_le", sa.Date(), nullable=True),
        sa.Column("codemandeur", sa.Text(), nullable=True),
        sa.Column("deposee_le", sa.Date(), nullable=True),
        sa.Column("soumise_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("renouvelee_le", sa.Date(), nullable=True),
        sa.Column("expire_le", sa.Date(), nullable=True),
        sa.Column("nb_personnes", sa.SmallInteger(), nullable=False),
        sa.Column("personnes", sa.String(length=80), nullable=False),
        sa.Column("uc_dixiemes", sa.SmallInteger(), nullable=False),
        sa.Column("categorie", sa.SmallInteger(), nullable=False),
        sa.Column("ressources_mensuelles", sa.Integer(), nullable=True),
        sa.Column("rfr", sa.Integer(), nullable=True),
        sa.Column("statut_logement", sa.String(length=6), nullable=True),
        sa.Column("commune_actuelle", sa.String(length=5), nullable=True),
        sa.Column("loyer_actuel", sa.Integer(), nullable=True),
        sa.Column("apl_actuelle", sa.Integer(), nullable=True),
        sa.Column("motif_principal", sa.String(length=2), nullable=True),
        sa.Column("typologies", postgresql.ARRAY(sa.String(length=3)), nullable=False),
        sa.Column("communes", postgresql.ARRAY(sa.String(length=5)), nullable=False),
        sa.Column("demande_elargie", sa.Boolean(), nullable=False),
        sa.Column("loyer_max", sa.Integer(), nullable=True),
        sa.Column("rez_de_chaussee", sa.Boolean(), nullable=False),
        sa.Column("sans_ascenseur", sa.Boolean(), nullable=False),
        sa.Column("adapte_handicap", sa.Boolean(), nullable=False),
        sa.Column("handicap", sa.Boolean(), nullable=False),
        sa.Column("parking", sa.Boolean(), nullable=False),
        sa.Column("verrouillee", sa.Boolean(), nullable=False),
        sa.Column("points", sa.SmallInteger(), nullable=True),
        sa.PrimaryKeyConstraint("departement", "demande_id", name=op.f("recherche_demandes_pkey")),
        info={"rls": "departement"},
    )
    op.create_index(
        "ix_recherche_demandes_cles", "recherche_demandes", ["cles_doublon"], unique=False, postgresql_using="gin"
    )
    op.create_index(
        "ix_recherche_demandes_depot",
        "recherche_demandes",
        ["departement", "etat", sa.literal_column("deposee_le desc"), "demande_id"],
        unique=False,
    )
    op.create_index(
        "ix_recherche_demandes_numero", "recherche_demandes", ["departement", "numero_unique"], unique=False
    )
    op.create_index(
        "ix_recherche_demandes_soumission",
        "recherche_demandes",
        ["departement", "etat", "soumise_le", "demande_id"],
        unique=False,
    )
    op.create_index(
        "ix_recherche_demandes_tri",
        "recherche_demandes",
        ["departement", "etat", "cle_tri", "demande_id"],
        unique=False,
    )
    op.create_table(
        "mots_recherche",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("demande_id", sa.Uuid(), nullable=False),
        sa.Column("mot", sa.Text(collation="C"), nullable=False),
        sa.Column("etat", sa.String(length=2), nullable=False),
        sa.Column("deposee_le", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("departement", "demande_id", "mot", name=op.f("mots_recherche_pkey")),
        info={"rls": "departement"},
    )
    op.create_index(
        "ix_mots_recherche_mot",
        "mots_recherche",
        ["departement", "etat", "mot", "deposee_le", "demande_id"],
        unique=False,
    )
    op.create_table(
        "regions",
        sa.Column("code", sa.String(length=3), nullable=False),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("regions_pkey")),
    )
    op.create_table(
        "reglages",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("titre", sa.Text(), nullable=False),
        sa.Column("couleur_accent", sa.String(length=7), nullable=False),
        sa.Column("textes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("contact", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("questions", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("departement", name=op.f("reglages_pkey")),
    )
    op.create_table(
        "sessions",
        sa.Column("condense", sa.LargeBinary(), nullable=False),
        sa.Column("sorte", sa.String(length=12), nullable=False),
        sa.Column("compte_id", sa.Uuid(), nullable=False),
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("ouverte_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vue_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fin_le", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("condense", name=op.f("sessions_pkey")),
    )
    op.create_index(op.f("ix_sessions_compte_id"), "sessions", ["compte_id"], unique=False)
    op.create_table(
        "souhaits",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("commune", sa.String(length=9), nullable=False),
        sa.Column("typologie", sa.String(length=3), nullable=False),
        sa.Column("demande_id", sa.Uuid(), nullable=False),
        sa.Column("rang", sa.SmallInteger(), nullable=False),
        sa.Column("points", sa.SmallInteger(), nullable=False),
        sa.Column("deposee_le", sa.Date(), nullable=False),
        sa.Column("rfr", sa.Integer(), nullable=True),
        sa.Column("categorie", sa.SmallInteger(), nullable=False),
        sa.Column("nb_personnes", sa.SmallInteger(), nullable=False),
        sa.Column("loyer_max", sa.Integer(), nullable=True),
        sa.Column("drapeaux", sa.SmallInteger(), nullable=False),
        sa.Column("expire_le", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("departement", "commune", "typologie", "demande_id", name=op.f("souhaits_pkey")),
        info={"rls": "departement"},
    )
    op.create_index(
        "ix_souhaits_classement",
        "souhaits",
        ["departement", "commune", "typologie", sa.literal_column("points desc"), "deposee_le", "demande_id"],
        unique=False,
        postgresql_include=["rfr", "categorie", "nb_personnes", "loyer_max", "drapeaux", "rang", "expire_le"],
    )
    op.create_index("ix_souhaits_demande", "souhaits", ["departement", "demande_id"], unique=False)
    op.create_table(
        "tentatives",
        sa.Column("cle", sa.LargeBinary(), nullable=False),
        sa.Column("fenetre", sa.BigInteger(), nullable=False),
        sa.Column("nombre", sa.Integer(), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("cle", "fenetre", name=op.f("tentatives_pkey")),
        prefixes=["UNLOGGED"],
    )
    op.create_index(op.f("ix_tentatives_le"), "tentatives", ["le"], unique=False)
    op.create_table(
        "agences",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisme_id", sa.Uuid(), nullable=False),
        sa.Column("libelle", sa.Text(), nullable=False),
        sa.Column("rue", sa.Text(), nullable=True),
        sa.Column("complement_1", sa.Text(), nullable=True),
        sa.Column("complement_2", sa.Text(), nullable=True),
        sa.Column("code_postal", sa.String(length=5), nullable=True),
        sa.Column("ville", sa.Text(), nullable=True),
        sa.Column("lieu_dit", sa.Text(), nullable=True),
        sa.Column("telephone", sa.String(length=20), nullable=True),
        sa.Column("fax", sa.String(length=20), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("signature_1", sa.Text(), nullable=True),
        sa.Column("signature_2", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organisme_id"], ["organismes.id"], name=op.f("agences_organisme_id_fkey")),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("agences_pkey")),
    )
    op.create_index("ix_agences_organisme", "agences", ["departement", "organisme_id"], unique=False)
    op.create_table(
        "clients_tiers",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisme_id", sa.Uuid(), nullable=False),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("portees", postgresql.ARRAY(sa.String(length=40)), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("secret_precedent", sa.LargeBinary(), nullable=True),
        sa.Column("precedent_jusqu_au", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cree_par", sa.Text(), nullable=False),
        sa.Column("revoque_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organisme_id"], ["organismes.id"], name=op.f("clients_tiers_organisme_id_fkey")),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("clients_tiers_pkey")),
    )
    op.create_index("ix_clients_tiers_organisme", "clients_tiers", ["departement", "organisme_id"], unique=False)
    op.create_table(
        "comptes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisme_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("prenom", sa.Text(), nullable=False),
        sa.Column("telephone", sa.String(length=20), nullable=True),
        sa.Column("mot_de_passe", sa.Text(), nullable=True),
        sa.Column("totp_secret", sa.LargeBinary(), nullable=True),
        sa.Column("totp_dernier_pas", sa.BigInteger(), nullable=True),
        sa.Column("actif", sa.Boolean(), nullable=False),
        sa.Column("charte_version", sa.String(length=20), nullable=True),
        sa.Column("charte_acceptee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("echecs", sa.Integer(), nullable=False),
        sa.Column("bloque_jusqu_a", sa.DateTime(timezone=True), nullable=True),
        sa.Column("derniere_connexion_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("favoris", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organisme_id"], ["organismes.id"], name=op.f("comptes_organisme_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("comptes_pkey")),
        sa.UniqueConstraint("email", name=op.f("comptes_email_key")),
    )
    op.create_index(op.f("ix_comptes_organisme_id"), "comptes", ["organisme_id"], unique=False)
    op.create_table(
        "conventions_flux",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bailleur_id", sa.Uuid(), nullable=False),
        sa.Column("reservataire_id", sa.Uuid(), nullable=False),
        sa.Column("type_reservataire", sa.Text(), nullable=False),
        sa.Column("annee", sa.SmallInteger(), nullable=False),
        sa.Column("taux", sa.Numeric(precision=5, scale=2), nullable=False),
        sa.Column("objectif", sa.Integer(), nullable=False),
        sa.Column("debut", sa.Date(), nullable=False),
        sa.Column("fin", sa.Date(), nullable=False),
        sa.Column("mode_gestion", sa.Text(), nullable=False),
        sa.Column("communes", postgresql.ARRAY(sa.String(length=5)), nullable=True),
        sa.Column("resiliee_le", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["bailleur_id"], ["organismes.id"], name=op.f("conventions_flux_bailleur_id_fkey")),
        sa.ForeignKeyConstraint(
            ["reservataire_id"], ["organismes.id"], name=op.f("conventions_flux_reservataire_id_fkey")
        ),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("conventions_flux_pkey")),
    )
    op.create_index(
        "ix_conventions_flux_bailleur", "conventions_flux", ["departement", "annee", "bailleur_id"], unique=False
    )
    op.create_index(
        "ix_conventions_flux_reservataire",
        "conventions_flux",
        ["departement", "annee", "reservataire_id"],
        unique=False,
    )
    op.create_index(
        "uq_conventions_flux",
        "conventions_flux",
        ["departement", "bailleur_id", "reservataire_id", "type_reservataire", "annee"],
        unique=True,
        postgresql_where=sa.text("resiliee_le is null"),
    )
    op.create_table(
        "demandes",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("canal", sa.Text(), nullable=False),
        sa.Column("etat", sa.Text(), nullable=False),
        sa.Column("nature", sa.Text(), nullable=False),
        sa.Column("formulaire", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("creee_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organisme_id", sa.Uuid(), nullable=True),
        sa.Column("numero_unique", sa.String(length=18), nullable=True),
        sa.Column("deposee_le", sa.Date(), nullable=True),
        sa.Column("soumise_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("validee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("renouvelee_le", sa.Date(), nullable=True),
        sa.Column("expire_le", sa.Date(), nullable=True),
        sa.Column("radiee_le", sa.Date(), nullable=True),
        sa.Column("motif_radiation", sa.Text(), nullable=True),
        sa.Column("motif_retour", sa.Text(), nullable=True),
        sa.Column("commentaire_retour", sa.Text(), nullable=True),
        sa.Column("dalo", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("verrou", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organisme_id"], ["organismes.id"], name=op.f("demandes_organisme_id_fkey")),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("demandes_pkey")),
        info={"rls": "demande", "own_column": "id"},
    )
    op.create_index("uq_demandes_numero_unique", "demandes", ["departement", "numero_unique"], unique=True)
    op.create_index("uq_demandes_reference", "demandes", ["departement", "reference"], unique=True)
    op.create_table(
        "departements",
        sa.Column("code", sa.String(length=3), nullable=False),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("region", sa.String(length=3), nullable=False),
        sa.ForeignKeyConstraint(["region"], ["regions.code"], name=op.f("departements_region_fkey")),
        sa.PrimaryKeyConstraint("code", name=op.f("departements_pkey")),
    )
    op.create_table(
        "organismes_territoires",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("organisme_id", sa.Uuid(), nullable=False),
        sa.Column("communes", postgresql.ARRAY(sa.String(length=5)), nullable=True),
        sa.Column("code_guichet", sa.String(length=5), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisme_id"], ["organismes.id"], name=op.f("organismes_territoires_organisme_id_fkey")
        ),
        sa.PrimaryKeyConstraint("departement", "organisme_id", name=op.f("organismes_territoires_pkey")),
    )
    op.create_index(
        op.f("ix_organismes_territoires_organisme_id"), "organismes_territoires", ["organisme_id"], unique=False
    )
    op.create_index("uq_code_guichet", "organismes_territoires", ["departement", "code_guichet"], unique=True)
    op.create_table(
        "outbox_deliveries",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("reaction", sa.String(length=80), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_token", sa.Uuid(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["outbox_events.id"], name=op.f("outbox_deliveries_event_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("outbox_deliveries_pkey")),
    )
    op.create_index(
        "ix_outbox_deliveries_due",
        "outbox_deliveries",
        ["not_before"],
        unique=False,
        postgresql_where=sa.text("done_at is null"),
    )
    op.create_index(op.f("ix_outbox_deliveries_event_id"), "outbox_deliveries", ["event_id"], unique=False)
    op.create_table(
        "seances",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisme_id", sa.Uuid(), nullable=False),
        sa.Column("tenue_le", sa.Date(), nullable=False),
        sa.Column("heure", sa.String(length=5), nullable=True),
        sa.Column("lieu", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("etat", sa.Text(), nullable=False),
        sa.Column("creee_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cloturee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cloturee_par", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organisme_id"], ["organismes.id"], name=op.f("seances_organisme_id_fkey")),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("seances_pkey")),
    )
    op.create_index("ix_seances_liste", "seances", ["departement", "tenue_le", "id"], unique=False)
    op.create_index("ix_seances_organisme", "seances", ["departement", "organisme_id", "tenue_le", "id"], unique=False)
    op.create_table(
        "abonnements_webhook",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("organisme_id", sa.Uuid(), nullable=False),
        sa.Column("client_nom", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("hote", sa.Text(), nullable=False),
        sa.Column("evenements", postgresql.ARRAY(sa.String(length=40)), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("arrete_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("motif_arret", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["departement", "client_id"],
            ["clients_tiers.departement", "clients_tiers.id"],
            name=op.f("abonnements_webhook_departement_client_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["organisme_id"], ["organismes.id"], name=op.f("abonnements_webhook_organisme_id_fkey")
        ),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("abonnements_webhook_pkey")),
    )
    op.create_index(
        "ix_abonnements_webhook_actifs",
        "abonnements_webhook",
        ["departement", "organisme_id"],
        unique=False,
        postgresql_where=sa.text("arrete_le is null"),
    )
    op.create_index("ix_abonnements_webhook_client", "abonnements_webhook", ["departement", "client_id"], unique=False)
    op.create_table(
        "cotations",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("demande_id", sa.Uuid(), nullable=False),
        sa.Column("grille_id", sa.Uuid(), nullable=False),
        sa.Column("epci", sa.String(length=9), nullable=False),
        sa.Column("population", sa.Text(), nullable=False),
        sa.Column("version_grille", sa.SmallInteger(), nullable=False),
        sa.Column("date_calcul", sa.Date(), nullable=False),
        sa.Column("statut", sa.Text(), nullable=False),
        sa.Column("hors_cotation", sa.Text(), nullable=True),
        sa.Column("total_declare", sa.SmallInteger(), nullable=True),
        sa.Column("total_verifie", sa.SmallInteger(), nullable=True),
        sa.Column("blocs_declares", postgresql.ARRAY(sa.SmallInteger()), nullable=False),
        sa.Column("blocs_verifies", postgresql.ARRAY(sa.SmallInteger()), nullable=False),
        sa.Column("details_declares", postgresql.ARRAY(sa.SmallInteger()), nullable=False),
        sa.Column("details_verifies", postgresql.ARRAY(sa.SmallInteger()), nullable=False),
        sa.Column("prochaine_bascule", sa.Date(), nullable=True),
        sa.Column("empreinte", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["departement", "demande_id"],
            ["demandes.departement", "demandes.id"],
            name=op.f("cotations_departement_demande_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["departement", "grille_id"],
            ["grilles.departement", "grilles.id"],
            name=op.f("cotations_departement_grille_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("departement", "demande_id", "grille_id", name=op.f("cotations_pkey")),
        info={"rls": "demande"},
    )
    op.create_index(
        "ix_cotations_bascule", "cotations", ["departement", "prochaine_bascule", "demande_id"], unique=False
    )
    op.create_table(
        "epcis",
        sa.Column("siren", sa.String(length=9), nullable=False),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.CheckConstraint("type in ('CC', 'CA', 'CU', 'METRO', 'MET69')", name=op.f("epcis_type_check")),
        sa.ForeignKeyConstraint(["departement"], ["departements.code"], name=op.f("epcis_departement_fkey")),
        sa.PrimaryKeyConstraint("siren", name=op.f("epcis_pkey")),
    )
    op.create_table(
        "evenements_de_vie",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("demande_id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("le", sa.Date(), nullable=False),
        sa.Column("adapte", sa.Boolean(), nullable=True),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("note_le", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["departement", "demande_id"],
            ["demandes.departement", "demandes.id"],
            name=op.f("evenements_de_vie_departement_demande_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("evenements_de_vie_pkey")),
        info={"rls": "demande"},
    )
    op.create_index("ix_evenements_de_vie_demande", "evenements_de_vie", ["departement", "demande_id"], unique=False)
    op.create_table(
        "habilitations",
        sa.Column("compte_id", sa.Uuid(), nullable=False),
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("profil", sa.String(length=40), nullable=False),
        sa.Column("agence_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["compte_id"], ["comptes.id"], name=op.f("habilitations_compte_id_fkey")),
        sa.ForeignKeyConstraint(
            ["departement", "agence_id"],
            ["agences.departement", "agences.id"],
            name=op.f("habilitations_departement_agence_id_fkey"),
        ),
        sa.ForeignKeyConstraint(["profil"], ["profils.code"], name=op.f("habilitations_profil_fkey")),
        sa.PrimaryKeyConstraint("compte_id", "departement", name=op.f("habilitations_pkey")),
    )
    op.create_table(
        "nirs",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("demande_id", sa.Uuid(), nullable=False),
        sa.Column("personne_id", sa.Uuid(), nullable=False),
        sa.Column("chiffre", sa.LargeBinary(), nullable=False),
        sa.Column("index_aveugle", sa.LargeBinary(), nullable=False),
        sa.Column("depose_le", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["departement", "demande_id"],
            ["demandes.departement", "demandes.id"],
            name=op.f("nirs_departement_demande_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("departement", "demande_id", "personne_id", name=op.f("nirs_pkey")),
        info={"rls": "demande"},
    )
    op.create_index("ix_nirs_index_aveugle", "nirs", ["departement", "index_aveugle"], unique=False)
    op.create_table(
        "pieces",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("demande_id", sa.Uuid(), nullable=False),
        sa.Column("personne_id", sa.Uuid(), nullable=True),
        sa.Column("type", sa.String(length=12), nullable=False),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("format", sa.String(length=20), nullable=False),
        sa.Column("taille", sa.Integer(), nullable=False),
        sa.Column("empreinte", sa.LargeBinary(), nullable=False),
        sa.Column("objet", sa.Text(), nullable=False),
        sa.Column("origine", sa.Text(), nullable=False),
        sa.Column("etat", sa.Text(), nullable=False),
        sa.Column("motif_refus", sa.Text(), nullable=True),
        sa.Column("deposee_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("controlee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expire_le", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["departement", "demande_id"],
            ["demandes.departement", "demandes.id"],
            name=op.f("pieces_departement_demande_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("pieces_pkey")),
        info={"rls": "demande"},
    )
    op.create_index("ix_pieces_demande", "pieces", ["departement", "demande_id"], unique=False)
    op.create_table(
        "qpv",
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("communes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("fictif", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["departement"], ["departements.code"], name=op.f("qpv_departement_fkey")),
        sa.PrimaryKeyConstraint("code", name=op.f("qpv_pkey")),
    )
    op.create_index(op.f("ix_qpv_departement"), "qpv", ["departement"], unique=False)
    op.create_table(
        "communes",
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("nom_recherche", sa.Text(), nullable=False),
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("epci", sa.String(length=9), nullable=True),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("codes_postaux", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("zone_abc", sa.Text(), nullable=True),
        sa.Column("zone_apl", sa.SmallInteger(), nullable=True),
        sa.Column("zone_plafonds", sa.Text(), nullable=True),
        sa.Column("en_vigueur", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.CheckConstraint("zone_abc in ('Abis', 'A', 'B1', 'B2', 'C')", name=op.f("communes_zone_abc_check")),
        sa.CheckConstraint("zone_plafonds in ('paris', 'idf', 'autres')", name=op.f("communes_zone_plafonds_check")),
        sa.CheckConstraint("zone_apl between 1 and 3", name=op.f("communes_zone_apl_check")),
        sa.ForeignKeyConstraint(["departement"], ["departements.code"], name=op.f("communes_departement_fkey")),
        sa.ForeignKeyConstraint(["epci"], ["epcis.siren"], name=op.f("communes_epci_fkey")),
        sa.PrimaryKeyConstraint("code", name=op.f("communes_pkey")),
    )
    op.create_index("ix_communes_codes_postaux", "communes", ["codes_postaux"], unique=False, postgresql_using="gin")
    op.create_index(
        "ix_communes_departement_nom_recherche",
        "communes",
        ["departement", "nom_recherche"],
        unique=False,
        postgresql_ops={"nom_recherche": "text_pattern_ops"},
    )
    op.create_index(op.f("ix_communes_epci"), "communes", ["epci"], unique=False)
    op.create_index(
        "ix_communes_nom_recherche",
        "communes",
        ["nom_recherche"],
        unique=False,
        postgresql_ops={"nom_recherche": "text_pattern_ops"},
    )
    op.create_table(
        "envois_webhook",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("abonnement_id", sa.Uuid(), nullable=False),
        sa.Column("avis_id", sa.BigInteger(), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("corps", sa.Text(), nullable=False),
        sa.Column("etat", sa.Text(), nullable=False),
        sa.Column("tentatives", sa.SmallInteger(), nullable=False),
        sa.Column("prochain_essai_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dernier_statut", sa.SmallInteger(), nullable=True),
        sa.Column("cause", sa.Text(), nullable=True),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recu_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["departement", "abonnement_id"],
            ["abonnements_webhook.departement", "abonnements_webhook.id"],
            name=op.f("envois_webhook_departement_abonnement_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["departement", "avis_id"],
            ["avis.departement", "avis.id"],
            name=op.f("envois_webhook_departement_avis_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("envois_webhook_pkey")),
    )
    op.create_index(
        "ix_envois_webhook_abonnement", "envois_webhook", ["departement", "abonnement_id", "cree_le"], unique=False
    )
    op.create_index("ix_envois_webhook_avis", "envois_webhook", ["departement", "avis_id"], unique=False)
    op.create_table(
        "residences",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisme_id", sa.Uuid(), nullable=False),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("adresse", sa.Text(), nullable=False),
        sa.Column("code_postal", sa.String(length=5), nullable=False),
        sa.Column("commune", sa.String(length=5), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("annee_construction", sa.SmallInteger(), nullable=True),
        sa.Column("qpv", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["commune"], ["communes.code"], name=op.f("residences_commune_fkey")),
        sa.ForeignKeyConstraint(["organisme_id"], ["organismes.id"], name=op.f("residences_organisme_id_fkey")),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("residences_pkey")),
    )
    op.create_index("ix_residences_organisme", "residences", ["departement", "organisme_id", "nom"], unique=False)
    op.create_table(
        "biens",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisme_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("reference_externe", sa.String(length=80), nullable=True),
        sa.Column("residence_id", sa.Uuid(), nullable=True),
        sa.Column("mise_en_location_id", sa.Uuid(), nullable=False),
        sa.Column("adresse", sa.Text(), nullable=False),
        sa.Column("code_postal", sa.String(length=5), nullable=False),
        sa.Column("commune", sa.String(length=5), nullable=False),
        sa.Column("categorie", sa.Text(), nullable=False),
        sa.Column("typologie", sa.Text(), nullable=False),
        sa.Column("surface", sa.SmallInteger(), nullable=False),
        sa.Column("financement", sa.Text(), nullable=False),
        sa.Column("complement", sa.Text(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("etage", sa.SmallInteger(), nullable=True),
        sa.Column("ascenseur", sa.Boolean(), nullable=False),
        sa.Column("parking", sa.Boolean(), nullable=False),
        sa.Column("balcon", sa.Boolean(), nullable=False),
        sa.Column("jardin", sa.Boolean(), nullable=False),
        sa.Column("adapte_handicap", sa.Boolean(), nullable=False),
        sa.Column("annee_construction", sa.SmallInteger(), nullable=True),
        sa.Column("qpv", sa.Boolean(), nullable=False),
        sa.Column("dpe", sa.Text(), nullable=True),
        sa.Column("ges", sa.Text(), nullable=True),
        sa.Column("chauffage", sa.Text(), nullable=True),
        sa.Column("rpls", sa.String(length=10), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "recherche",
            sa.Text(),
            sa.Computed(
                "translate(lower(reference || ' ' || adresse), 'àâäçéèêëîïôöùûü''-', 'aaaceeeeiioouuu  ')",
                persisted=True,
            ),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(["commune"], ["communes.code"], name=op.f("biens_commune_fkey")),
        sa.ForeignKeyConstraint(
            ["departement", "residence_id"],
            ["residences.departement", "residences.id"],
            name=op.f("biens_departement_residence_id_fkey"),
        ),
        sa.ForeignKeyConstraint(["organisme_id"], ["organismes.id"], name=op.f("biens_organisme_id_fkey")),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("biens_pkey")),
    )
    op.create_index("ix_biens_commune", "biens", ["departement", "commune", "typologie"], unique=False)
    op.create_index(
        "ix_biens_recherche",
        "biens",
        ["recherche"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"recherche": "gin_trgm_ops"},
    )
    op.create_index("ix_biens_residence", "biens", ["departement", "residence_id"], unique=False)
    op.create_index("uq_biens_reference", "biens", ["departement", "organisme_id", "reference"], unique=True)
    op.create_index(
        "uq_biens_reference_externe", "biens", ["departement", "organisme_id", "reference_externe"], unique=True
    )
    op.create_table(
        "biens_examines",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("seance_id", sa.Uuid(), nullable=False),
        sa.Column("bien_id", sa.Uuid(), nullable=False),
        sa.Column("mise_en_location_id", sa.Uuid(), nullable=False),
        sa.Column("bien_libelle", sa.Text(), nullable=False),
        sa.Column("ordre", sa.SmallInteger(), nullable=False),
        sa.Column("justification", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["departement", "bien_id"],
            ["biens.departement", "biens.id"],
            name=op.f("biens_examines_departement_bien_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["departement", "seance_id"],
            ["seances.departement", "seances.id"],
            name=op.f("biens_examines_departement_seance_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("departement", "seance_id", "bien_id", name=op.f("biens_examines_pkey")),
    )
    op.create_table(
        "mises_en_location",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bien_id", sa.Uuid(), nullable=False),
        sa.Column("etat", sa.Text(), nullable=False),
        sa.Column("disponible_le", sa.Date(), nullable=False),
        sa.Column("loyer", sa.Numeric(precision=8, scale=2), nullable=False),
        sa.Column("charges", sa.Numeric(precision=8, scale=2), nullable=False),
        sa.Column("annexes", sa.Numeric(precision=8, scale=2), nullable=False),
        sa.Column("depot_garantie", sa.Numeric(precision=8, scale=2), nullable=True),
        sa.Column("reservataire_id", sa.Uuid(), nullable=True),
        sa.Column("type_reservataire", sa.Text(), nullable=False),
        sa.Column("charge_de_clientele", sa.Uuid(), nullable=True),
        sa.Column("convention_id", sa.Uuid(), nullable=True),
        sa.Column("propositions", sa.Integer(), server_default="0", nullable=False),
        sa.Column("ouverte_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("libere_le", sa.Date(), nullable=True),
        sa.Column("attribue_le", sa.Date(), nullable=True),
        sa.Column("loue_le", sa.Date(), nullable=True),
        sa.Column("retire_le", sa.Date(), nullable=True),
        sa.Column("motif_retrait", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["charge_de_clientele"], ["comptes.id"], name=op.f("mises_en_location_charge_de_clientele_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["departement", "bien_id"],
            ["biens.departement", "biens.id"],
            name=op.f("mises_en_location_departement_bien_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["reservataire_id"], ["organismes.id"], name=op.f("mises_en_location_reservataire_id_fkey")
        ),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("mises_en_location_pkey")),
    )
    op.create_index("ix_mises_en_location_bien", "mises_en_location", ["departement", "bien_id"], unique=False)
    op.create_index(
        "ix_mises_en_location_charge", "mises_en_location", ["departement", "charge_de_clientele", "etat"], unique=False
    )
    op.create_index(
        "ix_mises_en_location_etat",
        "mises_en_location",
        ["departement", "etat", "disponible_le", "bien_id"],
        unique=False,
    )
    op.create_index(
        "ix_mises_en_location_reservataire",
        "mises_en_location",
        ["departement", "reservataire_id", "ouverte_le"],
        unique=False,
        postgresql_where=sa.text("reservataire_id is not null"),
    )
    op.create_index(
        "uq_mises_en_location_ouverte",
        "mises_en_location",
        ["departement", "bien_id"],
        unique=True,
        postgresql_where=sa.text("etat not in ('LOUE', 'RETIRE')"),
    )
    op.create_table(
        "annonces",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bien_id", sa.Uuid(), nullable=False),
        sa.Column("mise_en_location_id", sa.Uuid(), nullable=False),
        sa.Column("organisme_id", sa.Uuid(), nullable=False),
        sa.Column("titre", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("du", sa.DateTime(timezone=True), nullable=False),
        sa.Column("au", sa.DateTime(timezone=True), nullable=False),
        sa.Column("contact_nom", sa.Text(), nullable=True),
        sa.Column("contact_email", sa.Text(), nullable=True),
        sa.Column("contact_telephone", sa.String(length=20), nullable=True),
        sa.Column("creee_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifiee_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retiree_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("motif_retrait", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["departement", "bien_id"],
            ["biens.departement", "biens.id"],
            name=op.f("annonces_departement_bien_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["departement", "mise_en_location_id"],
            ["mises_en_location.departement", "mises_en_location.id"],
            name=op.f("annonces_departement_mise_en_location_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organisme_id"], ["organismes.id"], name=op.f("annonces_organisme_id_fkey")),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("annonces_pkey")),
    )
    op.create_index("ix_annonces_bien", "annonces", ["departement", "bien_id"], unique=False)
    op.create_index("ix_annonces_modification", "annonces", ["departement", "modifiee_le", "id"], unique=False)
    op.create_index(
        "ix_annonces_organisme",
        "annonces",
        ["departement", "organisme_id", sa.literal_column("du desc"), "id"],
        unique=False,
    )
    op.create_index(
        "uq_annonces_mise_en_location",
        "annonces",
        ["departement", "mise_en_location_id"],
        unique=True,
        postgresql_where=sa.text("retiree_le is null"),
    )
    op.create_table(
        "imputations",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("convention_id", sa.Uuid(), nullable=False),
        sa.Column("nature", sa.Text(), nullable=False),
        sa.Column("bien_id", sa.Uuid(), nullable=False),
        sa.Column("mise_en_location_id", sa.Uuid(), nullable=False),
        sa.Column("le", sa.Date(), nullable=False),
        sa.Column("annulee_le", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["departement", "bien_id"],
            ["biens.departement", "biens.id"],
            name=op.f("imputations_departement_bien_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["departement", "convention_id"],
            ["conventions_flux.departement", "conventions_flux.id"],
            name=op.f("imputations_departement_convention_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["departement", "mise_en_location_id"],
            ["mises_en_location.departement", "mises_en_location.id"],
            name=op.f("imputations_departement_mise_en_location_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("imputations_pkey")),
    )
    op.create_index("ix_imputations_convention", "imputations", ["departement", "convention_id", "le"], unique=False)
    op.create_index(
        "ix_imputations_vacance", "imputations", ["departement", "mise_en_location_id", "nature"], unique=False
    )
    op.create_index(
        "uq_imputations",
        "imputations",
        ["departement", "convention_id", "nature", "mise_en_location_id"],
        unique=True,
        postgresql_where=sa.text("annulee_le is null"),
    )
    op.create_table(
        "propositions",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bien_id", sa.Uuid(), nullable=False),
        sa.Column("mise_en_location_id", sa.Uuid(), nullable=False),
        sa.Column("demande_id", sa.Uuid(), nullable=False),
        sa.Column("organisme_id", sa.Uuid(), nullable=False),
        sa.Column("numero_unique", sa.String(length=20), nullable=False),
        sa.Column("bien_libelle", sa.Text(), nullable=False),
        sa.Column("etat", sa.Text(), nullable=False),
        sa.Column("creee_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("creee_par", sa.Text(), nullable=False),
        sa.Column("seance_id", sa.Uuid(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("rang", sa.SmallInteger(), nullable=True),
        sa.Column("motif_decision", sa.Text(), nullable=True),
        sa.Column("commentaire_decision", sa.Text(), nullable=True),
        sa.Column("condition", sa.Text(), nullable=True),
        sa.Column("notifiee_le", sa.Date(), nullable=True),
        sa.Column("repondre_avant_le", sa.Date(), nullable=True),
        sa.Column("repondue_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("motif_refus", sa.Text(), nullable=True),
        sa.Column("commentaire_refus", sa.Text(), nullable=True),
        sa.Column("motif_fin", sa.Text(), nullable=True),
        sa.Column("bail_signe_le", sa.Date(), nullable=True),
        sa.Column("entree_le", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["departement", "bien_id"],
            ["biens.departement", "biens.id"],
            name=op.f("propositions_departement_bien_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["departement", "demande_id"],
            ["demandes.departement", "demandes.id"],
            name=op.f("propositions_departement_demande_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["departement", "mise_en_location_id"],
            ["mises_en_location.departement", "mises_en_location.id"],
            name=op.f("propositions_departement_mise_en_location_id_fkey"),
        ),
        sa.ForeignKeyConstraint(["organisme_id"], ["organismes.id"], name=op.f("propositions_organisme_id_fkey")),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("propositions_pkey")),
        info={"rls": "demande"},
    )
    op.create_index(
        "ix_propositions_acceptees",
        "propositions",
        ["departement", "demande_id"],
        unique=False,
        postgresql_where=sa.text("etat in ('ACC')"),
    )
    op.create_index("ix_propositions_bien", "propositions", ["departement", "bien_id", "creee_le"], unique=False)
    op.create_index("ix_propositions_demande", "propositions", ["departement", "demande_id", "creee_le"], unique=False)
    op.create_index("ix_propositions_liste", "propositions", ["departement", "creee_le", "id"], unique=False)
    op.create_index(
        "ix_propositions_organisme", "propositions", ["departement", "organisme_id", "etat", "creee_le"], unique=False
    )
    op.create_index(
        "ix_propositions_reponse",
        "propositions",
        ["departement", "repondre_avant_le"],
        unique=False,
        postgresql_where=sa.text("etat in ('NOT')"),
    )
    op.create_index(
        "ix_propositions_retenues",
        "propositions",
        ["departement", "organisme_id", "demande_id"],
        unique=False,
        postgresql_where=sa.text("etat in ('INS', 'NOT', 'ACC')"),
    )
    op.create_index(
        "ix_propositions_vacance", "propositions", ["departement", "mise_en_location_id", "etat"], unique=False
    )
    op.create_index(
        "uq_propositions_bien_attribue",
        "propositions",
        ["departement", "mise_en_location_id"],
        unique=True,
        postgresql_where=sa.text("etat in ('ACC', 'BAI')"),
    )
    op.create_index(
        "uq_propositions_demande_logee",
        "propositions",
        ["departement", "demande_id"],
        unique=True,
        postgresql_where=sa.text("etat in ('ACC', 'BAI')"),
    )
    op.create_index(
        "uq_propositions_demande_retenue",
        "propositions",
        ["departement", "demande_id", "organisme_id"],
        unique=True,
        postgresql_where=sa.text("etat in ('INS', 'NOT', 'ACC')"),
    )
    op.create_index(
        "uq_propositions_positionnee",
        "propositions",
        ["departement", "mise_en_location_id", "demande_id"],
        unique=True,
        postgresql_where=sa.text("etat in ('PEC', 'INS', 'DEC', 'NOT', 'ACC')"),
    )
    op.create_table(
        "annonces_publiques",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("commune", sa.String(length=5), nullable=False),
        sa.Column("typologie", sa.String(length=3), nullable=False),
        sa.Column("mensualite", sa.Numeric(precision=8, scale=2), nullable=False),
        sa.Column("publiee_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fin_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("etag", sa.String(length=20), nullable=False),
        sa.Column("resume", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["departement", "id"],
            ["annonces.departement", "annonces.id"],
            name=op.f("annonces_publiques_departement_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("annonces_publiques_pkey")),
    )
    op.create_index(
        "ix_annonces_publiques_commune",
        "annonces_publiques",
        ["departement", "commune", "mensualite", "id"],
        unique=False,
        postgresql_include=["publiee_le", "fin_le", "typologie"],
    )
    op.create_index(
        "ix_annonces_publiques_loyer",
        "annonces_publiques",
        ["departement", "mensualite", "id"],
        unique=False,
        postgresql_include=["publiee_le", "fin_le", "commune", "typologie"],
    )
    op.create_index(
        "ix_annonces_publiques_recentes",
        "annonces_publiques",
        ["departement", sa.literal_column("publiee_le desc"), sa.literal_column("id desc")],
        unique=False,
        postgresql_include=["fin_le", "mensualite", "commune", "typologie"],
    )
    op.create_table(
        "contacts",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("annonce_id", sa.Uuid(), nullable=False),
        sa.Column("bien_id", sa.Uuid(), nullable=False),
        sa.Column("demande_id", sa.Uuid(), nullable=True),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("prenom", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("telephone", sa.String(length=20), nullable=True),
        sa.Column("numero_unique", sa.String(length=18), nullable=True),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("recu_le", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["departement", "annonce_id"],
            ["annonces.departement", "annonces.id"],
            name=op.f("contacts_departement_annonce_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("contacts_pkey")),
        info={"rls": "departement"},
    )
    op.create_index(
        "ix_contacts_annonce",
        "contacts",
        ["departement", "annonce_id", sa.literal_column("recu_le desc")],
        unique=False,
    )
    op.create_index("ix_contacts_demande", "contacts", ["departement", "demande_id"], unique=False)
    op.create_table(
        "passages",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("proposition_id", sa.Uuid(), nullable=False),
        sa.Column("seance_id", sa.Uuid(), nullable=False),
        sa.Column("bien_id", sa.Uuid(), nullable=False),
        sa.Column("demande_id", sa.Uuid(), nullable=False),
        sa.Column("inscrit_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("inscrit_par", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("rang", sa.SmallInteger(), nullable=True),
        sa.Column("motif", sa.Text(), nullable=True),
        sa.Column("commentaire", sa.Text(), nullable=True),
        sa.Column("condition", sa.Text(), nullable=True),
        sa.Column("decide_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decide_par", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["departement", "bien_id"],
            ["biens.departement", "biens.id"],
            name=op.f("passages_departement_bien_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["departement", "proposition_id"],
            ["propositions.departement", "propositions.id"],
            name=op.f("passages_departement_proposition_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["departement", "seance_id"],
            ["seances.departement", "seances.id"],
            name=op.f("passages_departement_seance_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("departement", "proposition_id", name=op.f("passages_pkey")),
        info={"rls": "departement"},
    )
    op.create_index("ix_passages_demande", "passages", ["departement", "demande_id"], unique=False)
    op.create_index("ix_passages_seance", "passages", ["departement", "seance_id", "bien_id"], unique=False)
    op.create_index(
        "uq_passages_rang",
        "passages",
        ["departement", "seance_id", "bien_id", "rang"],
        unique=True,
        postgresql_where=sa.text("rang is not null"),
    )

    for statement in AFTER:
        op.execute(statement)


def downgrade() -> None:
    for statement in DROP_FIRST:
        op.execute(statement)
    op.drop_index("uq_passages_rang", table_name="passages", postgresql_where=sa.text("rang is not null"))
    op.drop_index("ix_passages_seance", table_name="passages")
    op.drop_index("ix_passages_demande", table_name="passages")
    op.drop_table("passages")
    op.drop_index("ix_contacts_demande", table_name="contacts")
    op.drop_index("ix_contacts_annonce", table_name="contacts")
    op.drop_table("contacts")
    op.drop_index(
        "ix_annonces_publiques_recentes",
        table_name="annonces_publiques",
        postgresql_include=["fin_le", "mensualite", "commune", "typologie"],
    )
    op.drop_index(
        "ix_annonces_publiques_loyer",
        table_name="annonces_publiques",
        postgresql_include=["publiee_le", "fin_le", "commune", "typologie"],
    )
    op.drop_index(
        "ix_annonces_publiques_commune",
        table_name="annonces_publiques",
        postgresql_include=["publiee_le", "fin_le", "typologie"],
    )
    op.drop_table("annonces_publiques")
    op.drop_index(
        "uq_propositions_positionnee",
        table_name="propositions",
        postgresql_where=sa.text("etat in ('PEC', 'INS', 'DEC', 'NOT', 'ACC')"),
    )
    op.drop_index(
        "uq_propositions_demande_retenue",
        table_name="propositions",
        postgresql_where=sa.text("etat in ('INS', 'NOT', 'ACC')"),
    )
    op.drop_index(
        "uq_propositions_demande_logee", table_name="propositions", postgresql_where=sa.text("etat in ('ACC', 'BAI')")
    )
    op.drop_index(
        "uq_propositions_bien_attribue", table_name="propositions", postgresql_where=sa.text("etat in ('ACC', 'BAI')")
    )
    op.drop_index("ix_propositions_vacance", table_name="propositions")
    op.drop_index(
        "ix_propositions_retenues", table_name="propositions", postgresql_where=sa.text("etat in ('INS', 'NOT', 'ACC')")
    )
    op.drop_index("ix_propositions_reponse", table_name="propositions", postgresql_where=sa.text("etat in ('NOT')"))
    op.drop_index("ix_propositions_organisme", table_name="propositions")
    op.drop_index("ix_propositions_liste", table_name="propositions")
    op.drop_index("ix_propositions_demande", table_name="propositions")
    op.drop_index("ix_propositions_bien", table_name="propositions")
    op.drop_index("ix_propositions_acceptees", table_name="propositions", postgresql_where=sa.text("etat in ('ACC')"))
    op.drop_table("propositions")
    op.drop_index("uq_imputations", table_name="imputations", postgresql_where=sa.text("annulee_le is null"))
    op.drop_index("ix_imputations_vacance", table_name="imputations")
    op.drop_index("ix_imputations_convention", table_name="imputations")
    op.drop_table("imputations")
    op.drop_index("uq_annonces_mise_en_location", table_name="annonces", postgresql_where=sa.text("retiree_le is null"))
    op.drop_index("ix_annonces_organisme", table_name="annonces")
    op.drop_index("ix_annonces_modification", table_name="annonces")
    op.drop_index("ix_annonces_bien", table_name="annonces")
    op.drop_table("annonces")
    op.drop_index(
        "uq_mises_en_location_ouverte",
        table_name="mises_en_location",
        postgresql_where=sa.text("etat not in ('LOUE', 'RETIRE')"),
    )
    op.drop_index(
        "ix_mises_en_location_reservataire",
        table_name="mises_en_location",
        postgresql_where=sa.text("reservataire_id is not null"),
    )
    op.drop_index("ix_mises_en_location_etat", table_name="mises_en_location")
    op.drop_index("ix_mises_en_location_charge", table_name="mises_en_location")
    op.drop_index("ix_mises_en_location_bien", table_name="mises_en_location")
    op.drop_table("mises_en_location")
    op.drop_table("biens_examines")
    op.drop_index("uq_biens_reference_externe", table_name="biens")
    op.drop_index("uq_biens_reference", table_name="biens")
    op.drop_index("ix_biens_residence", table_name="biens")
    op.drop_index(
        "ix_biens_recherche", table_name="biens", postgresql_using="gin", postgresql_ops={"recherche": "gin_trgm_ops"}
    )
    op.drop_index("ix_biens_commune", table_name="biens")
    op.drop_table("biens")
    op.drop_index("ix_residences_organisme", table_name="residences")
    op.drop_table("residences")
    op.drop_index("ix_envois_webhook_avis", table_name="envois_webhook")
    op.drop_index("ix_envois_webhook_abonnement", table_name="envois_webhook")
    op.drop_table("envois_webhook")
    op.drop_index(
        "ix_communes_nom_recherche", table_name="communes", postgresql_ops={"nom_recherche": "text_pattern_ops"}
    )
    op.drop_index(op.f("ix_communes_epci"), table_name="communes")
    op.drop_index(
        "ix_communes_departement_nom_recherche",
        table_name="communes",
        postgresql_ops={"nom_recherche": "text_pattern_ops"},
    )
    op.drop_index("ix_communes_codes_postaux", table_name="communes", postgresql_using="gin")
    op.drop_table("communes")
    op.drop_index(op.f("ix_qpv_departement"), table_name="qpv")
    op.drop_table("qpv")
    op.drop_index("ix_pieces_demande", table_name="pieces")
    op.drop_table("pieces")
    op.drop_index("ix_nirs_index_aveugle", table_name="nirs")
    op.drop_table("nirs")
    op.drop_table("habilitations")
    op.drop_index("ix_evenements_de_vie_demande", table_name="evenements_de_vie")
    op.drop_table("evenements_de_vie")
    op.drop_table("epcis")
    op.drop_index("ix_cotations_bascule", table_name="cotations")
    op.drop_table("cotations")
    op.drop_index("ix_abonnements_webhook_client", table_name="abonnements_webhook")
    op.drop_index(
        "ix_abonnements_webhook_actifs", table_name="abonnements_webhook", postgresql_where=sa.text("arrete_le is null")
    )
    op.drop_table("abonnements_webhook")
    op.drop_index("ix_seances_organisme", table_name="seances")
    op.drop_index("ix_seances_liste", table_name="seances")
    op.drop_table("seances")
    op.drop_index(op.f("ix_outbox_deliveries_event_id"), table_name="outbox_deliveries")
    op.drop_index(
        "ix_outbox_deliveries_due", table_name="outbox_deliveries", postgresql_where=sa.text("done_at is null")
    )
    op.drop_table("outbox_deliveries")
    op.drop_index("uq_code_guichet", table_name="organismes_territoires")
    op.drop_index(op.f("ix_organismes_territoires_organisme_id"), table_name="organismes_territoires")
    op.drop_table("organismes_territoires")
    op.drop_table("departements")
    op.drop_index("uq_demandes_reference", table_name="demandes")
    op.drop_index("uq_demandes_numero_unique", table_name="demandes")
    op.drop_table("demandes")
    op.drop_index("uq_conventions_flux", table_name="conventions_flux", postgresql_where=sa.text("resiliee_le is null"))
    op.drop_index("ix_conventions_flux_reservataire", table_name="conventions_flux")
    op.drop_index("ix_conventions_flux_bailleur", table_name="conventions_flux")
    op.drop_table("conventions_flux")
    op.drop_index(op.f("ix_comptes_organisme_id"), table_name="comptes")
    op.drop_table("comptes")
    op.drop_index("ix_clients_tiers_organisme", table_name="clients_tiers")
    op.drop_table("clients_tiers")
    op.drop_index("ix_agences_organisme", table_name="agences")
    op.drop_table("agences")
    op.drop_index(op.f("ix_tentatives_le"), table_name="tentatives")
    op.drop_table("tentatives")
    op.drop_index("ix_souhaits_demande", table_name="souhaits")
    op.drop_index(
        "ix_souhaits_classement",
        table_name="souhaits",
        postgresql_include=["rfr", "categorie", "nb_personnes", "loyer_max", "drapeaux", "rang", "expire_le"],
    )
    op.drop_table("souhaits")
    op.drop_index(op.f("ix_sessions_compte_id"), table_name="sessions")
    op.drop_table("sessions")
    op.drop_table("reglages")
    op.drop_table("regions")
    op.drop_index("ix_mots_recherche_mot", table_name="mots_recherche")
    op.drop_table("mots_recherche")
    op.drop_index("ix_recherche_demandes_tri", table_name="recherche_demandes")
    op.drop_index("ix_recherche_demandes_soumission", table_name="recherche_demandes")
    op.drop_index("ix_recherche_demandes_numero", table_name="recherche_demandes")
    op.drop_index("ix_recherche_demandes_depot", table_name="recherche_demandes")
    op.drop_index("ix_recherche_demandes_cles", table_name="recherche_demandes", postgresql_using="gin")
    op.drop_table("recherche_demandes")
    op.drop_table("profils")
    op.drop_table("photos")
    op.drop_table("outbox_events")
    op.drop_table("organismes")
    op.drop_table("numeros_uniques")
    op.drop_index("ix_messages_demande", table_name="messages")
    op.drop_table("messages")
    op.drop_table("journees")
    op.drop_index(op.f("ix_jetons_compte_id"), table_name="jetons")
    op.drop_table("jetons")
    op.drop_index(op.f("ix_idempotence_cree_le"), table_name="idempotence")
    op.drop_table("idempotence")
    op.drop_index("ix_historique_objet", table_name="historique")
    op.drop_table("historique")
    op.drop_index("uq_grilles_version", table_name="grilles")
    op.drop_index("ix_grilles_statut", table_name="grilles")
    op.drop_table("grilles")
    op.drop_index("ix_consultations_demande", table_name="consultations")
    op.drop_index("ix_consultations_compte", table_name="consultations")
    op.drop_table("consultations")
    op.drop_table("compteurs")
    op.drop_index("uq_comptes_demandeurs_identifiant", table_name="comptes_demandeurs")
    op.drop_index("ix_comptes_demandeurs_demande", table_name="comptes_demandeurs")
    op.drop_table("comptes_demandeurs")
    op.drop_table("codes_de_connexion")
    op.drop_index("ix_avis_organisme", table_name="avis")
    op.drop_table("avis")
    op.drop_table("actualites")
    for statement in DROP_LAST:
        op.execute(statement)
