"""The statistics of the scores: one statement each, on the photos of the night."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, and_, case, cast, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.db.cotation.photos import TOUTES, candidats_cotes, photos_de_criteres, photos_de_points
from adapters.db.cotation.simulations import du_territoire
from adapters.db.cotation.tables import grilles
from adapters.db.engine import Reader
from adapters.db.referentiel.memory import Communes
from domain.cotation.simulation.rules import parametre, pourcentage
from domain.cotation.statistiques.queries import (
    AttributionsMesurees,
    DetailDesCriteres,
    Dimension,
    FiltreDAttributions,
    FiltreDePhoto,
    GrilleMesuree,
    Mesure,
    RepartitionDesPoints,
)
from domain.cotation.statistiques.rules import (
    DEFINITION_DES_ATTRIBUTIONS,
    DEFINITION_DES_CRITERES,
    DEFINITION_DES_POINTS,
    lignes_des_criteres,
    periode,
    series,
    tranches_d_attributions,
)
from domain.cotation.vocabulary import Population
from domain.organismes.acteur import Perimetre

P, K, A, G = photos_de_points.c, photos_de_criteres.c, candidats_cotes.c, grilles.c
MOIS = 30.44
"""Days of an average month."""


class SqlStatistiquesDeCotationQueries:
    def __init__(self, read: Reader, communes: Communes, today: Callable[[], date]) -> None:
        self._read = read
        self._communes = communes
        self._today = today

    async def grilles(self, perimetre: Perimetre) -> list[GrilleMesuree]:
        await self._communes.load()
        latest = (
            select(K.grille_id, func.max(K.prise_le).label("prise_le"), func.max(K.demandes).label("demandes"))
            .where(K.departement == perimetre.departement, K.genre == "cotees")
            .group_by(K.grille_id)
            .subquery()
        )
        statement = (
            select(G.id, G.epci, G.contenu, G.version_grille, latest.c.prise_le)
            .join(latest, latest.c.grille_id == G.id)
            .where(G.departement == perimetre.departement, du_territoire(perimetre, G.epci, self._communes))
            .order_by(latest.c.prise_le.desc(), latest.c.demandes.desc(), G.epci, G.version_grille.desc())
        )
        async with self._read(perimetre.departement) as connection:
            return [self._grille(row) for row in await connection.execute(statement)]

    async def repartition(
        self, perimetre: Perimetre, filtre: FiltreDePhoto, *, par: Dimension, mesure: Mesure
    ) -> RepartitionDesPoints:
        await self._communes.load()
        async with self._read(perimetre.departement) as connection:
            photo = await self._photo(connection, perimetre, filtre)
            rows: list[Any] = []
            if photo is not None:
                counted = select(P.valeur, P.tranche, P.nombre).where(
                    P.departement == perimetre.departement,
                    P.epci == photo.epci,
                    P.prise_le == photo.prise_le,
                    P.grille_id == photo.id,
                    P.dimension == par.value,
                    P.typologie == (filtre.typologie.value if filtre.typologie else TOUTES),
                    P.organisme == (str(filtre.organisme_id) if filtre.organisme_id else TOUTES),
                    P.mesure == mesure.value,
                )
                rows = list(await connection.execute(counted))
        petit, largeur = self._parametres(perimetre)
        tranches, trouvees = series(par, ((r.valeur, r.tranche, r.nombre) for r in rows), petit)
        return RepartitionDesPoints(
            grille=None if photo is None else self._grille(photo),
            prise_le=None if photo is None else photo.prise_le,
            par=par,
            mesure=mesure,
            tranches=[tranche * largeur for tranche in tranches],
            largeur=largeur,
            series=trouvees,
            petit_groupe=petit,
            definition=DEFINITION_DES_POINTS,
        )

    async def criteres(self, perimetre: Perimetre, filtre: FiltreDePhoto) -> DetailDesCriteres:
        await self._communes.load()
        async with self._read(perimetre.departement) as connection:
            photo = await self._photo(connection, perimetre, filtre)
            lus: dict[tuple[str, int], tuple[int, int]] = {}
            if photo is not None:
                counted = select(K.genre, K.rang, K.demandes, K.points).where(
                    K.departement == perimetre.departement,
                    K.epci == photo.epci,
                    K.prise_le == photo.prise_le,
                    K.grille_id == photo.id,
                )
                lus = {(r.genre, r.rang): (r.demandes, r.points) for r in await connection.execute(counted)}
        petit, _ = self._parametres(perimetre)
        cotees = lus.pop(("cotees", 0), (0, 0))[0]
        return DetailDesCriteres(
            grille=None if photo is None else self._grille(photo),
            prise_le=None if photo is None else photo.prise_le,
            cotees=cotees,
            lignes=[] if photo is None else lignes_des_criteres(photo.contenu, cotees, lus, petit),
            petit_groupe=petit,
            definition=DEFINITION_DES_CRITERES,
        )

    async def attributions(self, perimetre: Perimetre, filtre: FiltreDAttributions) -> AttributionsMesurees:
        await self._communes.load()
        du, au = periode(filtre.du, filtre.au, self._today())
        petit, largeur = self._parametres(perimetre)
        statement = self._attributions(perimetre, filtre, du, au, largeur)
        async with self._read(perimetre.departement) as connection:
            rows = (await connection.execute(statement)).all()
        [total] = [row for row in rows if row.ensemble]
        par_tranche = [row for row in rows if not row.ensemble]
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
            largeur=largeur,
            tranches=(
                tranches_d_attributions(
                    [(r.tranche, r.attributions, r.moyen, r.median, r.qpv) for r in par_tranche], largeur, petit
                )
                if assez
                else []
            ),
            petit_groupe=petit,
            definition=DEFINITION_DES_ATTRIBUTIONS,
        )

    def _attributions(
        self, perimetre: Perimetre, filtre: FiltreDAttributions, du: date, au: date, largeur: int
    ) -> Select[Any]:
        """Every candidate of the session ranked by the points of that day, then those who were given the dwelling."""
        scored = func.count(A.points).over(partition_by=(A.seance_id, A.bien_id))
        place = func.row_number().over(
            partition_by=(A.seance_id, A.bien_id),
            order_by=(A.points.desc().nulls_last(), A.deposee_le, A.proposition_id),
        )
        wanted: list[ColumnElement[bool]] = [
            A.departement == perimetre.departement,
            A.decide_le >= du,
            A.decide_le <= au,
            du_territoire(perimetre, A.epci, self._communes),
        ]
        if filtre.epci:
            wanted.append(A.epci == filtre.epci)
        if filtre.bailleur_id:
            wanted.append(A.bailleur_id == filtre.bailleur_id)
        if filtre.reservataire_id:
            wanted.append(A.reservataire_id == filtre.reservataire_id)
        if filtre.typologie:
            wanted.append(A.typologie == filtre.typologie.value)
        ranked = (
            select(
                A.points,
                A.premier,
                A.mutation,
                A.qpv,
                A.decide_le,
                A.deposee_le,
                scored.label("cotes"),
                place.label("place"),
            )
            .where(*wanted)
            .subquery("classes")
        )
        c = ranked.c
        months = (cast(c.decide_le, Date) - cast(c.deposee_le, Date)) / literal(MOIS)
        compared = and_(c.points.is_not(None), c.cotes >= 2)
        housed: list[ColumnElement[bool]] = [c.premier]
        if filtre.population is not Population.TOUS:
            housed.append(c.mutation == (filtre.population is Population.MUTATION))
        tranche = func.floor(c.points / literal(float(largeur))).label("tranche")
        return (
            select(
                tranche,
                (func.grouping(tranche) == 1).label("ensemble"),
                func.count().label("attributions"),
                func.avg(months).label("moyen"),
                func.percentile_cont(0.5).within_group(months).label("median"),
                func.count(case((c.qpv, 1))).label("qpv"),
                func.count(case((compared, 1))).label("comparees"),
                func.count(case((and_(compared, c.place == 1), 1))).label("premiers"),
                func.count(case((and_(compared, c.place > 3), 1))).label("hors"),
            )
            .where(*housed)
            .group_by(func.rollup(tranche))
        )

    async def _photo(self, connection: AsyncConnection, perimetre: Perimetre, filtre: FiltreDePhoto) -> Any:
        """The last photo that suits, of one version of grid and no other."""
        statement = (
            select(G.id, G.epci, G.contenu, G.version_grille, K.prise_le)
            .join(photos_de_criteres, and_(K.departement == G.departement, K.grille_id == G.id))
            .where(
                G.departement == perimetre.departement,
                K.departement == perimetre.departement,
                K.genre == "cotees",
                du_territoire(perimetre, G.epci, self._communes),
            )
        )
        if filtre.epci:
            statement = statement.where(G.epci == filtre.epci)
        if filtre.grille_id:
            statement = statement.where(G.id == filtre.grille_id)
        if filtre.le:
            statement = statement.where(K.prise_le <= filtre.le)
        order = (K.prise_le.desc(), K.demandes.desc(), G.version_grille.desc(), G.id)
        return (await connection.execute(statement.order_by(*order).limit(1))).first()

    def _grille(self, row: Any) -> GrilleMesuree:
        return GrilleMesuree(
            grille_id=row.id,
            epci=row.epci,
            epci_nom=self._communes.nom_epci(row.epci),
            libelle=row.contenu.libelle,
            version_grille=row.version_grille,
            prise_le=row.prise_le,
        )

    def _parametres(self, perimetre: Perimetre) -> tuple[int, int]:
        today = self._today()
        petit, largeur = (parametre(nom, today, perimetre.departement).entier() for nom in ("petit_groupe", "tranche"))
        return petit, largeur


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), 1)
