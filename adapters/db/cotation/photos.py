"""The night's figures of the scores, without a name: what the statistics read, never the living files."""

from datetime import date

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.propositions.tables import propositions
from adapters.db.types import PERSONAL, departement_column, metadata
from domain.cotation.simulation.rules import parametre

TOUTES = ""
"""Of a filter that is not set: every size, every organisme."""

photos_de_points = Table(
    "photos_de_points",
    metadata,
    departement_column(),
    Column("epci", String(9), primary_key=True),
    Column("prise_le", Date, primary_key=True),
    Column("grille_id", Uuid, primary_key=True),
    Column("dimension", String(20), primary_key=True),
    Column("valeur", String(20), primary_key=True),
    Column("typologie", String(3), primary_key=True),
    Column("organisme", Text, primary_key=True),
    Column("mesure", String(10), primary_key=True),
    Column("tranche", SmallInteger, primary_key=True),
    Column("nombre", Integer, nullable=False),
)
photos_de_criteres = Table(
    "photos_de_criteres",
    metadata,
    departement_column(),
    Column("epci", String(9), primary_key=True),
    Column("prise_le", Date, primary_key=True),
    Column("grille_id", Uuid, primary_key=True),
    Column("genre", String(10), primary_key=True),
    Column("rang", SmallInteger, primary_key=True),
    Column("demandes", Integer, nullable=False),
    Column("points", BigInteger, nullable=False),
)
"""`genre`: « cotees » (one row, rang 0), « bloc » or « critere », in the order of the grid."""

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
    Column("deposee_le", Date),
    ForeignKeyConstraint(
        ["departement", "proposition_id"], [propositions.c.departement, propositions.c.id], ondelete="CASCADE"
    ),
    Index("ix_candidats_cotes_periode", "departement", "epci", "decide_le"),
    info=PERSONAL,
)
"""Who passed before a commission, with the points of that day as the historique kept them."""

_DIMENSIONS = """
  ('ensemble', ''),
  ('population', case when f.est_mutation then 'mutation' else 'primo' end),
  ('qpv', case f.qpv_actuel when true then 'oui' when false then 'non' else 'inconnu' end),
  ('quartile', case when x.revenu_uc is null then 'inconnu' when x.revenu_uc <= q.seuil then '1' else '2-4' end),
  ('groupe', case when f.dalo then 'dalo'
    when exists (select 1 from unnest(f.label) l where l like 'L441_1%') then 'l441_1' else 'autre' end),
  ('statut_logement', coalesce(f.statut_logement, 'inconnu')),
  ('personnes', case when f.nb_personnes is null then 'inconnu' when f.nb_personnes <= 2 then f.nb_personnes::text
    when f.nb_personnes <= 4 then '3-4' else '5+' end),
  ('age', case when f.age_demandeur_depuis is null then 'inconnu'
    when f.age_demandeur_depuis > cast(:jour as date) - interval '30 years' then '-30'
    when f.age_demandeur_depuis > cast(:jour as date) - interval '45 years' then '30-44'
    when f.age_demandeur_depuis > cast(:jour as date) - interval '60 years' then '45-59' else '60+' end)
"""
_POINTS = text(f"""
with x as (
  select c.departement, c.demande_id, c.epci, c.grille_id, c.total_verifie, c.total_declare,
    r.organisme_id, r.typologies, 10.0 * r.rfr / nullif(r.uc_dixiemes, 0) as revenu_uc
  from cotations c
  join recherche_demandes_visibles r on r.departement = c.departement and r.demande_id = c.demande_id
  where c.departement = :d and c.total_verifie is not null
), q as (
  select epci, percentile_cont(0.25) within group (order by revenu_uc) as seuil from x group by epci
)
insert into photos_de_points
  (departement, epci, prise_le, grille_id, dimension, valeur, typologie, organisme, mesure, tranche, nombre)
select cast(:d as varchar), x.epci, cast(:jour as date), x.grille_id, v.dimension, v.valeur, t.typologie,
  o.organisme, m.mesure,
  floor(m.points::numeric / cast(:largeur as int)), count(*)
from x
join q on q.epci = x.epci
join faits_de_cotation f on f.departement = x.departement and f.epci = x.epci and f.demande_id = x.demande_id
cross join lateral (values {_DIMENSIONS}) v(dimension, valeur)
cross join lateral (select '' union all select unnest(x.typologies)) t(typologie)
cross join lateral (select '' union all select x.organisme_id::text where x.organisme_id is not null) o(organisme)
cross join lateral (values ('verifies', x.total_verifie), ('declares', x.total_declare)) m(mesure, points)
where m.mesure = 'verifies' or (v.dimension = 'ensemble' and o.organisme = '')
group by x.epci, x.grille_id, v.dimension, v.valeur, t.typologie, o.organisme, m.mesure, 10
""")  # noqa: S608 -- no value of anybody: the dimensions are those above
_CRITERES = text("""
insert into photos_de_criteres (departement, epci, prise_le, grille_id, genre, rang, demandes, points)
select cast(:d as varchar), c.epci, cast(:jour as date), c.grille_id, 'cotees', 0, count(*), sum(c.total_verifie)
from cotations c where c.departement = :d and c.total_verifie is not null group by c.epci, c.grille_id
union all
select cast(:d as varchar), c.epci, cast(:jour as date), c.grille_id, g.genre, p.rang - 1,
  count(*) filter (where p.points <> 0), sum(p.points)
from cotations c
cross join lateral (values ('bloc', c.blocs_verifies), ('critere', c.details_verifies)) g(genre, valeurs)
cross join lateral unnest(g.valeurs) with ordinality p(points, rang)
where c.departement = :d and c.total_verifie is not null
group by c.epci, c.grille_id, g.genre, p.rang
""")
_CANDIDATS = text("""
insert into candidats_cotes (departement, proposition_id, epci, seance_id, bien_id, bailleur_id, reservataire_id,
  typologie, qpv, decide_le, attribue, premier, mutation, points, deposee_le)
select p.departement, p.proposition_id, m.epci, p.seance_id, p.bien_id, b.organisme_id, l.reservataire_id,
  b.typologie, b.qpv, s.tenue_le, p.decision like 'AT%', p.decision like 'AT%' and coalesce(p.rang, 1) = 1,
  coalesce(d.formulaire #>> '{logement_actuel,statut}' = :hlm, false), dit.points, d.deposee_le
from passages p
join seances s on s.departement = p.departement and s.id = p.seance_id
join demandes d on d.departement = p.departement and d.id = p.demande_id
join propositions o on o.departement = p.departement and o.id = p.proposition_id
join biens b on b.departement = p.departement and b.id = p.bien_id
join mises_en_location l on l.departement = o.departement and l.id = o.mise_en_location_id
join communes m on m.code = b.commune
left join lateral (
  select (h.details #>> '{apres,points_verifies}')::int as points
  from historique h
  where h.departement = p.departement and h.objet = 'demande' and h.objet_id = p.demande_id
    and h.type = 'DemandeCotee' and h.details ->> 'epci' = m.epci and h.le <= p.decide_le
  order by h.id desc limit 1
) dit on true
where p.departement = :d and p.decision is not null and p.decide_le is not null and m.epci is not null
  and s.tenue_le > cast(:jour as date) - interval '36 months'
""")


class SqlPhotosDeCotation:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def prendre(self, departement: str, jour: date) -> None:
        largeur = parametre("tranche", jour, departement).entier()
        values = {"d": departement, "jour": jour}
        for table in ("photos_de_points", "photos_de_criteres"):
            # what the same night had begun, and the nights between two first days of a month
            await self._session.execute(
                text(
                    f"delete from {table} where departement = :d"  # noqa: S608
                    " and (prise_le = :jour or (prise_le < :jour and extract(day from prise_le) <> 1))"
                ),
                values,
            )
        await self._session.execute(text("delete from candidats_cotes where departement = :d"), {"d": departement})
        await self._session.execute(_POINTS, values | {"largeur": largeur})
        await self._session.execute(_CRITERES, values)
        await self._session.execute(_CANDIDATS, values | {"hlm": _HLM})


_HLM = "HLM"
