"""Who passed before a commission, with the points of that day: made again each night for the statistics."""

from datetime import date

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    String,
    Table,
    Uuid,
    text,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.db.cotation.departage import cle
from adapters.db.cotation.seuils import seuils_du_premier_quartile
from adapters.db.propositions.tables import propositions
from adapters.db.types import PERSONAL, departement_column, metadata
from domain.demandes.codes import StatutLogement

candidats_cotes = Table(
    "candidats_cotes",
    metadata,
    departement_column(),
    Column("proposition_id", Uuid, primary_key=True),
    Column("epci", String(9), nullable=False),
    Column("seance_id", Uuid, nullable=False),
    Column("bien_id", Uuid, nullable=False),
    Column("bailleur_id", Uuid, nullable=False),
    Column("reservataire_id", Uuid),
    Column("typologie", String(3), nullable=False),
    Column("qpv", Boolean, nullable=False),
    Column("decide_le", Date, nullable=False),
    Column("attribue", Boolean, nullable=False),
    Column("premier", Boolean, nullable=False),
    Column("mutation", Boolean, nullable=False),
    Column("points", SmallInteger),
    Column("departage", BigInteger),
    Column("deposee_le", Date),
    Column("rang", SmallInteger),
    Column("motif", String(10)),
    Column("quartile", String(10)),
    Column("groupe", String(10)),
    Column("commune", String(5)),
    Column("famille", String(10)),
    Column("qpv_actuel", Boolean),
    ForeignKeyConstraint(
        ["departement", "proposition_id"], [propositions.c.departement, propositions.c.id], ondelete="CASCADE"
    ),
    Index("ix_candidats_cotes_periode", "departement", "epci", "decide_le"),
    info=PERSONAL,
)
"""Who passed before a commission, with the points of that day as the historique kept them.

`famille` and `qpv_actuel` are read the first night after the decision, then kept: the file changes, and closes.
"""

BLOCS = """
blocs as (
  select b.grille_id, b.rang, b.famille
  from jsonb_to_recordset(cast(:blocs as jsonb)) b(grille_id uuid, rang int, famille text)
)
"""
"""The family of each block of each grid."""
_DITES = text("""
create temp table dites on commit drop as
select proposition_id, decide_le, famille, qpv_actuel from candidats_cotes
where departement = :d and (famille is not null or qpv_actuel is not null)
""")
"""What the nights before have read, that the file may no longer say."""
_CANDIDATS = text(
    """
with q as (
  select s.* from jsonb_to_recordset(cast(:seuils as jsonb)) s(epci text, du date, au date, seuil int)
), {blocs}, tenus as (
  select departement, demande_id, grille_id, date_calcul, null::date as jusqu_au, total_verifie, blocs_verifies
  from cotations where departement = :d
  union all
  select departement, demande_id, grille_id, date_calcul, jusqu_au, total_verifie,
    coalesce(blocs_verifies, blocs_declares)
  from cotations_passees where departement = :d
)
insert into candidats_cotes (departement, proposition_id, epci, seance_id, bien_id, bailleur_id, reservataire_id,
  typologie, qpv, decide_le, attribue, premier, mutation, points, departage, deposee_le, rang, motif, quartile, groupe,
  commune, famille, qpv_actuel)
select p.departement, p.proposition_id, m.epci, p.seance_id, p.bien_id, b.organisme_id, l.reservataire_id,
  b.typologie, b.qpv, s.tenue_le, p.decision like 'AT%', p.decision like 'AT%' and coalesce(p.rang, 1) = 1,
  coalesce(d.formulaire #>> '{logement_actuel,statut}' = :hlm, false), dit.points, {cle}, d.deposee_le, p.rang, p.motif,
  case when r.ressources_mensuelles is null or r.uc_dixiemes = 0 or q.seuil is null then 'inconnu'
    when 120.0 * r.ressources_mensuelles / r.uc_dixiemes <= q.seuil then '1' else '2-4' end,
  case when d.dalo then 'dalo' when exists (
      select 1 from labellisations e
      where e.departement = p.departement and e.demande_id = p.demande_id and e.code like 'L441_1%'
        and e.pose_le <= p.decide_le and (e.retire_le is null or e.retire_le >= p.decide_le)
    ) then 'l441_1' else 'autre' end,
  b.commune, coalesce(x.famille, tenue.famille), coalesce(x.qpv_actuel, actuel.qpv_actuel)
from passages p
join seances s on s.departement = p.departement and s.id = p.seance_id
join demandes d on d.departement = p.departement and d.id = p.demande_id
join propositions o on o.departement = p.departement and o.id = p.proposition_id
left join dites x on x.proposition_id = p.proposition_id and x.decide_le = s.tenue_le
join biens b on b.departement = p.departement and b.id = p.bien_id
join mises_en_location l on l.departement = o.departement and l.id = o.mise_en_location_id
join communes m on m.code = b.commune
left join q on q.epci = m.epci and q.du <= p.decide_le and (q.au is null or q.au >= p.decide_le)
left join recherche_demandes r on r.departement = p.departement and r.demande_id = p.demande_id
left join lateral (
  select (h.details #>> '{apres,points_verifies}')::int as points, h.details ->> 'grille_id' as grille_id
  from historique h
  where h.departement = p.departement and h.objet = 'demande' and h.objet_id = p.demande_id
    and h.type = 'DemandeCotee' and h.details ->> 'epci' = m.epci and h.le <= p.decide_le
  order by h.id desc limit 1
) dit on true
left join grilles cotee on cotee.departement = p.departement and cotee.id = cast(dit.grille_id as uuid)
left join lateral (
  select case when sum(t.blocs_verifies[k.rang]) filter (where k.famille = 'nationale') > 0 then 'nationale'
    when sum(t.blocs_verifies[k.rang]) filter (where k.famille = 'locale') > 0 then 'locale'
    when sum(t.blocs_verifies[k.rang]) filter (where k.famille = 'historique') > 0 then 'historique'
    else 'aucune' end as famille
  from tenus t
  join grilles g on g.departement = t.departement and g.id = t.grille_id and g.epci = m.epci
  join blocs k on k.grille_id = t.grille_id
  where t.departement = p.departement and t.demande_id = p.demande_id and t.total_verifie = dit.points
    and t.date_calcul <= s.tenue_le and (t.jusqu_au is null or t.jusqu_au >= s.tenue_le)
  group by t.grille_id, t.date_calcul order by t.date_calcul desc limit 1
) tenue on true
left join lateral (
  select f.qpv_actuel from faits_de_cotation f
  where f.departement = p.departement and f.demande_id = p.demande_id
  order by f.epci = m.epci desc limit 1
) actuel on true
where p.departement = :d and p.decision is not null and p.decide_le is not null and m.epci is not null
  and s.tenue_le > cast(:jour as date) - interval '36 months'
""".replace("{blocs}", BLOCS).replace("{cle}", cle("cotee.contenu ->> 'departage'", "d"))
)


async def classer_les_candidats(connection: AsyncConnection, departement: str, jour: date, blocs: str) -> None:
    await connection.execute(text("drop table if exists pg_temp.dites"))
    await connection.execute(_DITES, {"d": departement})
    await connection.execute(text("delete from candidats_cotes where departement = :d"), {"d": departement})
    given = {"hlm": StatutLogement.HLM.value, "seuils": seuils_du_premier_quartile(), "blocs": blocs}
    await connection.execute(_CANDIDATS, {"d": departement, "jour": jour} | given)
