"""The crossed tables: a photo of the stock each night, and one statement a table."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, cast, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from adapters.db.cotation.photos import CLASSES
from adapters.db.engine import Reader
from adapters.db.observatoire.tables import photos_du_stock
from adapters.db.referentiel.memory import Communes
from domain.cotation.simulation.rules import parametre
from domain.demandes.codes import EtatDemande
from domain.observatoire.croisements.queries import Axe, LigneCroisee, Mesure, Modalite, TableauCroise
from domain.observatoire.croisements.rules import (
    DEFINITION,
    INCONNU,
    LIBELLES,
    NON_RENSEIGNE,
    cases_tues,
    phrase_du_secret,
)
from domain.organismes.acteur import Perimetre

S = photos_du_stock.c

_AGE = "age(cast(:jour as date), r.deposee_le)"
_MOIS = f"(extract(year from {_AGE}) * 12 + extract(month from {_AGE}))::int"
_AXES: Mapping[Axe, str] = {
    Axe.COMMUNE: "coalesce(r.communes[1], 'inconnu')",
    Axe.EPCI: "coalesce(m.epci, 'inconnu')",
    Axe.TYPOLOGIE: "coalesce(r.typologies[1], 'inconnu')",
    Axe.COMPOSITION: "case when f.nb_personnes is null then 'inconnu' when f.nb_personnes = 1 then 'seul'"
    " when f.parent_isole then 'monoparent' when f.nb_enfants > 0 then 'famille' else 'adultes' end",
    Axe.PERSONNES: CLASSES["personnes"],
    Axe.AGE: CLASSES["age"],
    Axe.PLAFOND: CLASSES["plafond"],
    Axe.STATUT: CLASSES["statut_logement"],
    Axe.MOTIF: CLASSES["motif"],
    Axe.ANCIENNETE: "case when t.mois < 6 then '-6' when t.mois < 12 then '6-12' when t.mois < 24 then '12-24'"
    " when t.mois < 48 then '24-48' else '48+' end",
    Axe.QPV: CLASSES["qpv"],
    Axe.NATURE: "r.nature",
    Axe.PUBLIC: CLASSES["groupe"],
}
_COLUMNS = ", ".join(axe.value for axe in Axe)
_PHOTO = text(f"""
insert into photos_du_stock (departement, prise_le, {_COLUMNS}, demandes, a_loger, mois)
select cast(:d as varchar), cast(:jour as date), {", ".join(f"{_AXES[axe]} as {axe.value}" for axe in Axe)},
  count(*), sum(r.nb_personnes), sum(t.mois)
from recherche_demandes r
cross join lateral (select coalesce({_MOIS}, 0) as mois) t
left join communes m on m.code = r.communes[1]
left join faits_de_cotation f on f.departement = r.departement and f.epci = m.epci and f.demande_id = r.demande_id
where r.departement = :d and r.etat = :active
group by {", ".join(str(rang) for rang in range(3, 3 + len(Axe)))}
""")  # noqa: S608 -- no value of anybody: the axes are those above


class SqlPhotosDuStock:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def prendre(self, departement: str, jour: date) -> None:
        await photographier_le_stock(await self._session.connection(), departement, jour)


async def photographier_le_stock(connection: AsyncConnection, departement: str, jour: date) -> None:
    await connection.execute(text("delete from photos_du_stock where departement = :d"), {"d": departement})
    await connection.execute(_PHOTO, {"d": departement, "jour": jour, "active": EtatDemande.ACTIVE.value})


class SqlCroisementsQueries:
    def __init__(self, read: Reader, communes: Communes) -> None:
        self._read = read
        self._communes = communes

    async def tableau(
        self, perimetre: Perimetre, lignes: Axe, colonnes: Axe, *, mesure: Mesure, epci: str | None
    ) -> TableauCroise:
        await self._communes.load()
        async with self._read(perimetre.departement) as connection:
            rows = (await connection.execute(_crossed(perimetre.departement, lignes, colonnes, epci))).all()
        photo: date | None = rows[0].prise_le if rows else None
        petit = parametre("petit_groupe", photo or date.max, perimetre.departement).entier()
        rangs = self._known(lignes, {row.ligne for row in rows if not row.toutes_lignes})
        rayons = self._known(colonnes, {row.colonne for row in rows if not row.toutes_colonnes})
        # the totals last, as they are read
        cases = {
            (None if row.toutes_lignes else row.ligne, None if row.toutes_colonnes else row.colonne): row
            for row in rows
        }
        codes_l, codes_c = [*(m.code for m in rangs), None], [*(m.code for m in rayons), None]
        nombres = [[cases[i, j].demandes if (i, j) in cases else 0 for j in codes_c] for i in codes_l]
        tues = cases_tues(nombres, petit)

        def dite(i: int, j: int) -> int | None:
            if tues[i][j]:
                return None
            row = cases.get((codes_l[i], codes_c[j]))
            return 0 if row is None else _measured(row, mesure)

        largeur, hauteur = len(rayons), len(rangs)
        return TableauCroise(
            photo_du=photo,
            lignes_par=lignes,
            colonnes_par=colonnes,
            mesure=mesure,
            epci=epci,
            epci_nom=epci and self._communes.nom_epci(epci),
            colonnes=rayons,
            lignes=[
                LigneCroisee(modalite=m, valeurs=[dite(i, j) for j in range(largeur)], total=dite(i, largeur))
                for i, m in enumerate(rangs)
            ],
            totaux=[dite(hauteur, j) for j in range(largeur)],
            total=dite(hauteur, largeur),
            tues=sum(map(sum, tues)),
            petit_groupe=petit,
            definition=DEFINITION,
            secret=phrase_du_secret(petit),
        )

    def _known(self, axe: Axe, codes: set[str]) -> list[Modalite]:
        """The values that the photo has, in the order they are read: that of their list, or of their names."""
        known = [Modalite(code=code, libelle=self._label(axe, code)) for code in codes]
        order = {code: rang for rang, code in enumerate(LIBELLES.get(axe, {}))}
        return sorted(known, key=lambda m: (m.code == INCONNU, order.get(m.code, len(order)), m.libelle, m.code))

    def _label(self, axe: Axe, code: str) -> str:
        if axe is Axe.COMMUNE and code != INCONNU:
            return self._communes.courte(code).nom
        if axe is Axe.EPCI and code != INCONNU:
            return self._communes.nom_epci(code)
        return LIBELLES.get(axe, {}).get(code, NON_RENSEIGNE if code == INCONNU else code)


def _crossed(departement: str, lignes: Axe, colonnes: Axe, epci: str | None) -> Select[Any]:
    """Every cell, the total of each line and column, and that of all."""
    ligne, colonne = S[lignes.value], S[colonnes.value]

    def gathered(name: str, column: ColumnElement[Any]) -> ColumnElement[bool]:
        return (func.grouping(column) == 1).label(name)

    wanted = [S.departement == departement]
    if epci is not None:
        wanted.append(S.epci == epci)
    return (
        select(
            ligne.label("ligne"),
            colonne.label("colonne"),
            gathered("toutes_lignes", ligne),
            gathered("toutes_colonnes", colonne),
            func.max(S.prise_le).label("prise_le"),
            cast(func.sum(S.demandes), Integer).label("demandes"),
            cast(func.sum(S.a_loger), Integer).label("a_loger"),
            cast(func.sum(S.mois), Integer).label("mois"),
        )
        .where(*wanted)
        .group_by(func.cube(ligne, colonne))
        .having(func.count() > 0)
    )


def _measured(row: Any, mesure: Mesure) -> int:
    match mesure:
        case Mesure.DEMANDES:
            return int(row.demandes)
        case Mesure.PERSONNES:
            return int(row.a_loger)
        case Mesure.ANCIENNETE:
            return round(int(row.mois) / int(row.demandes))
