from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.db.demandes.tables import demandes
from adapters.db.demandes.visible import recherche_visible
from adapters.db.engine import Reader
from adapters.db.observatoire.tables import photos
from adapters.db.referentiel.memory import Communes
from domain.demandes.codes import EtatDemande
from domain.kernel.codes import Typologie
from domain.observatoire.queries import Chiffre, ChiffresCles, Repartition
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
    photo = ChiffresCles(
        departement=departement,
        photo_du=le,
        chiffres=[
            Chiffre(
                code="demandes-actives",
                libelle="Demandes actives",
                valeur=actives,
                unite="demandes",
                definition="Demandes enregistrées, ni satisfaites ni radiées, au jour de la photo.",
            ),
            Chiffre(
                code="attributions-annee",
                libelle="Logements attribués en un an",
                valeur=attributions,
                unite="logements",
                definition="Demandes satisfaites par un bail signé dans les 365 jours avant la photo.",
            ),
            Chiffre(
                code="pression",
                libelle="Demandes pour un logement attribué",
                valeur=round(actives / attributions, 1) if attributions else 0,
                unite="demandes",
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
    return photo


async def _counts(connection: AsyncConnection, column: Any, where: Any, limit: int = 50) -> dict[str, int]:
    nombre = func.count().label("nombre")
    rows = await connection.execute(
        select(column.label("code"), nombre).where(where).group_by("code").order_by(nombre.desc()).limit(limit)
    )
    return {row.code: row.nombre for row in rows if row.code is not None}
