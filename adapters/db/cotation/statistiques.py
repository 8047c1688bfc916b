"""The statistics of the scores: one statement each, on the photos of the night."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Float,
    Select,
    Text,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.db.cotation.photos import TOUTES, candidats_cotes, photos_de_criteres, photos_de_points
from adapters.db.cotation.simulations import du_territoire
from adapters.db.cotation.tables import grilles
from adapters.db.engine import Reader
from adapters.db.organismes.tables import organismes
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
    Partage,
    RepartitionDesPoints,
    TensionParTranche,
)
from domain.cotation.statistiques.rules import (
    DEFINITION_DE_LA_TENSION,
    DEFINITION_DES_ATTRIBUTIONS,
    DEFINITION_DES_CRITERES,
    DEFINITION_DES_POINTS,
    LIBELLES_DES_PARTAGES,
    AttributionsLues,
    decotes,
    filtres_reunis,
    groupes_d_attributions,
    lignes_des_criteres,
    motifs_d_ecart,
    periode,
    rapport,
    series,
    tensions,
    tranches_d_attributions,
)
from domain.cotation.vocabulary import Population
from domain.organismes.acteur import Perimetre
from domain.propositions.codes import MotifNonAttribution

P, K, A, G = photos_de_points.c, photos_de_criteres.c, candidats_cotes.c, grilles.c
LIBELLES_DES_MOTIFS = {m.value: m.libelle for m in MotifNonAttribution}
LAST = 32_000
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
            .where(K.departement == perimetre.departement, K.genre == "cotees", *_filtered(K, FiltreDePhoto()))
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
        absente = filtres_reunis(filtre, partagee=par is not Dimension.ENSEMBLE, mesure=mesure)
        async with self._read(perimetre.departement) as connection:
            photo = await self._photo(connection, perimetre, filtre)
            rows: list[Any] = []
            if photo is not None and absente is None:
                counted = select(P.valeur, P.tranche, P.nombre).where(
                    P.departement == perimetre.departement,
                    P.epci == photo.epci,
                    P.prise_le == photo.prise_le,
                    P.grille_id == photo.id,
                    P.dimension == par.value,
                    P.mesure == mesure.value,
                    *_filtered(P, filtre),
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
            absente=absente,
            petit_groupe=petit,
            definition=DEFINITION_DES_POINTS,
        )

    async def criteres(self, perimetre: Perimetre, filtre: FiltreDePhoto) -> DetailDesCriteres:
        await self._communes.load()
        absente = filtres_reunis(filtre, partagee=True)
        async with self._read(perimetre.departement) as connection:
            photo = await self._photo(connection, perimetre, filtre)
            lus: dict[tuple[str, int], tuple[int, int]] = {}
            if photo is not None and absente is None:
                counted = select(K.genre, K.rang, K.demandes, K.points).where(
                    K.departement == perimetre.departement,
                    K.epci == photo.epci,
                    K.prise_le == photo.prise_le,
                    K.grille_id == photo.id,
                    *_filtered(K, filtre),
                )
                lus = {(r.genre, r.rang): (r.demandes, r.points) for r in await connection.execute(counted)}
        petit, _ = self._parametres(perimetre)
        cotees = lus.pop(("cotees", 0), (0, 0))[0]
        return DetailDesCriteres(
            grille=None if photo is None else self._grille(photo),
            prise_le=None if photo is None else photo.prise_le,
            cotees=cotees,
            lignes=lignes_des_criteres(photo.contenu, cotees, lus, petit) if lus else [],
            decotes=decotes(photo.contenu, lus, petit) if lus else [],
            absente=absente,
            petit_groupe=petit,
            definition=DEFINITION_DES_CRITERES,
        )

    async def tension(self, perimetre: Perimetre, filtre: FiltreDePhoto) -> TensionParTranche:
        """The stock of the photo, and the year of attributions before it: the same filters for both."""
        await self._communes.load()
        petit, largeur = self._parametres(perimetre)
        demandes: dict[int, int] = {}
        logees: dict[int, int] = {}
        du: date | None = None
        async with self._read(perimetre.departement) as connection:
            photo = await self._photo(connection, perimetre, filtre)
            if photo is not None:
                du, au = periode(None, photo.prise_le, photo.prise_le)
                stock = select(P.tranche, P.nombre).where(
                    P.departement == perimetre.departement,
                    P.epci == photo.epci,
                    P.prise_le == photo.prise_le,
                    P.grille_id == photo.id,
                    P.dimension == Dimension.ENSEMBLE.value,
                    P.mesure == Mesure.VERIFIES.value,
                    *_filtered(P, filtre),
                )
                demandes = {row.tranche: row.nombre for row in await connection.execute(stock)}
                of_the_year = FiltreDAttributions(
                    epci=photo.epci, typologie=filtre.typologie, population=filtre.population
                )
                housed = _attributions_of(perimetre, of_the_year, du, au, self._communes).subquery("logees")
                tranche = func.floor(housed.c.points / literal(float(largeur)))
                counted = select(tranche, func.count()).where(housed.c.points.is_not(None)).group_by(tranche)
                logees = {int(t): n for t, n in await connection.execute(counted)}
        tout, toutes = sum(demandes.values()), sum(logees.values())
        montrees, donnees = (None if 0 < n < petit else n for n in (tout, toutes))
        return TensionParTranche(
            grille=None if photo is None else self._grille(photo),
            prise_le=None if photo is None else photo.prise_le,
            du=du,
            demandes=montrees,
            attributions=donnees,
            demandes_par_attribution=rapport(montrees, donnees),
            largeur=largeur,
            tranches=tensions(demandes, logees, largeur, petit),
            petit_groupe=petit,
            definition=DEFINITION_DE_LA_TENSION,
        )

    async def attributions(self, perimetre: Perimetre, filtre: FiltreDAttributions) -> AttributionsMesurees:
        await self._communes.load()
        du, au = periode(filtre.du, filtre.au, self._today())
        petit, largeur = self._parametres(perimetre)
        housed = _attributions_of(perimetre, filtre, du, au, self._communes)
        async with self._read(perimetre.departement) as connection:
            rows = (await connection.execute(_summed(housed, filtre.par, largeur))).all()
            ecarts = (await connection.execute(_passed_over(perimetre, filtre, du, au, self._communes))).all()
            noms = await _names(connection, filtre.par, {row.valeur for row in rows if row.valeur})
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

    async def _photo(self, connection: AsyncConnection, perimetre: Perimetre, filtre: FiltreDePhoto) -> Any:
        """The last photo that suits, of one version of grid and no other."""
        statement = (
            select(G.id, G.epci, G.contenu, G.version_grille, K.prise_le)
            .join(photos_de_criteres, and_(K.departement == G.departement, K.grille_id == G.id))
            .where(
                G.departement == perimetre.departement,
                K.departement == perimetre.departement,
                K.genre == "cotees",
                *_filtered(K, FiltreDePhoto()),
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


def _candidates(
    perimetre: Perimetre, filtre: FiltreDAttributions, du: date, au: date, communes: Communes
) -> Select[Any]:
    """Every candidate of the sessions of the period, ranked by the points of that day."""
    dwelling = (A.seance_id, A.bien_id)
    wanted: list[ColumnElement[bool]] = [
        A.departement == perimetre.departement,
        A.decide_le >= du,
        A.decide_le <= au,
        du_territoire(perimetre, A.epci, communes),
    ]
    if filtre.epci:
        wanted.append(A.epci == filtre.epci)
    if filtre.bailleur_id:
        wanted.append(A.bailleur_id == filtre.bailleur_id)
    if filtre.reservataire_id:
        wanted.append(A.reservataire_id == filtre.reservataire_id)
    if filtre.typologie:
        wanted.append(A.typologie == filtre.typologie.value)
    if filtre.grille_id:
        wanted.append(_scored_by(filtre.grille_id))
    return select(
        *candidats_cotes.c,
        func.count(A.points).over(partition_by=dwelling).label("cotes"),
        func.row_number()
        .over(partition_by=dwelling, order_by=(A.points.desc().nulls_last(), A.deposee_le, A.proposition_id))
        .label("place"),
    ).where(*wanted)


def _scored_by(grille_id: UUID) -> ColumnElement[bool]:
    """Decided while this version scored such a demande."""
    whose = case((G.population == Population.TOUS, true()), else_=A.mutation == (G.population == Population.MUTATION))
    return exists().where(
        G.departement == A.departement,
        G.id == grille_id,
        G.epci == A.epci,
        G.effet_du <= A.decide_le,
        or_(G.effet_au.is_(None), A.decide_le <= G.effet_au),
        whose,
    )


def _attributions_of(
    perimetre: Perimetre, filtre: FiltreDAttributions, du: date, au: date, communes: Communes
) -> Select[Any]:
    """Those who were given the dwelling, with how far both rankings agree about it (Kendall's tau-b)."""
    ranked = _candidates(perimetre, filtre, du, au, communes).cte("classes")
    c, one, other = ranked.c, ranked.alias("un"), ranked.alias("autre")
    by_them = func.sign(_rank(other.c) - _rank(one.c))
    by_points = func.sign(one.c.points - other.c.points)
    same_dwelling = and_(
        other.c.seance_id == one.c.seance_id,
        other.c.bien_id == one.c.bien_id,
        other.c.proposition_id > one.c.proposition_id,
        other.c.points.is_not(None),
    )
    pairs = (
        select(
            one.c.seance_id,
            one.c.bien_id,
            func.sum(by_them * by_points).label("accord"),
            func.count(case((by_them != 0, 1))).label("decides"),
            func.count(case((by_points != 0, 1))).label("distincts"),
        )
        .select_from(one.join(other, same_dwelling))
        .where(one.c.points.is_not(None))
        .group_by(one.c.seance_id, one.c.bien_id)
        .subquery("accords")
    )
    p = pairs.c
    tau = p.accord / func.sqrt(func.nullif(cast(p.decides, Float) * p.distincts, 0))
    housed: list[ColumnElement[bool]] = [c.premier]
    if filtre.population is not Population.TOUS:
        housed.append(c.mutation == (filtre.population is Population.MUTATION))
    both = ranked.outerjoin(pairs, and_(p.seance_id == c.seance_id, p.bien_id == c.bien_id))
    return select(*c, tau.label("kendall")).select_from(both).where(*housed)


def _rank(c: Any) -> ColumnElement[int]:
    """As the session ranked them; whoever was not given the dwelling comes after all of them."""
    return case((c.attribue, func.coalesce(c.rang, 1)), else_=LAST)


def _summed(housed: Select[Any], par: Partage, largeur: int) -> Select[Any]:
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
        case Partage.BAILLEUR:
            return cast(c.bailleur_id, Text)
        case Partage.RESERVATAIRE:
            return cast(c.reservataire_id, Text)
        case Partage.TYPOLOGIE:
            return cast(c.typologie, Text)
        case Partage.POPULATION:
            return case((c.mutation, "mutation"), else_="primo")
        case Partage.QPV:
            return case((c.qpv, "oui"), else_="non")
        case Partage.QUARTILE:
            return func.coalesce(c.quartile, "inconnu")
        case Partage.GROUPE:
            return func.coalesce(c.groupe, "autre")
        case Partage.ENSEMBLE:
            return literal("")


def _passed_over(
    perimetre: Perimetre, filtre: FiltreDAttributions, du: date, au: date, communes: Communes
) -> Select[Any]:
    """The motives given to those who had more points than the one who was housed."""
    ranked = _candidates(perimetre, filtre, du, au, communes).cte("classes")
    chosen, before = ranked.alias("attributaire"), ranked.alias("avant")
    wanted: list[ColumnElement[bool]] = [chosen.c.premier, chosen.c.points.is_not(None), before.c.motif.is_not(None)]
    if filtre.population is not Population.TOUS:
        wanted.append(chosen.c.mutation == (filtre.population is Population.MUTATION))
    return (
        select(before.c.motif, func.count())
        .select_from(
            chosen.join(
                before,
                and_(
                    before.c.seance_id == chosen.c.seance_id,
                    before.c.bien_id == chosen.c.bien_id,
                    before.c.place < chosen.c.place,
                ),
            )
        )
        .where(*wanted)
        .group_by(before.c.motif)
    )


async def _names(connection: AsyncConnection, par: Partage, valeurs: Collection[str]) -> Mapping[str, str]:
    if par not in (Partage.BAILLEUR, Partage.RESERVATAIRE):
        return LIBELLES_DES_PARTAGES.get(par, {})
    o = organismes.c
    rows = await connection.execute(select(o.id, o.nom).where(o.id.in_([UUID(valeur) for valeur in valeurs])))
    return {str(row.id): row.nom for row in rows}


def _filtered(photo: Any, filtre: FiltreDePhoto) -> list[ColumnElement[bool]]:
    return [
        photo.typologie == (filtre.typologie.value if filtre.typologie else TOUTES),
        photo.organisme == (str(filtre.organisme_id) if filtre.organisme_id else TOUTES),
        photo.population == (TOUTES if filtre.population is Population.TOUS else filtre.population.value),
    ]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), 1)
