"""Les besoins déclarés d'un foyer se lisent dans l'index des candidats : un drapeau chacun, à côté des autres.

Revision ID: besoins_des_candidats
Revises: secteurs_de_comparaison
"""

from collections.abc import Sequence

from alembic import op

revision: str = "besoins_des_candidats"
down_revision: str | Sequence[str] | None = "secteurs_de_comparaison"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

HANDICAP, ACCOMPAGNEMENT, FSL, CAUTION = 1024, 2048, 4096, 8192
LES_AUTRES = HANDICAP - 1


def _si(dit: str, drapeau: int) -> str:
    return f"case when {dit} then {drapeau} else 0 end"


BESOINS = " + ".join(
    (
        _si("r.handicap or r.adapte_handicap", HANDICAP),
        _si("jsonb_typeof(d.formulaire -> 'accompagnement') = 'object'", ACCOMPAGNEMENT),
        _si("jsonb_typeof(d.formulaire #> '{logement_recherche,dossier_fsl}') = 'object'", FSL),
        _si("d.formulaire #> '{logement_recherche,caution}' = 'true'", CAUTION),
    )
)


REMPLIR = (
    f"update souhaits s set drapeaux = (s.drapeaux & {LES_AUTRES}) + b.besoins "  # noqa: S608
    f"from (select d.departement, d.id, {BESOINS} as besoins from demandes d "
    "join recherche_demandes r on r.departement = d.departement and r.demande_id = d.id) b "
    "where b.departement = s.departement and b.id = s.demande_id and b.besoins > 0"
)


def upgrade() -> None:
    op.execute(REMPLIR)


def downgrade() -> None:
    op.execute(f"update souhaits set drapeaux = drapeaux & {LES_AUTRES} where drapeaux > {LES_AUTRES}")  # noqa: S608
