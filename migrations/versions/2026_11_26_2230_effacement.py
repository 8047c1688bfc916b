"""Un an après sa radiation, il ne reste d'une demande que ce qui se compte.

Revision ID: effacement
Revises: vie_des_grilles
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision: str = "effacement"
down_revision: str | Sequence[str] | None = "vie_des_grilles"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

OF_DEPARTEMENT = "departement = current_setting('app.departement', true)"

ERASE = """
create function effacer_les_textes_des_demandes(d text, demandes uuid[]) returns integer
language sql security definer set search_path = public, pg_temp as $$
    with siennes as (
        select p.id, p.bien_id, p.seance_id, p.demande_id::text as demande, nullif(p.numero_unique, '') as numero
        from propositions p where p.departement = d and p.demande_id = any(demandes)
    ), lignes as (
        select h.id from historique h
        where h.departement = d and h.objet = 'demande' and h.objet_id = any(demandes)
        union
        select h.id from siennes s
        join historique h on h.departement = d and h.objet = 'proposition' and h.objet_id = s.id
        union
        select h.id from siennes s
        join historique h on h.departement = d and h.objet = 'bien' and h.objet_id = s.bien_id
            and (h.details ->> 'demande_id' = s.demande or h.details::text like '%' || s.numero || '%'
                or h.description like '%' || s.numero || '%')
        union
        select h.id from siennes s
        join historique h on h.departement = d and h.objet = 'commission' and h.objet_id = s.seance_id
            and h.details ->> 'demande_id' = s.demande
    ), effacees as (
        update historique r
        set condense = case when r.sel is null then r.condense else sha256(convert_to(
                jsonb_build_array(r.sel, r.description, r.phrase_publique, r.details)::text, 'UTF8')) end,
            sel = null, description = '', phrase_publique = null, details = '{}'
        from lignes l
        where r.departement = d and r.departement = current_setting('app.departement', true) and r.id = l.id
        returning 1
    )
    select count(*)::integer from effacees
$$
"""
"""As `effacer_les_textes`, for a whole batch, and wherever its demandes are spoken of."""


def upgrade() -> None:
    op.create_table(
        "demandes_effacees",
        sa.Column("departement", sa.String(3), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("effacee_le", sa.Date(), nullable=False),
        sa.Column("etat", sa.Text(), nullable=False),
        sa.Column("motif_radiation", sa.Text(), nullable=True),
        sa.Column("deposee_en", sa.Date(), nullable=True),
        sa.Column("radiee_en", sa.Date(), nullable=True),
        sa.Column("nature", sa.Text(), nullable=False),
        sa.Column("dalo", sa.Boolean(), nullable=False),
        sa.Column("categorie", sa.SmallInteger(), nullable=True),
        sa.Column("typologies", ARRAY(sa.String(3)), nullable=True),
        sa.PrimaryKeyConstraint("departement", "id"),
    )
    op.execute("grant select, insert on demandes_effacees to fdls_app")
    op.execute("alter table demandes_effacees enable row level security")
    op.execute(
        f"create policy du_departement on demandes_effacees to fdls_app using ({OF_DEPARTEMENT})"
        f" with check ({OF_DEPARTEMENT})"
    )
    op.execute(ERASE)
    op.execute("revoke all on function effacer_les_textes_des_demandes(text, uuid[]) from public")
    op.execute("grant execute on function effacer_les_textes_des_demandes(text, uuid[]) to fdls_app")


def downgrade() -> None:
    op.execute("drop function effacer_les_textes_des_demandes(text, uuid[])")
    op.drop_table("demandes_effacees")
