"""Qui n'est pas service enregistreur ne lit plus les demandes : son profil devient « statistiques ».

Revision ID: profil_statistiques
Revises: copies_numeriques
"""

from collections.abc import Sequence

from alembic import op

revision: str = "profil_statistiques"
down_revision: str | Sequence[str] | None = "copies_numeriques"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

HORS_ENREGISTREMENT = """
    update habilitations h set profil = '{vers}'
    from comptes c join organismes o on o.id = c.organisme_id
    where c.id = h.compte_id and h.profil = '{de}' and o.type in ('ADIL', 'ASSOCIATION')
"""


def upgrade() -> None:
    # the list itself is loaded after the migrations; this row must exist before a habilitation names it
    op.execute(
        "insert into profils (code, libelle, droits, types_organisme, ordre) values ('statistiques', 'Statistiques',"
        " '{cotation:lire,annonces:lire,statistiques:lire}', '{ADIL,ASSOCIATION}', 90) on conflict (code) do nothing"
    )
    op.execute(HORS_ENREGISTREMENT.format(de="consultation", vers="statistiques"))


def downgrade() -> None:
    op.execute(HORS_ENREGISTREMENT.format(de="statistiques", vers="consultation"))
    op.execute(
        "delete from profils where code = 'statistiques'"
        " and not exists (select from habilitations where profil = 'statistiques')"
    )
