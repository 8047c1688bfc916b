"""What a grid says of values already read, as SQL expressions: comparisons, scales, steps, and what a block keeps."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final, cast

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Integer,
    Numeric,
    String,
    Text,
    and_,
    case,
    false,
    func,
    literal,
    literal_column,
    not_,
    null,
    or_,
    select,
    true,
)
from sqlalchemy import cast as as_type
from sqlalchemy.dialects.postgresql import ARRAY, array

from domain.cotation.catalogue import CATALOGUE
from domain.cotation.champs import Champ, Nombre, TypeChamp
from domain.cotation.compilation import plafond_des_pas
from domain.cotation.composition import PlanDeBloc
from domain.cotation.grille import Bareme, ParPas
from domain.cotation.predicats import Comparaison
from domain.cotation.vocabulary import Arrondi, ModeDeBloc, Operateur

Expr = ColumnElement[Any]


def of_comparaison(read: Expr, champ: Champ, comparaison: Comparaison) -> Expr:
    op, val = comparaison.op, comparaison.val
    if op in (Operateur.VIDE, Operateur.NON_VIDE):
        empty = func.coalesce(func.cardinality(read), 0) == 0 if champ.type is TypeChamp.ENSEMBLE else read.is_(None)
        return empty if op is Operateur.VIDE else not_(empty)
    match champ.type:
        case TypeChamp.ENSEMBLE:
            codes = literal(sorted(cast("frozenset[str]", val)), ARRAY(Text))
            return read.op("&&", is_comparison=True, return_type=Boolean())(codes)
        case TypeChamp.NOMBRE:
            return compared(read, op, whole_numbers(val, 10**champ.decimales))
        case TypeChamp.CODE:
            wanted = tuple(sorted(val)) if isinstance(val, frozenset) else (val,)
            return compared(read, op, [literal(code, String) for code in wanted])
        case _:
            return compared(read, op, [literal(val, Boolean)])


def compared(read: Expr, op: Operateur, val: Sequence[Expr]) -> Expr:
    match op:
        case Operateur.EGAL:
            return read == val[0]
        case Operateur.DIFFERENT:
            return read != val[0]
        case Operateur.INFERIEUR:
            return read < val[0]
        case Operateur.INFERIEUR_OU_EGAL:
            return read <= val[0]
        case Operateur.SUPERIEUR:
            return read > val[0]
        case Operateur.SUPERIEUR_OU_EGAL:
            return read >= val[0]
        case Operateur.ENTRE:
            return and_(read >= val[0], read <= val[1])
        case Operateur.DANS:
            return or_(*(read == one for one in val))
        case _:
            raise AssertionError(op)


def whole(value: int) -> Expr:
    return literal(value, BigInteger)


def exact_number(value: Nombre) -> Expr:
    return literal(Decimal(value), Numeric)


def whole_numbers(val: object, scale: int) -> list[Expr]:
    return [whole(int(one * scale)) for one in (val if isinstance(val, tuple) else (cast("Nombre", val),))]


def of_bareme(read: Expr, bareme: Bareme) -> Expr:
    scale = 10 ** CATALOGUE[bareme.champ].decimales
    whens: list[tuple[Expr, Any]] = [(read.is_(None), null())]
    for tranche in bareme.tranches:
        within = [read >= whole(int(tranche.min * scale))] if tranche.min is not None else []
        within += [read < whole(int(tranche.max * scale))] if tranche.max is not None else []
        whens.append((and_(*within) if within else read.is_not(None), whole(tranche.points)))
    return case(*whens, else_=whole(0))


ROUNDED: Final[dict[Arrondi, Any]] = {
    Arrondi.INFERIEUR: func.floor,
    Arrondi.SUPERIEUR: func.ceil,
    Arrondi.PROCHE: func.round,
}


def of_par_pas(read: Expr, par: ParPas, arrondi: Arrondi) -> Expr:
    """In whole numbers from end to end; what is below the free part makes no step, however it is rounded."""
    decimals = CATALOGUE[par.champ].decimales
    scale = 10 ** max(decimals, _decimals(par.pas), _decimals(par.franchise))
    beyond = as_type(read, BigInteger) * whole(scale // 10**decimals) - whole(int(par.franchise * scale))
    steps = func.greatest(func.div(as_type(beyond, Numeric), as_type(whole(int(par.pas * scale)), Numeric)), 0)
    parts = 10 ** _decimals(par.points)
    exact = steps * as_type(whole(int(par.points * parts)), Numeric) / as_type(whole(parts), Numeric)
    rounded = ROUNDED[arrondi](exact)
    limit = plafond_des_pas(par)
    return case((read.is_(None), null()), else_=clipped(rounded, -limit, limit))


def _decimals(nombre: Nombre) -> int:
    exponent = nombre.normalize().as_tuple().exponent if isinstance(nombre, Decimal) else 0
    return max(0, -int(exponent))


def clipped(points: Expr, plancher: int | None, plafond: int | None) -> Expr:
    if plancher is not None:
        points = func.greatest(points, plancher)
    return points if plafond is None else func.least(points, plafond)


def total_of(points: Sequence[Expr]) -> Expr:
    total: Expr = literal_column("0", Integer)
    for one in points:
        total = total + one
    return total


def kept_of(plan: PlanDeBloc, points: Sequence[Expr]) -> Expr:
    """What a block keeps of its criteria: all of them, the highest, the first; one of each exclusive group."""
    met = [func.nullif(p, 0) for p in points]
    match plan.bloc.mode:
        case ModeDeBloc.MAX:
            return func.coalesce(func.greatest(*met), 0)
        case ModeDeBloc.PREMIER:
            return func.coalesce(*_gagnants(plan, met), 0)
        case ModeDeBloc.SOMME:
            grouped = {place for groupe in plan.groupes for place in groupe}
            kept: list[Expr] = [p for place, p in enumerate(points) if place not in grouped]
            kept += [func.coalesce(func.greatest(*(met[p] for p in groupe)), 0) for groupe in plan.groupes]
            return total_of(kept) if plan.bloc.retenus is None else _highest(kept, plan.bloc.retenus)


def _highest(points: Sequence[Expr], kept: int) -> Expr:
    each = func.unnest(array(list(points))).column_valued("points")
    ranked = select(each.label("points")).where(each != 0).order_by(each.desc()).limit(kept).subquery()
    return select(func.coalesce(func.sum(ranked.c.points), 0)).scalar_subquery()


def multiplied(points: Expr, plan: PlanDeBloc) -> Expr:
    if plan.bloc.coefficient == 1:
        return points
    exact = as_type(points, Numeric) * exact_number(plan.bloc.coefficient)
    return as_type(ROUNDED[plan.arrondi](exact), Integer)


def at_least(combien: int, tests: Sequence[Expr]) -> Expr:
    """True when enough are, false when too few can be, unknown in between."""
    known = total_of([case((test, 1), else_=0) for test in tests])
    possible = total_of([case((func.coalesce(test, true()), 1), else_=0) for test in tests])
    return case((known >= whole(combien), true()), (possible < whole(combien), false()), else_=null())


def _gagnants(plan: PlanDeBloc, met: Sequence[Expr]) -> list[Expr]:
    """Each criterion met, once its group has kept the highest (the first of equals)."""
    kept = list(met)
    for groupe in plan.groupes:
        highest = func.greatest(*(met[place] for place in groupe))
        for rank, place in enumerate(groupe):
            earlier = [func.coalesce(met[before] == highest, false()) for before in groupe[:rank]]
            kept[place] = case((and_(met[place] == highest, *(not_(e) for e in earlier)), met[place]), else_=null())
    return kept
