"""À égalité de points, l'ordre est celui que dit la grille : le nombre qui départage est gardé à côté des points.

Revision ID: departage
Revises: relogements_anru
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "departage"
down_revision: str | Sequence[str] | None = "relogements_anru"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

HERE = "departement = current_setting('app.departement', true)"
RECHERCHE, SOUHAITS = "recherche_demandes_visibles", "souhaits_visibles"
AVEC = {"departage": "p.points, p.departage", "deposee_le": "p.points"}
CLASSEMENT: list[str | sa.TextClause] = ["departement", "commune", "typologie", sa.text("points desc")]
LISTE: list[str | sa.TextClause] = ["departement", "etat", sa.text("points desc nulls last")]
A_COTE = ["rfr", "categorie", "nb_personnes", "loyer_max", "drapeaux", "rang", "expire_le"]
JOUR = "(q.deposee_le - date '1970-01-01')"
NUMERO = "coalesce(cast(substr(q.numero_unique, 4, 10) as bigint), 0)"


def _cle(departage: str) -> str:
    return f"""case {departage}
        when '["date_depot_initial"]' then {JOUR} * cast(10000000000 as bigint)
        when '["numero_unique"]' then {NUMERO}
        when '["numero_unique", "date_depot_initial"]' then {JOUR} + {NUMERO} * 1000000
        else {JOUR} * cast(10000000000 as bigint) + {NUMERO} end"""


_DE_L_EPCI = """(select g.contenu ->> 'departage'
    from cotations c join grilles g on g.departement = c.departement and g.id = c.grille_id
    where c.departement = s.departement and c.demande_id = s.demande_id and c.total_verifie is not null
        and c.epci = coalesce((select k.epci from communes k where k.code = s.commune), s.commune))"""
_DU_PREMIER_CHOIX = """(select g.contenu ->> 'departage'
    from unnest(q.communes) with ordinality u(commune, rang) join communes k on k.code = u.commune
    join cotations c on c.departement = q.departement and c.demande_id = q.demande_id and c.epci = k.epci
        and c.total_verifie is not null
    join grilles g on g.departement = c.departement and g.id = c.grille_id
    order by u.rang limit 1)"""


def upgrade() -> None:
    op.execute(f"-- squawk-ignore ban-drop-view\ndrop view {SOUHAITS}")
    op.execute(f"-- squawk-ignore ban-drop-view\ndrop view {RECHERCHE}")
    op.add_column("souhaits", sa.Column("departage", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("points_de_liste", sa.Column("departage", sa.BigInteger(), nullable=True))
    op.add_column("candidats_cotes", sa.Column("departage", sa.BigInteger(), nullable=True))
    _remplir("souhaits", _DE_L_EPCI)
    _remplir("points_de_liste", _DU_PREMIER_CHOIX)
    # the night writes the others again; until then they follow the usual order
    op.execute(
        f"update candidats_cotes s set departage = {_cle('null')} from propositions p "  # noqa: S608
        "join demandes q on q.departement = p.departement and q.id = p.demande_id "
        "where p.departement = s.departement and p.id = s.proposition_id"
    )
    # its index leaves with the column
    for table in ("souhaits", "points_de_liste"):
        op.execute(f"-- squawk-ignore ban-drop-column\nalter table {table} drop column deposee_le")
    _montrer("departage")
    _classer("departage", "ix_souhaits_rang", "ix_points_de_liste_rang")


def downgrade() -> None:
    op.execute(f"drop view {SOUHAITS}")
    op.execute(f"drop view {RECHERCHE}")
    op.add_column("souhaits", sa.Column("deposee_le", sa.Date(), nullable=True))
    op.add_column("points_de_liste", sa.Column("deposee_le", sa.Date(), nullable=True))
    for table in ("souhaits", "points_de_liste"):
        op.execute(
            f"update {table} s set deposee_le = q.deposee_le from recherche_demandes q "  # noqa: S608
            "where q.departement = s.departement and q.demande_id = s.demande_id"
        )
        op.drop_column(table, "departage")
    op.alter_column("souhaits", "deposee_le", nullable=False)
    op.drop_column("candidats_cotes", "departage")
    _montrer("deposee_le")
    _classer("deposee_le", "ix_souhaits_classement", "ix_points_de_liste_points")


def _remplir(table: str, departage: str) -> None:
    op.execute(
        f"update {table} s set departage = {_cle(departage)} from recherche_demandes q "  # noqa: S608
        "where q.departement = s.departement and q.demande_id = s.demande_id and q.deposee_le is not null"
    )


def _montrer(colonne: str) -> None:
    op.execute(f"create view {SOUHAITS} as select * from souhaits where {HERE}")  # noqa: S608
    op.execute(
        f"create view {RECHERCHE} as select r.*, {AVEC[colonne]} from recherche_demandes r "  # noqa: S608
        "left join points_de_liste p on p.departement = r.departement and p.demande_id = r.demande_id "
        f"where r.{HERE}"
    )
    for vue in (SOUHAITS, RECHERCHE):
        op.execute(f"grant select on {vue} to fdls_app")


def _classer(colonne: str, souhaits: str, liste: str) -> None:
    """Nobody waits while the indexes are built."""
    with op.get_context().autocommit_block():
        op.create_index(
            souhaits,
            "souhaits",
            [*CLASSEMENT, colonne, "demande_id"],
            postgresql_include=A_COTE,
            postgresql_concurrently=True,
            if_not_exists=True,
        )
        op.create_index(
            liste,
            "points_de_liste",
            [*LISTE, colonne, "demande_id"],
            postgresql_concurrently=True,
            if_not_exists=True,
        )
