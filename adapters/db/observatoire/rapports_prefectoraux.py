"""The monthly report to the préfet: dated facts counted by sets, and a month kept once it is closed."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, insert, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from adapters.db.engine import Reader
from adapters.db.observatoire.tables import rapports_prefectoraux
from adapters.db.organismes.tables import reglages
from adapters.db.publics.repository import rule_versions
from domain.cotation.simulation.rules import parametre
from domain.demandes.codes import EtatDemande
from domain.kernel.calendrier import PARIS, aujourd_hui
from domain.kernel.codes import TypeReservataire
from domain.observatoire.rapport_prefectoral.queries import RapportPrefectoral, RubriqueDuRapport
from domain.observatoire.rapport_prefectoral.rules import (
    CONTINGENTS,
    CompteDuContingent,
    ComptesDuMois,
    Degre,
    Mois,
    degres,
    mois_demande,
    phrase_du_rapport,
    premier_mois,
    rubriques,
    taire,
)
from domain.organismes.acteur import Perimetre
from domain.propositions.codes import Decision, EtatProposition
from domain.publics.codes import StatutDalo
from domain.publics.rules import publics_en_vigueur

T = rapports_prefectoraux.c

_OUVERTE = "((d.radiee_le is null and d.etat = any(:vivantes)) or d.radiee_le > :au)"
"""Neither closed nor forgotten on the last day of the month."""
_MOIS = "(extract(year from age({1}, {0})) * 12 + extract(month from age({1}, {0})))::int"

_DALO = text(f"""
with q as (
  select x.demande_id, x.id, x.statut, x.a_loger_avant_le,
    coalesce(x.decidee_le, cast(x.enregistree_le at time zone 'Europe/Paris' as date)) as jour
  from decisions_dalo x where x.departement = :d
),
derniere as (
  select distinct on (q.demande_id) q.* from q where q.jour <= :au order by q.demande_id, q.id desc
),
attente as (
  select {_MOIS.format("n.jour", ":au")} as mois, n.a_loger_avant_le <= :au as hors_delai
  from derniere n
  join demandes d on d.departement = :d and d.id = n.demande_id
  where n.statut = :actif and {_OUVERTE}
    and not exists (
      select from propositions p
      where p.departement = :d and p.demande_id = n.demande_id and p.bail_signe_le <= :au
    )
)
select 'reconnues' as quoi, null::int as mois, count(*) as combien
from (select min(q.jour) as jour from q where q.statut = :actif group by q.demande_id) p
where p.jour between :du and :au
union all
select 'caduques', null, count(*) from derniere n where n.statut = :caduc and n.jour between :du and :au
union all
select 'relogees', null, count(*) from attributions_comptees a
where a.departement = :d and a.groupe = 'dalo' and a.bail_signe_le between :du and :au
union all
select 'attente', a.mois, count(*) from attente a group by a.mois
union all
select 'hors_delai', null, count(*) from attente a where a.hors_delai
""")  # noqa: S608 -- the words above, no value

_DELAIS = text(f"""
select 'entrees' as quoi, null::int as mois, count(*) as combien
from delais_depasses x where x.departement = :d and x.depasse_le between :du and :au
union all
select 'sorties', {_MOIS.format("x.depasse_le", "d.radiee_le")}, count(*)
from delais_depasses x join demandes d on d.departement = x.departement and d.id = x.demande_id
where x.departement = :d and x.depasse_le <= :au and d.radiee_le between :du and :au
group by 2
union all
select 'attente', {_MOIS.format("x.depasse_le", ":au")}, count(*)
from delais_depasses x join demandes d on d.departement = x.departement and d.id = x.demande_id
where x.departement = :d and x.depasse_le <= :au and {_OUVERTE}
group by 2
""")  # noqa: S608 -- the words above, no value

_LOGEMENTS = text("""
select m.type_reservataire as contingent, count(*) as mis, 0 as loues
from mises_en_location m
where m.departement = :d and m.type_reservataire = any(:contingents) and m.ouverte_le >= :debut and m.ouverte_le < :fin
group by 1
union all
select a.contingent, 0, count(*)
from attributions_comptees a
where a.departement = :d and a.contingent = any(:contingents) and a.bail_signe_le between :du and :au
group by 1
""")

_CONTINGENT = text(f"""
with g as (select * from jsonb_to_recordset(:degres) g(code text, contingent text, degre int)),
stock as (
  select g.contingent, e.demande_id, min(g.degre) as degre
  from labellisations e
  join g on g.code = e.code
  join demandes d on d.departement = e.departement and d.id = e.demande_id
  where e.departement = :d and e.pose_le < :fin and (e.retire_le is null or e.retire_le >= :fin)
    and (e.expire_le is null or e.expire_le >= :au)
    and d.deposee_le <= :au and (d.endormie_le is null or d.endormie_le > :au) and {_OUVERTE}
  group by g.contingent, e.demande_id
),
actes as (
  select 'propositions' as quoi, l.type_reservataire as contingent, p.demande_id, p.notifiee_le as jour
  from propositions p
  join mises_en_location l on l.departement = p.departement and l.id = p.mise_en_location_id
  where p.departement = :d and l.type_reservataire = any(:contingents) and p.notifiee_le between :du and :au
  union all
  select 'refus', l.type_reservataire, p.demande_id,
    coalesce(cast(p.repondue_le at time zone 'Europe/Paris' as date), p.repondre_avant_le)
  from propositions p
  join mises_en_location l on l.departement = p.departement and l.id = p.mise_en_location_id
  where p.departement = :d and l.type_reservataire = any(:contingents) and p.etat = any(:refusees)
    and coalesce(cast(p.repondue_le at time zone 'Europe/Paris' as date), p.repondre_avant_le) between :du and :au
  union all
  select 'ecartees', l.type_reservataire, a.demande_id, cast(a.decide_le at time zone 'Europe/Paris' as date)
  from passages a
  join propositions p on p.departement = a.departement and p.id = a.proposition_id
  join mises_en_location l on l.departement = p.departement and l.id = p.mise_en_location_id
  where a.departement = :d and l.type_reservataire = any(:contingents) and a.decision = any(:ecarte)
    and a.decide_le >= :debut and a.decide_le < :fin
  union all
  select 'attributions', a.contingent, p.demande_id, a.bail_signe_le
  from attributions_comptees a
  join propositions p on p.departement = a.departement and p.id = a.proposition_id
  where a.departement = :d and a.contingent = any(:contingents) and a.bail_signe_le between :du and :au
)
select 'demandes' as quoi, s.contingent, s.degre, count(*) as combien from stock s group by 2, 3
union all
select a.quoi, a.contingent, e.degre, count(*)
from actes a
cross join lateral (
  select min(g.degre) as degre
  from labellisations e join g on g.code = e.code and g.contingent = a.contingent
  where e.departement = :d and e.demande_id = a.demande_id
    and e.pose_le < cast(a.jour + 1 as timestamp) at time zone 'Europe/Paris'
    and (e.retire_le is null or e.retire_le >= cast(a.jour as timestamp) at time zone 'Europe/Paris')
    and (e.expire_le is null or e.expire_le >= a.jour)
) e
group by 1, 2, 3
""").bindparams(bindparam("degres", type_=JSONB))  # noqa: S608 -- the words above, no value

_PREMIER = text("""
select least(
  (select min(coalesce(decidee_le, cast(enregistree_le at time zone 'Europe/Paris' as date)))
   from decisions_dalo where departement = :d),
  (select min(depasse_le) from delais_depasses where departement = :d),
  (select min(bail_signe_le) from attributions_comptees where departement = :d),
  (select cast(min(ouverte_le) at time zone 'Europe/Paris' as date)
   from mises_en_location where departement = :d and type_reservataire = any(:contingents))
)
""")


async def compter_le_mois(
    connection: AsyncConnection, departement: str, mois: Mois, degres: Sequence[Degre]
) -> ComptesDuMois:
    values = {
        "d": departement,
        "du": mois.du,
        "au": mois.au,
        "debut": _minuit(mois.du),
        "fin": _minuit(mois.au + timedelta(days=1)),
    }
    ici = {"contingents": [c.value for c in CONTINGENTS]}
    vivantes = {"vivantes": [EtatDemande.ACTIVE.value, EtatDemande.EN_SOMMEIL.value]}

    async def lues(statement: Any, **autres: Any) -> Sequence[Any]:
        wanted = statement.compile().params
        given = values | autres
        return (await connection.execute(statement, {k: v for k, v in given.items() if k in wanted})).all()

    dalo = await lues(_DALO, actif=StatutDalo.ACTIF.value, caduc=StatutDalo.CADUC.value, **vivantes)
    delais = await lues(_DELAIS, **vivantes)
    logements: dict[TypeReservataire, tuple[int, int]] = {}
    for row in await lues(_LOGEMENTS, **ici):
        mis, loues = logements.get(TypeReservataire(row.contingent), (0, 0))
        logements[TypeReservataire(row.contingent)] = (mis + row.mis, loues + row.loues)
    contingent: defaultdict[tuple[TypeReservataire, int | None], CompteDuContingent] = defaultdict(CompteDuContingent)
    for row in await lues(
        _CONTINGENT,
        degres=[{"code": x.code, "contingent": x.contingent.value, "degre": x.degre} for x in degres],
        refusees=[EtatProposition.REFUSEE.value, EtatProposition.SANS_REPONSE.value],
        ecarte=[d.value for d in Decision if not d.attribue],
        **ici,
        **vivantes,
    ):
        cle = (TypeReservataire(row.contingent), row.degre)
        contingent[cle] = replace(contingent[cle], **{row.quoi: row.combien})
    return ComptesDuMois(
        reconnues=_un(dalo, "reconnues"),
        caduques=_un(dalo, "caduques"),
        relogees=_un(dalo, "relogees"),
        attentes_dalo=_par_mois(dalo),
        hors_delai_dalo=_un(dalo, "hors_delai"),
        delais_depasses=_un(delais, "entrees"),
        sorties_de_delai=_par_mois(delais, "sorties"),
        attentes_de_delai=_par_mois(delais),
        logements=logements,
        contingent=contingent,
    )


def _minuit(le: date) -> datetime:
    return datetime.combine(le, time(), PARIS)


def _un(rows: Sequence[Any], quoi: str) -> int:
    return sum(row.combien for row in rows if row.quoi == quoi)


def _par_mois(rows: Sequence[Any], quoi: str = "attente") -> Mapping[int, int]:
    return {row.mois: row.combien for row in rows if row.quoi == quoi}


class SqlRapportsPrefectoraux:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def arretes(self, departement: str) -> Sequence[date]:
        return (await self._session.scalars(select(T.mois).where(T.departement == departement))).all()

    async def premier_fait(self, departement: str) -> date | None:
        values = {"d": departement, "contingents": [c.value for c in CONTINGENTS]}
        premier: date | None = await self._session.scalar(_PREMIER, values)
        return premier

    async def compter(self, departement: str, mois: Mois, degres: Sequence[Degre]) -> ComptesDuMois:
        return await compter_le_mois(await self._session.connection(), departement, mois, degres)

    async def arreter(self, departement: str, mois: Mois, rubriques: Sequence[RubriqueDuRapport], le: datetime) -> None:
        await self._session.execute(
            insert(rapports_prefectoraux).values(
                departement=departement, mois=mois.du, arrete_le=le, rubriques=tuple(rubriques)
            )
        )


class SqlRapportsPrefectorauxQueries:
    def __init__(self, read: Reader, today: Callable[[], date]) -> None:
        self._read = read
        self._today = today

    async def rapport(self, perimetre: Perimetre, mois: str | None, *, exacts: bool) -> RapportPrefectoral:
        departement, today = perimetre.departement, self._today()
        asked = mois_demande(mois, today)
        of_month = and_(T.departement == departement, T.mois == asked.du)
        known = (
            select(reglages.c.nom, T.arrete_le, T.rubriques)
            .outerjoin(rapports_prefectoraux, of_month)
            .where(reglages.c.departement == departement)
        )
        async with self._read(departement) as connection:
            kept = (await connection.execute(known)).one()
            if kept.arrete_le is None:
                publics = publics_en_vigueur(departement, await rule_versions(connection, departement), asked.au)
                comptes = await compter_le_mois(connection, departement, asked, degres(publics))
                counted = rubriques(comptes, asked.au)
            else:
                counted = list(kept.rubriques)
        petit = None if exacts else parametre("petit_groupe", today, departement).entier()
        arrete_le = None if kept.arrete_le is None else aujourd_hui(kept.arrete_le)
        return RapportPrefectoral(
            departement=departement,
            mois=asked.code,
            du=asked.du,
            au=asked.au,
            arrete_le=arrete_le,
            phrase=phrase_du_rapport(kept.nom, asked, arrete_le),
            premier_mois=f"{premier_mois(today):%Y-%m}",
            dernier_mois=f"{today - timedelta(days=1):%Y-%m}",
            rubriques=counted if petit is None else taire(counted, petit),
            petit_groupe=petit,
        )
