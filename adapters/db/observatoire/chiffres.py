"""The public figures: counted once a night, read by anybody."""

from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import delete, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from adapters.db.demandes.tables import demandes
from adapters.db.demandes.visible import recherche_visible
from adapters.db.engine import Reader
from adapters.db.observatoire.tables import photos, photos_de_communes
from adapters.db.referentiel.memory import Communes
from domain.demandes.codes import EtatDemande
from domain.kernel.codes import Typologie
from domain.kernel.francais import accorde
from domain.observatoire.chiffres.errors import CommuneSansChiffres
from domain.observatoire.chiffres.queries import Chiffre, ChiffresCles, ChiffresDeCommune, Repartition
from domain.observatoire.chiffres.rules import Comptes, fiche, parametre
from domain.organismes.errors import TerritoireInconnu

_ADAPTER = TypeAdapter(ChiffresCles)


class SqlChiffresQueries:
    def __init__(self, read: Reader) -> None:
        self._read = read

    async def derniere(self, departement: str) -> ChiffresCles:
        async with self._read(departement) as connection:
            found = await connection.scalar(
                select(photos.c.contenu)
                .where(photos.c.departement == departement)
                .order_by(photos.c.prise_le.desc())
                .limit(1)
            )
        if found is None:
            raise TerritoireInconnu("Les chiffres de ce département ne sont pas encore calculés.")
        return _ADAPTER.validate_python(found)

    async def de_la_commune(self, departement: str, commune: str) -> ChiffresDeCommune:
        c = photos_de_communes.c
        async with self._read(departement) as connection:
            found: ChiffresDeCommune | None = await connection.scalar(
                select(c.contenu).where(c.departement == departement, c.commune == commune)
            )
        if found is None:
            raise CommuneSansChiffres("Aucun chiffre n'est publié pour cette commune dans ce département.")
        return found


class SqlPhotosDesChiffres:
    def __init__(self, session: AsyncSession, communes: Communes) -> None:
        self._session = session
        self._communes = communes

    async def prendre(self, departement: str, le: datetime) -> None:
        await self._communes.load()
        await photographier(await self._session.connection(), departement, self._communes, le)


async def photographier(
    connection: AsyncConnection, departement: str, communes: Communes, le: datetime
) -> ChiffresCles:
    """Counts the département once and keeps the result: the public page never scans live tables."""
    r, d = recherche_visible.c, demandes.c
    active = (r.departement == departement) & (r.etat == EtatDemande.ACTIVE.value)
    actives = int(await connection.scalar(select(func.count()).where(active)) or 0)
    attributions = int(
        await connection.scalar(
            select(func.count()).where(
                d.departement == departement,
                d.etat == EtatDemande.SATISFAITE,
                d.radiee_le > func.current_date() - 365,
            )
        )
        or 0
    )
    attente = await connection.scalar(
        select(func.percentile_cont(0.5).within_group(d.radiee_le - d.deposee_le)).where(
            d.departement == departement,
            d.etat == EtatDemande.SATISFAITE,
            d.radiee_le > func.current_date() - 365,
        )
    )
    par_typologie = await _counts(connection, func.unnest(r.typologies), active)
    par_commune = await _counts(connection, r.communes[1], active, limit=20)
    pression = round(actives / attributions, 1) if attributions else 0
    photo = ChiffresCles(
        departement=departement,
        photo_du=le,
        chiffres=[
            Chiffre(
                code="demandes-actives",
                libelle="Demandes actives",
                valeur=actives,
                unite=accorde(actives, "demande"),
                definition="Demandes enregistrées, ni satisfaites ni radiées, au jour de la photo.",
            ),
            Chiffre(
                code="attributions-annee",
                libelle="Logements attribués en un an",
                valeur=attributions,
                unite=accorde(attributions, "logement"),
                definition="Demandes satisfaites par un bail signé dans les 365 jours avant la photo.",
            ),
            Chiffre(
                code="pression",
                libelle="Demandes pour un logement attribué",
                valeur=pression,
                unite=accorde(pression, "demande"),
                definition="Demandes actives divisées par les attributions de l'année.",
            ),
            Chiffre(
                code="attente-mediane",
                libelle="Attente médiane avant attribution",
                valeur=round(float(attente) / 30.44, 1) if attente else 0,
                unite="mois",
                definition="La moitié des ménages logés dans l'année ont attendu moins longtemps, du dépôt au bail.",
            ),
        ],
        demandes_par_typologie=[
            Repartition(code=t.value, libelle=t.libelle, nombre=par_typologie.get(t.value, 0)) for t in Typologie
        ],
        demandes_par_commune=[
            Repartition(code=code, libelle=communes.courte(code).nom, nombre=nombre)
            for code, nombre in par_commune.items()
        ],
    )
    await connection.execute(
        photos.insert().values(departement=departement, prise_le=le, contenu=_ADAPTER.dump_python(photo, mode="json"))
    )
    await _photographier_les_communes(connection, departement, communes, le)
    return photo


_COMMUNES = text("""
with parc as (
  select commune, count(*) as logements from biens where departement = :d group by commune
), demande as (
  select commune, count(distinct demande_id) as demandes,
    count(distinct demande_id) filter (where rang = 1) as premiers_choix
  from souhaits where departement = :d group by commune
), annee as (
  select a.commune, count(*) as attributions, count(*) filter (where a.qpv) as attributions_en_qpv,
    percentile_cont(0.5) within group (order by a.bail_signe_le - d.deposee_le) as attente_mediane_jours
  from attributions_comptees a
  join propositions p on p.departement = a.departement and p.id = a.proposition_id
  join demandes d on d.departement = p.departement and d.id = p.demande_id
  where a.departement = :d and a.bail_signe_le > cast(:depuis as date)
  group by a.commune
)
select m.code as commune, coalesce(logements, 0) as logements, coalesce(demandes, 0) as demandes,
  coalesce(premiers_choix, 0) as premiers_choix, coalesce(attributions, 0) as attributions,
  coalesce(attributions_en_qpv, 0) as attributions_en_qpv, attente_mediane_jours
from communes m
left join parc on parc.commune = m.code
left join demande on demande.commune = m.code
left join annee on annee.commune = m.code
where m.departement = :d and coalesce(parc.logements, demande.demandes, annee.attributions) is not null
""")
_QUARTIERS = text("""
select q ->> 'commune' as commune, q ->> 'nom' as nom, count(*) as demandes
from demandes d cross join lateral jsonb_array_elements(d.formulaire #> '{logement_recherche,quartiers}') q
where d.departement = :d and d.etat = :active
group by 1, 2
""")


async def _photographier_les_communes(
    connection: AsyncConnection, departement: str, communes: Communes, le: datetime
) -> None:
    depuis = le.date() - timedelta(days=parametre("jours_d_une_annee", le.date(), departement).entier())
    counted = (await connection.execute(_COMMUNES, {"d": departement, "depuis": depuis})).all()
    quartiers: dict[str, dict[str, int]] = {}
    for row in await connection.execute(_QUARTIERS, {"d": departement, "active": EtatDemande.ACTIVE.value}):
        quartiers.setdefault(row.commune, {})[row.nom] = row.demandes
    rows = [
        {
            "departement": departement,
            "commune": row.commune,
            "prise_le": le,
            "contenu": fiche(
                departement,
                row.commune,
                communes.courte(row.commune).nom,
                Comptes(**{f.name: getattr(row, f.name) for f in fields(Comptes)}),
                quartiers.get(row.commune, {}),
                le,
            ),
        }
        for row in counted
    ]
    await connection.execute(delete(photos_de_communes).where(photos_de_communes.c.departement == departement))
    if rows:
        await connection.execute(photos_de_communes.insert(), rows)


async def _counts(connection: AsyncConnection, column: Any, where: Any, limit: int = 50) -> dict[str, int]:
    nombre = func.count().label("nombre")
    rows = await connection.execute(
        select(column.label("code"), nombre).where(where).group_by("code").order_by(nombre.desc()).limit(limit)
    )
    return {row.code: row.nombre for row in rows if row.code is not None}
