"""The next day on which time alone changes a result, for a whole stock: the same day as the interpreter's.

Each row goes from one day that may change something to the next, until its points are no longer what they were.
"""

import math
from collections.abc import Callable, Iterator
from datetime import date

import polars as pl

from adapters.cotation.bulk import DETAIL, TOTAL, EvaluateurEnMasse, concerne
from adapters.cotation.conditions import pas_suivant, un_de
from adapters.cotation.jour import JOUR, JourDeLaLigne, UnSeulJour, avec_les_fins, fin, plus_tard
from adapters.cotation.stock import LIGNE, Stock, depuis
from domain.cotation.catalogue import CATALOGUE
from domain.cotation.champs import DUREES, Champ, Nombre, Temps
from domain.cotation.compilation import plafond_des_pas
from domain.cotation.conditions import MOIS_MAXIMUM
from domain.cotation.grille import Bareme, ParPas
from domain.cotation.predicats import Comparaison, CompteEvenements, Predicat, feuilles
from domain.cotation.vocabulary import Operateur

BASCULE, HORS = "prochaine_bascule", "hors_cotation"
_BOUGE, _PAS, _MOIS = "bouge", "pas:{}", "mois:{}"


class BasculesEnMasse:
    def __init__(self, masse: EvaluateurEnMasse) -> None:
        self._masse = masse
        self._seuils = _seuils(masse)
        grille = masse.grille
        self._par_pas = {
            rang: critere.valeur
            for rang, critere in enumerate(grille.criteres)
            if isinstance(critere.valeur, ParPas) and CATALOGUE[critere.valeur.champ].temps is not None
        }
        self._dates_lues = {champ.code: champ for champ in masse.champs_lus if champ.temps is not None}
        self._dates_lues |= {lu: champ for lu, champ, _ in masse.reprises}
        self._fenetres = (*masse.fenetres, *(fenetre for _, _, fenetre in masse.reprises))
        mobiles = sorted(masse.mobiles)
        self._rangs = masse.mobiles.union(*(masse.cumuls.get(rang, ()) for rang in mobiles))
        conditions = [predicat for bloc in grille.blocs for predicat in bloc.exclu_si]
        conditions += [variation.si for ensemble in grille.ensembles for variation in ensemble.variations]
        self._entier = any(depend_du_temps(predicat) for predicat in conditions)
        """Blocks and totals that time may change by itself: the others move only with a criterion."""
        compares = [masse.detail(n, rang) for n in (0, 1) for rang in mobiles]
        if self._entier:
            compares += [masse.bloc(n, rang) for n in (0, 1) for rang in range(len(grille.blocs))]
            compares += TOTAL
        self._compares = tuple(dict.fromkeys(compares))

    def prochaines(self, stock: Stock, le: date, depart: pl.DataFrame | None = None) -> pl.DataFrame:
        """One row a demande that time will change: ligne, prochaine_bascule. `depart`: what `lus` found that day."""
        if depart is None:
            depart = self._masse.lus(stock, UnSeulJour(le)).collect()
        stock = self._avec_les_fins(stock)
        here = depart.lazy().with_columns(pl.lit(le, pl.Date).alias(JOUR)).select(self._gardes(stock)).collect()
        dates = self._dates(stock, le)
        before = here.select(LIGNE, *(pl.col(name).alias(f"avant:{name}") for name in (HORS, *self._compares)))
        changed = [pl.col(name).ne_missing(pl.col(f"avant:{name}")) for name in (HORS, *self._compares)]
        # what is not scored has no points that could change
        moved = changed[0] | (pl.col(HORS).is_null() & pl.any_horizontal(changed))
        found: list[pl.DataFrame] = []
        while (days := self._suivants(here, dates)).height:
            left = Stock(
                valeurs=stock.valeurs.join(days, on=LIGNE),
                evenements=stock.evenements,
                preuves=stock.preuves,
                codes=stock.codes,
            )
            there = self._ce_jour_la(left).select(self._gardes(stock))
            here = there.join(before.lazy(), on=LIGNE).with_columns(moved.alias(_BOUGE)).collect()
            found.append(here.filter(pl.col(_BOUGE)).select(LIGNE, pl.col(JOUR).alias(BASCULE)))
            here = here.filter(~pl.col(_BOUGE))
        return pl.concat([pl.DataFrame(schema=_FOUND), *found])

    def _ce_jour_la(self, stock: Stock) -> pl.LazyFrame:
        if self._entier:
            return self._masse.lus(stock, JourDeLaLigne())
        return self._masse.criteres(stock, JourDeLaLigne(), self._rangs)

    def _gardes(self, stock: Stock) -> list[pl.Expr]:
        """What is compared, and what tells the next day: the rest is not even computed."""
        dates = [name for lu in self._dates_lues for name in (lu, depuis(lu))]
        kept = dict.fromkeys([LIGNE, JOUR, HORS, *self._compares, *dates])
        return [
            pl.col(list(kept)),
            *(self._pas(stock, r, par).alias(_PAS.format(r)) for r, par in self._par_pas.items()),
        ]

    def _suivants(self, here: pl.DataFrame, dates: pl.DataFrame) -> pl.DataFrame:
        """For each row, the first day after its own on which something it reads moves."""
        if here.is_empty():
            return here
        first = pl.lit(None, pl.Date)
        frame = here.lazy()
        if self._dates_lues:
            months = {lu: self._mois(lu, champ) for lu, champ in self._dates_lues.items()}
            frame = frame.with_columns(m.alias(_MOIS.format(lu)) for lu, m in months.items() if m is not None)
            first = pl.min_horizontal(
                [self._date_du_champ(lu, champ, months[lu] is not None) for lu, champ in self._dates_lues.items()]
            )
        frame = frame.select(LIGNE, JOUR, first.alias("propre"))
        if dates.height:
            after = (
                here.lazy()
                .select(LIGNE, JOUR)
                .join(dates.lazy(), on=LIGNE)
                .filter(pl.col("date") > pl.col(JOUR))
                .group_by(LIGNE)
                .agg(pl.col("date").min())
            )
            frame = frame.join(after, on=LIGNE, how="left")
            first = pl.min_horizontal("propre", "date")
        else:
            first = pl.col("propre")
        return frame.select(LIGNE, first.alias(JOUR)).filter(pl.col(JOUR).is_not_null()).collect()

    def _mois(self, lu: str, champ: Champ) -> pl.Expr | None:
        """How many months from its date a field takes the next value that counts; none when no value does."""
        if champ.temps is Temps.A_COMPTER_DU:
            return None
        steps = [pl.col(_PAS.format(rang)) for rang, par in self._par_pas.items() if par.lu == lu]
        seuils = sorted(self._seuils.get(lu, ()), reverse=True)
        if not steps and not seuils:
            return None
        next_value: pl.Expr = pl.lit(None, pl.Int64)
        if champ.temps is Temps.MOIS_AVANT:
            # it goes down: the highest threshold that it still reaches is the next that it leaves
            for seuil in reversed(seuils):
                next_value = pl.when(pl.col(lu) >= seuil).then(pl.lit(-seuil, pl.Int64)).otherwise(next_value)
            return pl.when(pl.col(depuis(lu)).is_not_null()).then(next_value).cast(pl.Int32)
        for seuil in seuils:
            next_value = pl.when(pl.col(lu) < seuil).then(pl.lit(seuil, pl.Int64)).otherwise(next_value)
        value = pl.min_horizontal(next_value, *steps) if steps else next_value
        years = champ.temps is Temps.ANNEES
        within = (value > 0) & (value <= (MOIS_MAXIMUM // 12 if years else MOIS_MAXIMUM))
        since = pl.col(depuis(lu))
        return pl.when(within & since.is_not_null()).then(value * 12 if years else value).cast(pl.Int32)

    def _date_du_champ(self, lu: str, champ: Champ, counted: bool) -> pl.Expr:
        since = pl.col(depuis(lu))
        if champ.temps is Temps.A_COMPTER_DU:
            return pl.when(since > pl.col(JOUR)).then(since)
        if not counted:
            return pl.lit(None, pl.Date)
        day = plus_tard(since, pl.col(_MOIS.format(lu)))
        if champ.temps is Temps.ANNEES:
            # born on a 29 February: a year older on 1 March
            day += pl.duration(days=(day.dt.day() < since.dt.day()).cast(pl.Int32))
        elif champ.temps is Temps.MOIS_AVANT:
            last = pl.when(since == since.dt.month_end()).then(day.dt.month_end()).otherwise(day)
            day = last + pl.duration(days=1)
        return day

    def _pas(self, stock: Stock, rang: int, par: ParPas) -> pl.Expr:
        """Only while the criterion gives points that may still grow: beyond, time no longer counts."""
        growing = pl.col(DETAIL[0].format(rang)).abs() < plafond_des_pas(par)
        condition = self._masse.condition(stock, rang)
        if condition is not None:
            growing &= condition.fill_null(value=False)
        if self._masse.grille.hors_cotation:
            growing &= pl.col(HORS).is_null()
        return pl.when(growing).then(pas_suivant(par))

    def _avec_les_fins(self, stock: Stock) -> Stock:
        fenetres = {f.fenetre_mois for f in self._fenetres if f.fenetre_mois is not None}
        preuves = (critere.preuve.validite_mois for critere in self._masse.grille.criteres)
        return Stock(
            valeurs=stock.valeurs,
            evenements=avec_les_fins(stock.evenements, "le", fenetres),
            preuves=avec_les_fins(stock.preuves, "valide_le", {mois for mois in preuves if mois is not None}),
            codes=stock.codes,
        )

    def _dates(self, stock: Stock, le: date) -> pl.DataFrame:
        """The days to come of the events and the proofs, and those on which they no longer count."""
        counted: dict[str, set[str]] = {}
        for fenetre in self._fenetres:
            names = ["le"] if fenetre.fenetre_mois is None else ["le", fin("le", fenetre.fenetre_mois)]
            for name in names:
                counted.setdefault(name, set()).update(fenetre.types)
        asked: dict[str, list[pl.Expr]] = {}
        for critere in self._masse.grille.criteres:
            if critere.preuve.exigee:
                names, mois = ["valide_le", "expire_le"], critere.preuve.validite_mois
                for name in names if mois is None else [*names, fin("valide_le", mois)]:
                    asked.setdefault(name, []).append(concerne(critere))
        found = [
            stock.evenements.lazy()
            .filter((pl.col(name) > le) & pl.col("type").is_in(sorted(types)))
            .select(LIGNE, date=name)
            for name, types in counted.items()
        ]
        found += [
            stock.preuves.lazy().filter((pl.col(name) > le) & un_de(wanted)).select(LIGNE, date=name)
            for name, wanted in asked.items()
        ]
        return pl.concat(found).collect() if found else pl.DataFrame(schema={LIGNE: pl.UInt32, "date": pl.Date})


def depend_du_temps(predicat: Predicat) -> bool:
    return any(
        isinstance(feuille, CompteEvenements) or CATALOGUE[feuille.champ].temps is not None
        for feuille in feuilles(predicat)
    )


_FOUND = {LIGNE: pl.UInt32, BASCULE: pl.Date}


def _seuils(masse: EvaluateurEnMasse) -> dict[str, set[int]]:
    """For each field counted in time, the values at which a condition or a band changes its answer."""
    found: dict[str, set[int]] = {}
    for lecture, seuil in _cites(masse):
        if CATALOGUE[lecture.champ].temps in (*DUREES, Temps.MOIS_AVANT) and seuil > 0:
            found.setdefault(lecture.lu, set()).add(seuil)
    return found


def _cites(masse: EvaluateurEnMasse) -> Iterator[tuple[Comparaison | Bareme, int]]:
    for predicat in masse.grille.predicats():
        for feuille in feuilles(predicat):
            if isinstance(feuille, Comparaison) and feuille.op in _FRANCHI:
                cites = feuille.val if isinstance(feuille.val, tuple) else (feuille.val,)
                for rank, cite in enumerate(cites):
                    if isinstance(cite, Nombre) and not isinstance(cite, bool):
                        yield from ((feuille, seuil) for seuil in _FRANCHI[feuille.op](cite, rank))
    for critere in masse.grille.criteres:
        if isinstance(critere.valeur, Bareme):
            for tranche in critere.valeur.tranches:
                yield from ((critere.valeur, math.ceil(b)) for b in (tranche.min, tranche.max) if b is not None)


def _atteint(cite: Nombre, _: int) -> tuple[int, ...]:
    return (math.ceil(cite),)


def _depasse(cite: Nombre, _: int) -> tuple[int, ...]:
    return (math.floor(cite) + 1,)


_FRANCHI: dict[Operateur, Callable[[Nombre, int], tuple[int, ...]]] = {
    Operateur.SUPERIEUR_OU_EGAL: _atteint,
    Operateur.INFERIEUR: _atteint,
    Operateur.SUPERIEUR: _depasse,
    Operateur.INFERIEUR_OU_EGAL: _depasse,
    Operateur.EGAL: lambda cite, _: (math.ceil(cite), math.floor(cite) + 1),
    Operateur.DIFFERENT: lambda cite, _: (math.ceil(cite), math.floor(cite) + 1),
    Operateur.ENTRE: lambda cite, rank: _depasse(cite, rank) if rank else _atteint(cite, rank),
}
"""The whole values, counted in months or years, that make a comparison change its answer."""
