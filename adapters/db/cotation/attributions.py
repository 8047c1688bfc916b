"""The attributions of a period: how long they took, and how far they follow the points."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, Text, and_, case, cast, func, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.db.cotation.classement import attributions_of, passed_over
from adapters.db.cotation.mesures import Mesures
from adapters.db.organismes.tables import organismes
from domain.cotation.simulation.rules import pourcentage
from domain.cotation.statistiques.queries import AttributionsMesurees, FiltreDAttributions, Partage
from domain.cotation.statistiques.rules import (
    DEFINITION_DES_ATTRIBUTIONS,
    LIBELLES_DES_PARTAGES,
    AttributionsLues,
    groupes_d_attributions,
    motifs_d_ecart,
    periode,
    tranches_d_attributions,
)
from domain.organismes.acteur import Perimetre
from domain.propositions.codes import MotifNonAttribution

LIBELLES_DES_MOTIFS = {m.value: m.libelle for m in MotifNonAttribution}
MOIS = 30.44
"""Days of an average month."""


class MesuresDesAttributions(Mesures):
    async def attributions(self, perimetre: Perimetre, filtre: FiltreDAttributions) -> AttributionsMesurees:
        await self._communes.load()
        du, au = periode(filtre.du, filtre.au, self._today())
        petit, largeur = self._parametres(perimetre)
        housed = attributions_of(perimetre, filtre, du, au, self._communes)
        async with self._read(perimetre.departement) as connection:
            rows = (await connection.execute(summed(housed, filtre.par, largeur))).all()
            ecarts = (await connection.execute(passed_over(perimetre, filtre, du, au, self._communes))).all()
            noms = await self._names(connection, filtre.par, {row.valeur for row in rows if row.valeur})
        [total] = [row for row in rows if row.ensemble]
        par_tranche = [row for row in rows if row.par_tranche]
        par_tranche.sort(key=lambda row: (row.tranche is None, row.tranche or 0))
        assez = total.attributions >= petit or total.attributions == 0
        compare = total.comparees >= petit
        return AttributionsMesurees(
            epci=filtre.epci,
            epci_nom=self._communes.nom_epci(filtre.epci) if filtre.epci else None,
            du=du,
            au=au,
            attributions=total.attributions if assez else None,
            delai_moyen=_rounded(total.moyen) if assez else None,
            delai_median=_rounded(total.median) if assez else None,
            comparees=total.comparees if compare or total.comparees == 0 else None,
            part_premier=pourcentage(total.premiers, total.comparees) if compare else None,
            part_hors_des_trois=pourcentage(total.hors, total.comparees) if compare else None,
            kendall=round(float(total.kendall), 2) if compare and total.kendall is not None else None,
            motifs=motifs_d_ecart({motif: n for motif, n in ecarts}, LIBELLES_DES_MOTIFS, petit) if compare else [],
            largeur=largeur,
            tranches=(
                tranches_d_attributions(
                    [(r.tranche, r.attributions, r.moyen, r.median, r.qpv) for r in par_tranche], largeur, petit
                )
                if assez
                else []
            ),
            par=filtre.par,
            groupes=groupes_d_attributions(
                [
                    AttributionsLues(
                        valeur=r.valeur or "",
                        libelle=noms.get(r.valeur or "", r.valeur or "Sans réservataire"),
                        attributions=r.attributions,
                        moyen=r.moyen,
                        median=r.median,
                        qpv=r.qpv,
                        comparees=r.comparees,
                        premiers=r.premiers,
                        hors=r.hors,
                    )
                    for r in sorted(rows, key=lambda r: (-r.attributions, r.valeur or ""))
                    if not r.ensemble and not r.par_tranche
                ],
                petit,
            )
            if assez and filtre.par is not Partage.ENSEMBLE
            else [],
            petit_groupe=petit,
            definition=DEFINITION_DES_ATTRIBUTIONS,
        )

    async def _names(self, connection: AsyncConnection, par: Partage, valeurs: Collection[str]) -> Mapping[str, str]:
        if par is Partage.COMMUNE:
            return {valeur: self._communes.courte(valeur).nom for valeur in valeurs}
        if par not in (Partage.BAILLEUR, Partage.RESERVATAIRE):
            return LIBELLES_DES_PARTAGES.get(par, {})
        o = organismes.c
        rows = await connection.execute(select(o.id, o.nom).where(o.id.in_([UUID(valeur) for valeur in valeurs])))
        return {str(row.id): row.nom for row in rows}


def summed(housed: Select[Any], par: Partage, largeur: int) -> Select[Any]:
    """All of them, by band of points, and by what shares them out."""
    c = housed.subquery("attributions").c
    months = (cast(c.decide_le, Date) - cast(c.deposee_le, Date)) / literal(MOIS)
    compared = and_(c.points.is_not(None), c.cotes >= 2)
    tranche = func.floor(c.points / literal(float(largeur))).label("tranche")
    valeur = _shared(c, par).label("valeur")
    sets = [func.grouping_sets(tuple_(), tuple_(tranche), tuple_(valeur))]
    return select(
        tranche,
        valeur,
        (func.grouping(tranche, valeur) == 3).label("ensemble"),
        (func.grouping(tranche) == 0).label("par_tranche"),
        func.count().label("attributions"),
        func.avg(months).label("moyen"),
        func.percentile_cont(0.5).within_group(months).label("median"),
        func.count(case((c.qpv, 1))).label("qpv"),
        func.count(case((compared, 1))).label("comparees"),
        func.count(case((and_(compared, c.place == 1), 1))).label("premiers"),
        func.count(case((and_(compared, c.place > 3), 1))).label("hors"),
        func.avg(c.kendall).filter(compared).label("kendall"),
    ).group_by(*sets)


def _shared(c: Any, par: Partage) -> ColumnElement[str]:
    match par:
        case Partage.POPULATION:
            return case((c.mutation, "mutation"), else_="primo")
        case Partage.QPV:
            return case((c.qpv, "oui"), else_="non")
        case Partage.QPV_ACTUEL:
            return case((c.qpv_actuel.is_(None), "inconnu"), (c.qpv_actuel, "oui"), else_="non")
        case Partage.GROUPE:
            return func.coalesce(c.groupe, "autre")
        case Partage.QUARTILE | Partage.FAMILLE:
            return func.coalesce(c[par.value], "inconnu")
        case Partage.ENSEMBLE:
            return literal("")
        case _:
            return cast(c[_COLUMNS[par]], Text)


_COLUMNS = {
    Partage.BAILLEUR: "bailleur_id",
    Partage.RESERVATAIRE: "reservataire_id",
    Partage.TYPOLOGIE: "typologie",
    Partage.COMMUNE: "commune",
}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), 1)
