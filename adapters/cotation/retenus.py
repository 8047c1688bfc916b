"""What each criterion really counts in the verified total: `domain/cotation/trace.py`, a column at a time.

Their sum over a demande, with what the sets of blocks and the bounds of the total add or remove, is the total itself.
"""

from collections.abc import Sequence
from itertools import pairwise

import polars as pl

from adapters.cotation.bulk import BLOC, DETAIL
from adapters.cotation.conditions import multiplier
from domain.cotation.composition import PlanDeBloc, planifier
from domain.cotation.grille import Grille
from domain.cotation.vocabulary import ModeDeBloc

RETENU, AJUSTEMENT = "retenu:{}", "ajustement"
_OVER, _HIGHEST, _WINNER = "ecart", "plus_haut", "gagnant"


def retenus(grille: Grille, points: pl.DataFrame) -> pl.DataFrame:
    """`points`: what `EvaluateurEnMasse` gives. One column a criterion, then what the sets of
    blocks and the bounds of the total changed."""
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
    frame = frame.with_columns([p.alias(name) for name, p in zip(names, own, strict=True)])
    for groupe in plan.groupes:
        frame = _only_one(frame, [names[place] for place in groupe], first=False)
    if plan.bloc.mode is not ModeDeBloc.SOMME:
        frame = _only_one(frame, names, first=plan.bloc.mode is ModeDeBloc.PREMIER)
    elif plan.bloc.retenus is not None:
        frame = _only_the_highest(frame, names, plan.bloc.retenus)
    if plan.bloc.coefficient != 1:
        frame = frame.with_columns(_weighted(plan, names))
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
    if bloc.mode is not ModeDeBloc.SOMME:
        # one criterion counts: the bounds of the block are its own
        bound = [pl.col(name).clip(bloc.plancher, bloc.plafond) for name in names]
        return frame.with_columns(
            [pl.when(pl.col(name) != 0).then(b).otherwise(0).alias(name) for name, b in zip(names, bound, strict=True)]
        )
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


def _only_the_highest(frame: pl.LazyFrame, names: Sequence[str], kept: int) -> pl.LazyFrame:
    """Those that fewer than `kept` others outdo; of equals, the first."""
    columns = []
    for place, name in enumerate(names):
        own = pl.col(name)
        better = [
            ((pl.col(n) != 0) & ((pl.col(n) > own) | ((pl.col(n) == own) & (rank < place)))).cast(pl.Int32)
            for rank, n in enumerate(names)
            if rank != place
        ]
        outdone = pl.sum_horizontal(better) if better else pl.lit(0)
        columns.append(pl.when(outdone < kept).then(own).otherwise(0).alias(name))
    return frame.with_columns(columns)


def _weighted(plan: PlanDeBloc, names: Sequence[str]) -> list[pl.Expr]:
    """What each adds to the block once multiplied: the parts add up to the whole."""
    reached = [
        multiplier(pl.sum_horizontal([pl.col(n) for n in names[:last]]), plan.bloc.coefficient, plan.arrondi)
        for last in range(1, len(names) + 1)
    ]
    parts = [reached[0], *(high - low for low, high in pairwise(reached))]
    return [part.cast(pl.Int32).alias(name) for name, part in zip(names, parts, strict=True)]


def _only_one(frame: pl.LazyFrame, names: Sequence[str], *, first: bool) -> pl.LazyFrame:
    """The first of those that count, or the first of the highest; the others give nothing."""
    met = [pl.when(pl.col(name) != 0).then(pl.col(name)) for name in names]
    if first:
        wins = [p.is_not_null() for p in met]
    else:
        frame = frame.with_columns(pl.max_horizontal(met).alias(_HIGHEST))
        wins = [(pl.col(name) == pl.col(_HIGHEST)) & (pl.col(name) != 0) for name in names]
    winner = pl.coalesce([pl.when(w).then(pl.lit(place, pl.Int8)) for place, w in enumerate(wins)])
    return frame.with_columns(winner.alias(_WINNER)).with_columns(
        [
            pl.when(pl.col(_WINNER) == place).then(pl.col(name)).otherwise(0).alias(name)
            for place, name in enumerate(names)
        ]
    )
