"""What each criterion really counts in the verified total: `domain/cotation/trace.py`, a column at a time.

Their sum over a demande, with what the bounds of the total add or remove, is the total itself.
"""

from collections.abc import Sequence

import polars as pl

from adapters.cotation.bulk import BLOC, DETAIL
from domain.cotation.composition import PlanDeBloc, planifier
from domain.cotation.grille import Grille
from domain.cotation.vocabulary import ModeDeBloc

RETENU, AJUSTEMENT = "retenu:{}", "ajustement"
_OVER = "ecart"


def retenus(grille: Grille, points: pl.DataFrame) -> pl.DataFrame:
    """`points`: what `EvaluateurEnMasse` gives. One column a criterion, then what the bounds of the total changed."""
    frame = points.lazy()
    for plan in planifier(grille):
        frame = _du_bloc(frame, plan)
    blocs = pl.sum_horizontal([pl.col(BLOC[1].format(n)) for n in range(len(grille.blocs))])
    names = [RETENU.format(n) for n in range(len(grille.criteres))]
    return frame.select(
        *(pl.col(name).cast(pl.Int16) for name in names),
        (pl.col("total_verifie").fill_null(0).cast(pl.Int32) - blocs).cast(pl.Int16).alias(AJUSTEMENT),
    ).collect()


def _du_bloc(frame: pl.LazyFrame, plan: PlanDeBloc) -> pl.LazyFrame:
    names = [RETENU.format(n) for n in range(plan.debut, plan.fin)]
    own = [pl.col(DETAIL[1].format(n)).cast(pl.Int32) for n in range(plan.debut, plan.fin)]
    frame = frame.with_columns([kept.alias(name) for name, kept in zip(names, _gardes(plan, own), strict=True)])
    bloc, bounded = plan.bloc, plan.bloc.plancher is not None or plan.bloc.plafond is not None
    total = pl.sum_horizontal([pl.col(name) for name in names])
    if plan.exclu_par or bloc.exclu_si:
        reached = pl.col(BLOC[1].format(plan.rang)).cast(pl.Int32)
        aimed = total.clip(bloc.plancher, bloc.plafond) if bounded else total
        excluded = (reached == 0) & (aimed != 0)
        for rang in plan.exclu_par:
            excluded |= pl.col(BLOC[1].format(rang)) > 0
        frame = frame.with_columns(excluded.alias("exclu"))
        frame = frame.with_columns([pl.when("exclu").then(0).otherwise(pl.col(name)).alias(name) for name in names])
    if not bounded:
        return frame
    frame = frame.with_columns((total - total.clip(bloc.plancher, bloc.plafond)).alias(_OVER))
    for name in reversed(names):
        kept, over = pl.col(name), pl.col(_OVER)
        trimmed = (
            pl.when(over > 0)
            .then(pl.min_horizontal(kept.clip(lower_bound=0), over))
            .otherwise(pl.max_horizontal(kept.clip(upper_bound=0), over))
        )
        frame = frame.with_columns((kept - trimmed).alias(name), (over - trimmed).alias(_OVER))
    return frame


def _gardes(plan: PlanDeBloc, own: Sequence[pl.Expr]) -> list[pl.Expr]:
    """The criteria that the groups and the mode of the block let count."""
    met: list[pl.Expr] = [pl.when(p != 0).then(p) for p in own]
    for groupe in plan.groupes:
        _only_the_highest(met, groupe)
    if plan.bloc.mode is ModeDeBloc.MAX:
        _only_the_highest(met, range(len(met)))
    elif plan.bloc.mode is ModeDeBloc.PREMIER:
        before: pl.Expr = pl.lit(value=False)
        for place, p in enumerate(list(met)):
            met[place] = pl.when(~before).then(p)
            before = before | p.is_not_null()
    return [p.fill_null(0) for p in met]


def _only_the_highest(met: list[pl.Expr], places: Sequence[int]) -> None:
    """The first of the highest; the others give nothing."""
    highest = pl.max_horizontal([met[place] for place in places])
    taken: pl.Expr = pl.lit(value=False)
    for place, p in [(place, met[place]) for place in places]:
        wins = (p == highest).fill_null(value=False)
        met[place] = pl.when(wins & ~taken).then(p)
        taken = taken | wins
