"""A whole lot of demandes beside those that look like them: two questions, however many they are."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Text, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from sqlalchemy.types import Uuid

from adapters.db.types import AsJson
from domain.demandes.codes import EtatDemande
from domain.demandes.doublons.recherche import DemandeAComparer, DemandeVoisine, adultes_connus
from domain.demandes.formulaire import Formulaire
from domain.demandes.protection import Protection


async def a_comparer(
    session: AsyncSession | AsyncConnection,
    departement: str,
    ids: Sequence[UUID],
    radiees_depuis: date,
    *,
    ecartees: Sequence[str],
    au_plus: int,
) -> list[DemandeAComparer]:
    values = {"departement": departement, "ids": list(ids), "depuis": radiees_depuis, "au_plus": au_plus}
    around: dict[UUID, list[DemandeVoisine]] = {id: [] for id in ids}
    for row in await session.execute(_VOISINES, values | {"ecartees": list(ecartees)}):
        around[row.pour_id].append(
            DemandeVoisine(
                demande_id=row.demande_id,
                numero_unique=row.numero_unique,
                reference=row.reference,
                etat=EtatDemande(row.etat),
                deposee_le=row.deposee_le,
                nom_affiche=row.nom_affiche,
                commune=row.commune_actuelle,
                adultes=adultes_connus(row.formulaire, _digests(row.nirs), row.protection),
            )
        )
    return [
        DemandeAComparer(
            demande_id=row.id,
            etat=EtatDemande(row.etat),
            adultes=adultes_connus(row.formulaire, _digests(row.nirs), row.protection),
            voisines=tuple(around[row.id]),
        )
        for row in await session.execute(_MIENNES, {"departement": departement, "ids": list(ids)})
    ]


def _digests(nirs: Sequence[tuple[str, str]] | None) -> dict[UUID, bytes]:
    return {UUID(id): bytes.fromhex(digest) for id, digest in nirs or ()}


_ADULTES = """
    jsonb_build_object(
        'demandeur', d.formulaire->'demandeur', 'codemandeurs', coalesce(d.formulaire->'codemandeurs', '[]'::jsonb),
        'occupants', coalesce(d.formulaire->'occupants', '[]'::jsonb)
    ) as formulaire,
    d.protection,
    (
        select jsonb_agg(jsonb_build_array(n.personne_id, encode(n.index_aveugle, 'hex'))) from nirs n
        where n.departement = d.departement and n.demande_id = d.id
    ) as nirs
"""
"""Of the form, its people only: the rest is not compared, and is most of it."""

_MIENNES = (
    text(f"select d.id, d.etat, {_ADULTES} from demandes d where d.departement = :departement and d.id = any(:ids)")  # noqa: S608
    .bindparams(bindparam("ids", type_=ARRAY(Uuid)))
    .columns(formulaire=AsJson(Formulaire), protection=AsJson(Protection), nirs=JSONB)
)
_VOISINES = (
    text(f"""
    select m.id as pour_id, v.* from unnest(:ids) as m (id)
    cross join lateral (
        select r.demande_id, r.numero_unique, r.reference, r.etat, r.deposee_le, r.nom_affiche, r.commune_actuelle,
            {_ADULTES}
        from (
            select demande_id, max(nir) as nir from (
                select o.demande_id, 0 as nir from recherche_demandes_visibles o
                where o.departement = :departement and o.cles_doublon && (
                    select k.cles_doublon from recherche_demandes_visibles k
                    where k.departement = :departement and k.demande_id = m.id
                )
                union all
                select b.demande_id, 1 from nirs a
                join nirs b on b.departement = a.departement and b.index_aveugle = a.index_aveugle
                where a.departement = :departement and a.demande_id = m.id
            ) trouvees where demande_id <> m.id group by demande_id
        ) f
        join recherche_demandes_visibles r on r.departement = :departement and r.demande_id = f.demande_id
        join demandes d on d.departement = r.departement and d.id = r.demande_id
        where r.etat <> all(:ecartees) and (d.radiee_le is null or d.radiee_le >= :depuis)
        order by f.nir desc, r.demande_id limit :au_plus
    ) v
    """)  # noqa: S608
    .bindparams(bindparam("ids", type_=ARRAY(Uuid)), bindparam("ecartees", type_=ARRAY(Text)))
    .columns(formulaire=AsJson(Formulaire), protection=AsJson(Protection), nirs=JSONB)
)
"""Two searches by index rather than one OR, for each of them in turn."""
