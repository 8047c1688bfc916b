"""A whole stock scored at once: the same points as the interpreter, a column at a time."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cached_property

import polars as pl

from adapters.cotation.conditions import Conditions, lecture, multiplier, rangs_de, reprise, resume, un_de
from adapters.cotation.jour import JOUR, Jour, JourDeLaLigne, UnSeulJour
from adapters.cotation.stock import DEPUIS, LIGNE, Stock
from domain.cotation.compilation import types_attendus
from domain.cotation.composition import PlanDeBloc
from domain.cotation.ensembles import Ensemble
from domain.cotation.grille import Bareme, Critere, Cumul, Grille, ParPas
from domain.cotation.interpreter import Evaluateur
from domain.cotation.predicats import FenetreEvenement, Reprise
from domain.cotation.vocabulary import ModeDeBloc, ModeDEnsemble, ModeDePreuve, StatutCotation

DETAIL, BLOC = ("declare:{}", "verifie:{}"), ("bloc_declare:{}", "bloc_verifie:{}")
ENSEMBLE, VARIATION = ("ensemble_declare:{}", "ensemble_verifie:{}"), "variation:{}"
TOTAL = ("total_declare", "total_verifie")


class EvaluateurEnMasse:
    """A grid ready for any stock, built once."""

    def __init__(self, grille: Grille) -> None:
        self.grille = grille
        self._evaluateur = Evaluateur(grille)
        self._plan = self._evaluateur.plan_du_total
        self.champs_lus = self._evaluateur.champs
        self.champs = tuple(champ.code for champ in self.champs_lus)
        self.fenetres = self._evaluateur.fenetres
        self.mobiles, self.cumuls = self._evaluateur.mobiles, self._evaluateur.cumuls
        self._fenetres = {f: f"compte:{n}" for n, f in enumerate(self._evaluateur.fenetres)}
        self.reprises = self._evaluateur.reprises
        self.compte_des_evenements = bool(self._fenetres or self.reprises)
        self._tous = range(len(grille.criteres))
        self._preuves = {n: f"preuve:{n}" for n, c in enumerate(grille.criteres) if c.preuve.exigee}
        self.attend_des_preuves = bool(self._preuves)
        declared = {n for n in self._preuves if not grille.criteres[n].sur_seule_validation}
        self._a_verifier = sorted(declared)
        """Those that a demande declares, and that a proof verifies; a validation alone is its own condition."""
        self._prouves = frozenset(declared) | {
            n for n, counted in self._evaluateur.cumuls.items() if not declared.isdisjoint(counted)
        }
        """The criteria whose verified points may differ from the declared ones."""

    def evaluer(self, stock: Stock, le: date) -> pl.DataFrame:
        """One row a demande, in the order of the stock: status, totals, blocks and details, declared and verified."""
        return self.preparer(stock, le).collect()

    def preparer(self, stock: Stock, le: date) -> pl.LazyFrame:
        return self.resultat(self.lus(stock, UnSeulJour(le)))

    def resultat(self, lus: pl.LazyFrame) -> pl.LazyFrame:
        return lus.select(self._resultat())

    def lus(self, stock: Stock, jour: Jour) -> pl.LazyFrame:
        """Everything that the calculation read and found: the fields, the points of each criterion, the blocks."""
        frame = self.criteres(stock, jour, self._tous)
        return _then(frame, *self._blocs(), *self._ensembles(), self._totaux())

    def criteres(self, stock: Stock, jour: Jour, rangs: Collection[int]) -> pl.LazyFrame:
        """The fields, why a demande is not scored, and the points of these criteria only."""
        conditions = Conditions(stock.codes, self._fenetres)
        return _then(
            self._lu(stock, jour),
            self._ecartes(conditions),
            self._details(conditions, rangs),
            self._verifies(rangs),
            self._cumuls(conditions, rangs),
        )

    def condition(self, stock: Stock, rang: int) -> pl.Expr | None:
        """The condition of a criterion, over what `lus` read; none when it has none."""
        si = self.grille.criteres[rang].si
        return None if si is None else Conditions(stock.codes, self._fenetres).predicat(si)

    def _lu(self, stock: Stock, jour: Jour) -> pl.LazyFrame:
        given = frozenset(stock.valeurs.columns)
        columns = [
            column for c in self._evaluateur.champs for column in lecture(c, jour, given, rangs_de(stock.codes, c.code))
        ]
        kept = [name for name in given if name == JOUR or name.endswith(DEPUIS)]
        frame = stock.valeurs.lazy().select(LIGNE, *sorted(kept), *columns)
        if self.compte_des_evenements:
            counted = [_dans(f, jour).sum().cast(pl.Int32).alias(name) for f, name in self._fenetres.items()]
            counted += [_resume(f, jour).alias(resume(lu)) for lu, _, f in self.reprises]
            found = _a_leur_jour(stock.evenements, stock, jour).group_by(LIGNE).agg(counted)
            frame = frame.join(found, on=LIGNE, how="left", maintain_order="left")
            frame = _then(
                frame,
                [pl.col(name).fill_null(0) for name in self._fenetres.values()],
                [column for lu, champ, f in self.reprises for column in reprise(lu, champ, f, jour)],
            )
        if self._preuves:
            valid = [_prouve(self.grille.criteres[n], jour).any().alias(name) for n, name in self._preuves.items()]
            found = _a_leur_jour(stock.preuves, stock, jour).group_by(LIGNE).agg(valid)
            frame = frame.join(found, on=LIGNE, how="left", maintain_order="left")
            frame = frame.with_columns(pl.col(*self._preuves.values()).fill_null(value=False))
        return frame

    def _ecartes(self, conditions: Conditions) -> list[pl.Expr]:
        """Why a demande is not scored, the blocks that a condition sets aside, and the sets that one makes vary."""
        motif = pl.lit(None, pl.String)
        for exclusion in reversed(self.grille.hors_cotation):
            motif = pl.when(conditions.predicat(exclusion.si)).then(pl.lit(exclusion.motif)).otherwise(motif)
        return [
            motif.alias("hors_cotation"),
            *(
                un_de(conditions.predicat(p).fill_null(value=False) for p in bloc.exclu_si).alias(f"exclu:{rang}")
                for rang, bloc in enumerate(self.grille.blocs)
                if bloc.exclu_si
            ),
            *(
                self._variation(conditions, ensemble).alias(VARIATION.format(rang))
                for rang, ensemble in enumerate(self.grille.ensembles)
                if ensemble.variations
            ),
        ]

    def _variation(self, conditions: Conditions, ensemble: Ensemble) -> pl.Expr:
        """How many per cent are added to a set of blocks: those of the first condition that holds."""
        added: pl.Expr = pl.lit(0, pl.Int32)
        for variation in reversed(ensemble.variations):
            added = (
                pl.when(conditions.predicat(variation.si)).then(pl.lit(variation.pourcent, pl.Int32)).otherwise(added)
            )
        return added

    def _details(self, conditions: Conditions, rangs: Collection[int]) -> list[pl.Expr]:
        return [
            _zero_unless(
                self._condition(conditions, rang),
                _connus(critere, conditions.valeur(critere.valeur, self.grille.arrondi)),
            ).alias(DETAIL[0].format(rang))
            for rang, critere in enumerate(self.grille.criteres)
            if rang in rangs and not isinstance(critere.valeur, Cumul)
        ]

    def _verifies(self, rangs: Collection[int]) -> list[pl.Expr]:
        """Only those that a proof may change: the others are the declared ones, read twice and written once."""
        declared, verified = DETAIL
        return [
            _zero_unless(pl.col(self._preuves[rang]), pl.col(declared.format(rang))).alias(verified.format(rang))
            for rang in self._a_verifier
            if rang in rangs
        ]

    def _cumuls(self, conditions: Conditions, rangs: Collection[int]) -> list[pl.Expr]:
        """The criteria that count others, declared then verified."""
        return [
            _zero_unless(self._condition(conditions, rang), self._palier(rang, n)).alias(DETAIL[n].format(rang))
            for rang in self._evaluateur.cumuls
            for n in (0, 1)
            if rang in rangs and (n == 0 or rang in self._prouves)
        ]

    def _palier(self, rang: int, n: int) -> pl.Expr:
        valeur = self.grille.criteres[rang].valeur
        assert isinstance(valeur, Cumul)
        met = [(pl.col(self.detail(n, r)) != 0).cast(pl.Int32) for r in self._evaluateur.cumuls[rang]]
        count = pl.sum_horizontal(met)
        reached: pl.Expr = pl.lit(0, pl.Int32)
        for palier in valeur.paliers:
            reached = pl.when(count >= palier.au_moins).then(pl.lit(palier.points, pl.Int32)).otherwise(reached)
        return reached

    def _condition(self, conditions: Conditions, rang: int) -> pl.Expr | None:
        critere = self.grille.criteres[rang]
        if critere.sur_seule_validation:
            return pl.col(self._preuves[rang])
        return None if critere.si is None else conditions.predicat(critere.si)

    def _blocs(self) -> Iterable[list[pl.Expr]]:
        """One step a block, each after those that may exclude it."""
        for plan in self._evaluateur.plans:
            yield [
                self._bloc(plan, n).alias(BLOC[n].format(plan.rang))
                for n in (0, 1)
                if n == 0 or plan.rang in self._blocs_prouves
            ]

    @cached_property
    def _blocs_prouves(self) -> frozenset[int]:
        """The blocks whose verified points may differ from the declared ones."""
        found: set[int] = set()
        for plan in self._evaluateur.plans:
            own = not self._prouves.isdisjoint(range(plan.debut, plan.fin))
            if own or not found.isdisjoint(plan.exclu_par):
                found.add(plan.rang)
        return frozenset(found)

    def detail(self, n: int, rang: int) -> str:
        """The column of `lus` that holds the points of a criterion, declared (0) or verified (1)."""
        return DETAIL[n if rang in self._prouves else 0].format(rang)

    def bloc(self, n: int, rang: int) -> str:
        return BLOC[n if rang in self._blocs_prouves else 0].format(rang)

    def _bloc(self, plan: PlanDeBloc, n: int) -> pl.Expr:
        points = [pl.col(self.detail(n, rang)) for rang in range(plan.debut, plan.fin)]
        total = _retenus(plan, points)
        if plan.bloc.coefficient != 1:
            total = multiplier(total, plan.bloc.coefficient, plan.arrondi)
        if plan.bloc.plancher is not None or plan.bloc.plafond is not None:
            total = _clip(total, plan.bloc.plancher, plan.bloc.plafond)
        excluded = [pl.col(self.bloc(n, rang)) > 0 for rang in plan.exclu_par]
        if plan.bloc.exclu_si:
            excluded.append(pl.col(f"exclu:{plan.rang}"))
        return pl.when(un_de(excluded)).then(0).otherwise(total) if excluded else total

    def _ensembles(self) -> Iterable[list[pl.Expr]]:
        """One step a set of blocks, each after those it counts."""
        for rang in range(len(self.grille.ensembles)):
            yield [self._ensemble(rang, n).alias(ENSEMBLE[n].format(rang)) for n in (0, 1)]

    def _ensemble(self, rang: int, n: int) -> pl.Expr:
        ensemble = self.grille.ensembles[rang]
        counted = [self._partie(n, place) for place in self._plan.comptes[rang]]
        if ensemble.mode is ModeDEnsemble.SOMME:
            summed = pl.sum_horizontal(counted)
        else:
            summed = pl.max_horizontal([pl.when(points != 0).then(points) for points in counted]).fill_null(0)
        varied, part = summed, pl.col(VARIATION.format(rang))
        for variation in ensemble.variations:
            changed = multiplier(summed, variation.coefficient, self.grille.arrondi)
            varied = pl.when((part == variation.pourcent) & (summed > 0)).then(changed).otherwise(varied)
        place, relatif = self._plan.relatifs[rang], ensemble.plafond_relatif
        if place is not None and relatif is not None:
            share = multiplier(self._partie(n, place).clip(lower_bound=0), relatif.coefficient, self.grille.arrondi)
            varied = pl.min_horizontal(varied, share)
        return _clip(varied, ensemble.plancher, ensemble.plafond)

    def _partie(self, n: int, place: int) -> pl.Expr:
        """The points of a block, or of a set of blocks, at its place in the total."""
        blocs = len(self.grille.blocs)
        return pl.col(self.bloc(n, place) if place < blocs else ENSEMBLE[n].format(place - blocs))

    def _totaux(self) -> list[pl.Expr]:
        return [
            _clip(
                pl.sum_horizontal([self._partie(n, place) for place in self._plan.libres]),
                self.grille.plancher_total,
                self.grille.plafond_total,
            ).alias(total)
            for n, total in enumerate(TOTAL)
        ]

    def _resultat(self) -> list[pl.Expr]:
        scored = pl.col("hors_cotation").is_null()
        changed = [pl.col(DETAIL[0].format(rang)) != pl.col(DETAIL[1].format(rang)) for rang in self._a_verifier]
        provisional = un_de(changed) if changed else pl.lit(value=False)
        cut = bool(self.grille.hors_cotation)
        statut = (
            pl.when(provisional)
            .then(pl.lit(StatutCotation.PROVISOIRE.value))
            .otherwise(pl.lit(StatutCotation.VERIFIEE.value))
        )
        if cut:
            statut = pl.when(scored).then(statut).otherwise(pl.lit(StatutCotation.HORS_COTATION.value))
        blocs, criteres = range(len(self.grille.blocs)), range(len(self.grille.criteres))
        parts = [(self.bloc(n, r), BLOC[n].format(r)) for n in (0, 1) for r in blocs]
        parts += [(self.detail(n, r), DETAIL[n].format(r)) for n in (0, 1) for r in criteres]
        return [
            pl.col(LIGNE),
            statut.alias("statut"),
            pl.col("hors_cotation"),
            *((pl.when(scored).then(pl.col(t)) if cut else pl.col(t)).cast(pl.Int16).alias(t) for t in TOTAL),
            *(
                (pl.when(scored).then(pl.col(p)).otherwise(0) if cut else pl.col(p)).cast(pl.Int16).alias(name)
                for p, name in parts
            ),
        ]


def _then(frame: pl.LazyFrame, *steps: Sequence[pl.Expr]) -> pl.LazyFrame:
    for columns in steps:
        if columns:
            frame = frame.with_columns(columns)
    return frame


def _a_leur_jour(dates: pl.DataFrame, stock: Stock, jour: Jour) -> pl.LazyFrame:
    if not isinstance(jour, JourDeLaLigne):
        return dates.lazy()
    return dates.lazy().join(stock.valeurs.lazy().select(LIGNE, JOUR), on=LIGNE)


def _parmi(column: str, codes: Collection[str]) -> pl.Expr:
    return un_de(pl.col(column) == code for code in codes) if 0 < len(codes) < 4 else pl.col(column).is_in(list(codes))


def _dans(fenetre: FenetreEvenement, jour: Jour) -> pl.Expr:
    counted = _parmi("type", fenetre.types) & (pl.col("le") <= jour.lui_meme)
    if fenetre.adapte is not None:
        counted &= (pl.col("adapte") == fenetre.adapte).fill_null(value=False)
    if fenetre.fenetre_mois is not None:
        counted &= jour.moins_de(fenetre.fenetre_mois, "le")
    return counted


def _resume(reprise: Reprise, jour: Jour) -> pl.Expr:
    """The last of these events, or how many there are when each sets the duration back."""
    counted = _dans(reprise, jour)
    return pl.col("le").filter(counted).max() if reprise.recul_mois is None else counted.sum().cast(pl.Int32)


def concerne(critere: Critere) -> pl.Expr:
    """Is this proof one that the criterion asks for?"""
    if critere.preuve.mode is ModeDePreuve.VALIDE_PAR:
        return (pl.col("critere") == critere.code).fill_null(value=False) & (pl.col("type") == critere.preuve.role)
    return pl.col("critere").is_null() & _parmi("type", sorted(types_attendus(critere)))


def _prouve(critere: Critere, jour: Jour) -> pl.Expr:
    le = jour.lui_meme
    valid = (pl.col("valide_le") <= le) & (pl.col("expire_le") > le).fill_null(value=True)
    if critere.preuve.validite_mois is not None:
        valid &= jour.moins_de(critere.preuve.validite_mois, "valide_le")
    return concerne(critere) & valid


def _zero_unless(condition: pl.Expr | None, points: pl.Expr) -> pl.Expr:
    """A condition that is unknown gives nothing: a missing answer never opens a right by accident."""
    return points if condition is None else pl.when(condition).then(points).otherwise(0)


def _connus(critere: Critere, points: pl.Expr) -> pl.Expr:
    """Nor does a field that is unknown."""
    return points.fill_null(0) if isinstance(critere.valeur, Bareme | ParPas) else points


def _clip(points: pl.Expr, plancher: int | None, plafond: int | None) -> pl.Expr:
    return points if plancher is None and plafond is None else points.clip(plancher, plafond)


def _retenus(plan: PlanDeBloc, points: Sequence[pl.Expr]) -> pl.Expr:
    """What a block keeps of its criteria: all of them, the highest, the first; one of each exclusive group."""
    met = [pl.when(p != 0).then(p) for p in points]
    match plan.bloc.mode:
        case ModeDeBloc.MAX:
            return pl.max_horizontal(met).fill_null(0)
        case ModeDeBloc.PREMIER:
            return pl.coalesce(*_gagnants(plan, met)).fill_null(0)
        case ModeDeBloc.SOMME:
            grouped = {place for groupe in plan.groupes for place in groupe}
            kept = [p for place, p in enumerate(points) if place not in grouped]
            kept += [pl.max_horizontal([met[place] for place in groupe]).fill_null(0) for groupe in plan.groupes]
            if plan.bloc.retenus is None:
                return pl.sum_horizontal(kept)
            highest = pl.concat_list([pl.when(p != 0).then(p) for p in kept]).list.drop_nulls()
            return highest.list.sort(descending=True).list.head(plan.bloc.retenus).list.sum().fill_null(0)


def _gagnants(plan: PlanDeBloc, met: Sequence[pl.Expr]) -> list[pl.Expr]:
    """Each criterion met, once its group has kept the highest (the first of equals)."""
    kept = list(met)
    for groupe in plan.groupes:
        highest = pl.max_horizontal([met[place] for place in groupe])
        for rank, place in enumerate(groupe):
            wins = met[place] == highest
            earlier = [(met[before] == highest).fill_null(value=False) for before in groupe[:rank]]
            kept[place] = pl.when(wins & ~un_de(earlier) if earlier else wins).then(met[place])
    return kept
