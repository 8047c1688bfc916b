"""The signed leases as the law counts them: written once, the day of the lease, and never again."""

from uuid import UUID

from sqlalchemy import Uuid, bindparam, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from adapters.db.cotation.seuils import seuils_du_premier_quartile
from domain.demandes.codes import NatureDossier

_COMPTER = text("""
with q as (
  select s.* from jsonb_to_recordset(cast(:seuils as jsonb)) s(epci text, du date, au date, seuil int)
)
insert into attributions_comptees (departement, proposition_id, bail_signe_le, bailleur_id, reservataire_id, contingent,
  commune, epci, qpv, quartile_fixe, premier_quartile, relogement, groupe)
select p.departement, p.id, p.bail_signe_le, p.organisme_id, l.reservataire_id, l.type_reservataire,
  b.commune, m.epci, b.qpv, q.seuil is not null,
  case when q.seuil is not null and r.ressources_mensuelles is not null and r.uc_dixiemes > 0
    then 120.0 * r.ressources_mensuelles / r.uc_dixiemes <= q.seuil end,
  d.nature = :anru,
  case when p.attribuee_dalo or d.dalo or 'DALO' = any(e.codes) then 'dalo'
    when exists (select from unnest(e.codes) code where code like 'L441_1%') then 'l441_1' else 'autre' end
from propositions p
join demandes d on d.departement = p.departement and d.id = p.demande_id
join biens b on b.departement = p.departement and b.id = p.bien_id
join mises_en_location l on l.departement = p.departement and l.id = p.mise_en_location_id
join communes m on m.code = b.commune
left join q on q.epci = m.epci and q.du <= p.bail_signe_le and (q.au is null or q.au >= p.bail_signe_le)
left join recherche_demandes r on r.departement = p.departement and r.demande_id = p.demande_id
cross join lateral (
  select coalesce(array_agg(e.code), '{}') as codes
  from labellisations e
  where e.departement = p.departement and e.demande_id = p.demande_id
    and e.pose_le < p.bail_signe_le + 1 and (e.retire_le is null or e.retire_le >= p.bail_signe_le)
) e
where p.departement = :d and p.bail_signe_le is not null and (cast(:id as uuid) is null or p.id = :id)
  and not exists (
    select from attributions_comptees c where c.departement = p.departement and c.proposition_id = p.id
  )
on conflict do nothing
""").bindparams(bindparam("id", type_=Uuid))


async def compter_les_attributions(
    connection: AsyncConnection, departement: str, proposition_id: UUID | None = None
) -> None:
    values = {
        "d": departement,
        "id": proposition_id,
        "anru": NatureDossier.ANRU.value,
        "seuils": seuils_du_premier_quartile(),
    }
    await connection.execute(_COMPTER, values)


class SqlAttributionsComptees:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def compter(self, departement: str, proposition_id: UUID | None = None) -> None:
        await compter_les_attributions(await self._session.connection(), departement, proposition_id)
