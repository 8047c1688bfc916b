"""Chercher une demande : naissances, nature, situation familiale ; recherches par numéro tracées.

Les dates de naissance et les téléphones deviennent des mots de la recherche à la prochaine écriture de chaque
demande : `python -m api.cli rebuild-projections` les donne tout de suite aux demandes déjà là.

Revision ID: recherche_de_demandes
Revises: verrous_et_logos
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "recherche_de_demandes"
down_revision: str | Sequence[str] | None = "verrous_et_logos"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NOUVELLES = ("codemandeur_ne_le", "nature", "situation_familiale", "protegee")
OF_DEPARTEMENT = "departement = current_setting('app.departement', true)"
VIEW = f"view recherche_demandes_visibles as select * from recherche_demandes where {OF_DEPARTEMENT}"  # noqa: S608
FILL = """
update recherche_demandes r
set nature = d.nature,
  situation_familiale = d.formulaire #>> '{demandeur,situation_familiale}',
  codemandeur_ne_le = (d.formulaire #>> '{codemandeurs,0,ne_le}')::date,
  protegee = coalesce(d.formulaire #> '{motifs,codes}' ? '06', false)
from demandes d
where d.departement = r.departement and d.id = r.demande_id
"""


def upgrade() -> None:
    op.add_column("recherche_demandes", sa.Column("codemandeur_ne_le", sa.Date(), nullable=True))
    op.add_column(
        "recherche_demandes",
        sa.Column("nature", sa.String(length=10), server_default="STANDARD", nullable=False),
    )
    op.add_column("recherche_demandes", sa.Column("situation_familiale", sa.String(length=1), nullable=True))
    op.add_column("recherche_demandes", sa.Column("protegee", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute(FILL)
    # a view keeps the columns it was born with
    op.execute(f"create or replace {VIEW}")
    op.create_table(
        "recherches_tracees",
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("compte_id", sa.Uuid(), nullable=True),
        sa.Column("auteur", sa.Text(), nullable=False),
        sa.Column("organisme_id", sa.Uuid(), nullable=True),
        sa.Column("organisme", sa.Text(), nullable=True),
        sa.Column("par", sa.String(length=12), nullable=False),
        sa.Column("condense", sa.LargeBinary(), nullable=False),
        sa.Column("trouvees", sa.SmallInteger(), nullable=False),
        sa.Column("ailleurs", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("departement", "id", name=op.f("recherches_tracees_pkey")),
    )
    op.create_index("ix_recherches_tracees_compte", "recherches_tracees", ["departement", "compte_id", "le"])
    op.execute("alter table recherches_tracees enable row level security")
    op.execute(
        f"create policy du_departement on recherches_tracees to fdls_app using ({OF_DEPARTEMENT}) "
        f"with check ({OF_DEPARTEMENT})"
    )
    op.execute("grant select, insert on recherches_tracees to fdls_app")


def downgrade() -> None:
    op.drop_table("recherches_tracees")
    op.execute("drop view recherche_demandes_visibles")
    for column in NOUVELLES:
        op.drop_column("recherche_demandes", column)
    op.execute(f"create {VIEW}")
    op.execute("grant select on recherche_demandes_visibles to fdls_app")
