"""The night's figures of the scores, without a name: what the statistics read, never the living files."""

import json
from datetime import date

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    Uuid,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from adapters.db.cotation.candidats import BLOCS, classer_les_candidats
from adapters.db.cotation.tables import grilles
from adapters.db.types import departement_column, metadata
from domain.cotation.grille import ParEvenement
from domain.cotation.simulation.rules import parametre
from domain.cotation.vocabulary import StatutGrille

G = grilles.c
LUES = (StatutGrille.PUBLIEE, StatutGrille.ARCHIVEE)
COMMUNE = "commune"
"""Beside the dimensions of a household: one that wishes three communes counts in each of them."""
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
    Column("population", String(10), primary_key=True, server_default=""),
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
    Column("typologie", String(10), primary_key=True, server_default=""),
    Column("organisme", Text, primary_key=True, server_default=""),
    Column("population", String(10), primary_key=True, server_default=""),
    Column("demandes", Integer, nullable=False),
    Column("points", BigInteger, nullable=False),
)
"""`genre`: « cotees » (one row, rang 0), « bloc » or « critere », in the order of the grid; of a criterion that takes
points for events, « compte », « franchi » (the first ones, that the grid leaves without effect), « eteint » and
« ecarte »: the demandes, and the number of events; « conteste »,
« admise » and « rejetee »: the demandes, and the number of contestations."""

CLASSES = {
    "qpv": "case f.qpv_actuel when true then 'oui' when false then 'non' else 'inconnu' end",
    "statut_logement": "coalesce(f.statut_logement, 'inconnu')",
    "motif": "coalesce(f.motif_principal, 'inconnu')",
    "plafond": """case when f.pourcentage_plafond_plus is null then 'inconnu'
    when f.pourcentage_plafond_plus <= 400 then '-40' when f.pourcentage_plafond_plus <= 600 then '40-60'
    when f.pourcentage_plafond_plus <= 1000 then '60-100' else '100+' end""",
    "personnes": """case when f.nb_personnes is null then 'inconnu' when f.nb_personnes <= 2 then f.nb_personnes::text
    when f.nb_personnes <= 4 then '3-4' else '5+' end""",
    "composition": """case when f.nb_personnes is null then 'inconnu' when f.nb_personnes = 1 then 'seul'
    when f.parent_isole then 'parent_isole' when f.nb_enfants > 0 then 'famille' else 'sans_enfant' end""",
    "age": """case when f.age_demandeur_depuis is null then 'inconnu'
    when f.age_demandeur_depuis > cast(:jour as date) - interval '30 years' then '-30'
    when f.age_demandeur_depuis > cast(:jour as date) - interval '45 years' then '30-44'
    when f.age_demandeur_depuis > cast(:jour as date) - interval '60 years' then '45-59' else '60+' end""",
    "groupe": """case when f.dalo then 'dalo'
    when exists (select 1 from unnest(f.label) l where l like 'L441_1%') then 'l441_1' else 'autre' end""",
}
"""The classes of a household, from its row `f` of the facts: one demande, one class of each."""
_DIMENSIONS = """
  ('ensemble', ''),
  ('population', x.population),
  ('famille', case when x.national > 0 then 'nationale' when x.local > 0 then 'locale' when x.historique > 0
    then 'historique' else 'aucune' end),
  ('quartile', case when f.rfr_uc_quartile is null then 'inconnu' when f.rfr_uc_quartile = 1 then '1'
    else '2-4' end),
""" + ",\n".join(f"  ('{nom}', {classe})" for nom, classe in CLASSES.items())
_VUES = """
cross join lateral (
  select t.typologie, p.population, '' as organisme
  from (select '' as typologie union all select unnest(v.typologies)) t
  cross join (values (''), (v.population)) p(population)
  union all
  select t.typologie, p.population, v.organisme
  from (select '' as typologie union all select unnest(v.typologies)) t
  cross join (values (''), (v.population)) p(population)
  where v.organisme <> '' and (v.simple or (t.typologie = '' and p.population = ''))
) vue
"""
"""Each filter alone and with the others; of one organisme, all of them only where `simple` says so."""
_LUES = """
lues as (
  select c.departement, c.demande_id, c.epci, c.grille_id, c.total_verifie, c.total_declare, c.blocs_verifies,
    c.details_verifies, coalesce(r.organisme_id::text, '') as organisme, r.typologies, r.communes
  from cotations c
  join recherche_demandes_visibles r on r.departement = c.departement and r.demande_id = c.demande_id
  where c.departement = :d and c.total_verifie is not null
)
"""
_POINTS = text(f"""
with {_LUES}, {BLOCS}, rangs as (
  select grille_id, array_agg(rang) filter (where famille = 'nationale') as nationale,
    array_agg(rang) filter (where famille = 'locale') as locale,
    array_agg(rang) filter (where famille = 'historique') as historique
  from blocs group by grille_id
), v as (
  select l.epci, l.grille_id, x.population, l.organisme, l.typologies, d.dimension, d.valeur, m.mesure,
    floor(m.points::numeric / cast(:largeur as int)) as tranche, count(*) as nombre, d.dimension = 'ensemble' as simple
  from lues l
  join faits_de_cotation f on f.departement = l.departement and f.epci = l.epci and f.demande_id = l.demande_id
  left join rangs g on g.grille_id = l.grille_id
  cross join lateral (
    select case when f.est_mutation then 'mutation' else 'primo' end as population,
      (select sum(l.blocs_verifies[i]) from unnest(g.nationale) i) as national,
      (select sum(l.blocs_verifies[i]) from unnest(g.locale) i) as local,
      (select sum(l.blocs_verifies[i]) from unnest(g.historique) i) as historique
  ) x
  cross join lateral (values {_DIMENSIONS}) d(dimension, valeur)
  cross join lateral (values ('verifies', l.total_verifie), ('declares', l.total_declare)) m(mesure, points)
  group by l.epci, l.grille_id, x.population, l.organisme, l.typologies, d.dimension, d.valeur, m.mesure, 9
  union all
  select l.epci, l.grille_id, case when f.est_mutation then 'mutation' else 'primo' end, '', l.typologies,
    '{COMMUNE}', k.code, 'verifies', floor(l.total_verifie::numeric / cast(:largeur as int)), count(*), true
  from lues l
  join faits_de_cotation f on f.departement = l.departement and f.epci = l.epci and f.demande_id = l.demande_id
  cross join lateral unnest(l.communes) u(code)
  join communes k on k.code = u.code and k.epci = l.epci
  group by l.epci, l.grille_id, 3, l.typologies, k.code, 9
)
insert into photos_de_points (departement, epci, prise_le, grille_id, dimension, valeur, typologie, organisme,
  population, mesure, tranche, nombre)
select cast(:d as varchar), v.epci, cast(:jour as date), v.grille_id, v.dimension, v.valeur, vue.typologie,
  vue.organisme, vue.population, v.mesure, v.tranche, sum(v.nombre)
from v {_VUES}
where v.mesure = 'verifies' or v.simple or vue.organisme = ''
group by v.epci, v.grille_id, v.dimension, v.valeur, vue.typologie, vue.organisme, vue.population, v.mesure, v.tranche
""")  # noqa: S608 -- no value of anybody: the dimensions are those above
_CRITERES = text(f"""
with {_LUES}, decotes as (
  select k.* from jsonb_to_recordset(cast(:decotes as jsonb))
    k(grille_id uuid, rang int, types text[], fenetre int, adapte boolean, franchise int)
), cotees as (
  select l.*, case when f.est_mutation then 'mutation' else 'primo' end as population,
    f.evenements_type, f.evenements_le, f.evenements_adapte
  from lues l
  join faits_de_cotation f on f.departement = l.departement and f.epci = l.epci and f.demande_id = l.demande_id
), v as (
  select epci, grille_id, population, organisme, typologies, 'cotees' as genre, 0 as rang, count(*) as demandes,
    sum(total_verifie) as points, false as simple
  from cotees group by epci, grille_id, population, organisme, typologies
  union all
  select c.epci, c.grille_id, c.population, c.organisme, c.typologies, g.genre, p.rang - 1,
    count(*) filter (where p.points <> 0), sum(p.points), false
  from cotees c
  cross join lateral (values ('bloc', c.blocs_verifies), ('critere', c.details_verifies)) g(genre, valeurs)
  cross join lateral unnest(g.valeurs) with ordinality p(points, rang)
  group by c.epci, c.grille_id, c.population, c.organisme, c.typologies, g.genre, p.rang
  union all
  select epci, grille_id, population, organisme, typologies, sorte, rang, count(distinct demande_id), count(*), false
  from (
    select e.*, case when genre = 'compte' and row_number() over (
      partition by epci, grille_id, demande_id, rang, genre order by le
    ) <= franchise then 'franchi' else genre end as sorte
    from (
    select c.*, k.rang, k.franchise, e.le, case when k.adapte and e.adapte is not true then 'ecarte'
      when e.le + make_interval(months => k.fenetre) <= cast(:jour as date) then 'eteint' else 'compte' end as genre
    from cotees c
    join decotes k on k.grille_id = c.grille_id
    cross join lateral unnest(c.evenements_type, c.evenements_le, c.evenements_adapte) e(type, le, adapte)
    where e.type = any(k.types)
    ) e
  ) e
  group by epci, grille_id, population, organisme, typologies, sorte, rang
  union all
  select c.epci, c.grille_id, c.population, c.organisme, c.typologies, g.genre, k.rang, count(distinct c.demande_id),
    count(*), false
  from contestations x
  join cotees c on c.departement = x.departement and c.demande_id = x.demande_id
  join decotes k on k.grille_id = c.grille_id and x.type = any(k.types)
  cross join lateral unnest(array['conteste', x.issue]) g(genre)
  where x.departement = :d and g.genre is not null
  group by c.epci, c.grille_id, c.population, c.organisme, c.typologies, g.genre, k.rang
)
insert into photos_de_criteres (departement, epci, prise_le, grille_id, genre, rang, typologie, organisme, population,
  demandes, points)
select cast(:d as varchar), v.epci, cast(:jour as date), v.grille_id, v.genre, v.rang, vue.typologie, vue.organisme,
  vue.population, sum(v.demandes), sum(v.points)
from v {_VUES}
group by v.epci, v.grille_id, v.genre, v.rang, vue.typologie, vue.organisme, vue.population
""")  # noqa: S608 -- the same


class SqlPhotosDesPoints:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def prendre(self, departement: str, jour: date) -> None:
        await photographier_les_points(await self._session.connection(), departement, jour)


async def photographier_les_points(connection: AsyncConnection, departement: str, jour: date) -> None:
    values = {"d": departement, "jour": jour}
    for table in ("photos_de_points", "photos_de_criteres"):
        # what the same night had begun, and the nights between two first days of a month
        await connection.execute(
            text(
                f"delete from {table} where departement = :d"  # noqa: S608
                " and (prise_le = :jour or (prise_le < :jour and extract(day from prise_le) <> 1))"
            ),
            values,
        )
    blocs, decotes = await _what_the_grids_are_made_of(connection, departement)
    largeur = parametre("tranche", jour, departement).entier()
    await connection.execute(_POINTS, values | {"largeur": largeur, "blocs": blocs})
    await connection.execute(_CRITERES, values | {"decotes": decotes})
    await classer_les_candidats(connection, departement, jour, blocs)


async def _what_the_grids_are_made_of(connection: AsyncConnection, departement: str) -> tuple[str, str]:
    """The family of each block, and the criteria that take points for events, as the statements read them."""
    blocs: list[dict[str, object]] = []
    decotes: list[dict[str, object]] = []
    for row in await connection.execute(
        select(G.id, G.contenu).where(G.departement == departement, G.statut.in_(LUES))
    ):
        for n, bloc in enumerate(row.contenu.blocs, start=1):
            blocs.append({"grille_id": str(row.id), "rang": n, "famille": bloc.famille})
        for rang, critere in enumerate(row.contenu.criteres):
            match critere.valeur:
                case ParEvenement(evenement=fenetre, points=points, franchise=franchise) if points < 0:
                    decotes.append(
                        {
                            "grille_id": str(row.id),
                            "rang": rang,
                            "types": sorted(fenetre.types),
                            "fenetre": fenetre.fenetre_mois,
                            "adapte": fenetre.adapte is True,
                            "franchise": franchise,
                        }
                    )
                case _:
                    pass
    return json.dumps(blocs), json.dumps(decotes)
