"""Each condition, value and proof of a grid as a column expression. Its meaning is that of the interpreter.

Polars keeps the same three-valued logic: unknown and false is false, unknown and true stays unknown.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import reduce
from operator import and_, or_
from typing import Final, cast

import polars as pl

from adapters.cotation.jour import Jour, plus_tard
from adapters.cotation.stock import BITS, depuis, masque
from domain.cotation.catalogue import CATALOGUE
from domain.cotation.champs import Champ, Nombre, Temps, TypeChamp
from domain.cotation.compilation import plafond_des_pas
from domain.cotation.grille import POINTS_MAXIMUM, Bareme, Cumul, ParEvenement, ParPas, PointsFixes, Valeur
from domain.cotation.predicats import (
    AuMoins,
    Comparaison,
    CompteEvenements,
    FenetreEvenement,
    Non,
    Predicat,
    Reprise,
    Tous,
    UnDe,
)
from domain.cotation.vocabulary import Arrondi, Operateur

_ABSENT: Final = -1
"""The number of a code that no demande of the stock carries."""

Codes = Mapping[str, Mapping[str, int]]


def lecture(champ: Champ, jour: Jour, given: frozenset[str], rangs: int = 1) -> list[pl.Expr]:
    """The columns of a field as it stands that day, under their own names; `rangs`: columns of a set."""
    if champ.type is TypeChamp.ENSEMBLE:
        return [_or_absent(pl.col(masque(champ.code, rang)), champ) for rang in range(rangs)]
    if champ.temps is None:
        read = pl.col(champ.code)
    else:
        read = _counted(pl.col(depuis(champ.code)), champ.temps, jour)
        if champ.code in given:
            read = pl.coalesce(pl.col(champ.code), read)
    return [_or_absent(read, champ).alias(champ.code)]


def reprise(lu: str, champ: Champ, fenetre: Reprise, jour: Jour) -> list[pl.Expr]:
    """A duration that dated events start again, or set back, over its own column and what `resume` kept of them."""
    assert champ.temps is not None
    since, kept = pl.col(depuis(champ.code)), pl.col(resume(lu))
    if fenetre.recul_mois is None:
        moved = pl.max_horizontal(since, kept)
    else:
        moved = plus_tard(since, kept.fill_null(0) * fenetre.recul_mois)
    again = pl.when(since.is_not_null()).then(moved)
    counted = pl.when(since.is_null()).then(pl.col(champ.code)).otherwise(_counted(again, champ.temps, jour))
    return [again.alias(depuis(lu)), counted.alias(lu)]


def resume(lu: str) -> str:
    """The column of the last event that starts a duration again, or of how many set it back."""
    return f"{lu}:resume"


def _or_absent(read: pl.Expr, champ: Champ) -> pl.Expr:
    absente = champ.valeur_absente
    if absente is None:
        return read
    return read.fill_null(0 if isinstance(absente, frozenset) else absente)


def _counted(since: pl.Expr, temps: Temps, jour: Jour) -> pl.Expr:
    year, month, day = (part.cast(pl.Int32) for part in (since.dt.year(), since.dt.month(), since.dt.day()))
    match temps:
        case Temps.MOIS:
            months = jour.annee * 12 + jour.mois - (year * 12 + month)
            incomplete = (day > jour.quantieme) & jour.avant_la_fin_du_mois
            return (months - incomplete.cast(pl.Int32)).clip(lower_bound=0)
        case Temps.MOIS_AVANT:
            months = year * 12 + month - (jour.annee * 12 + jour.mois)
            incomplete = (jour.quantieme > day) & (since != since.dt.month_end())
            return (months - incomplete.cast(pl.Int32)).clip(lower_bound=0)
        case Temps.ANNEES:
            still_to_come = (month * 100 + day > jour.mois * 100 + jour.quantieme).cast(pl.Int32)
            return (jour.annee - year - still_to_come).clip(lower_bound=0)
        case Temps.A_COMPTER_DU:
            return since <= jour.lui_meme


def tous(tests: Iterable[pl.Expr]) -> pl.Expr:
    """One after the other: a test alone costs nothing more than itself."""
    return reduce(and_, tests)


def un_de(tests: Iterable[pl.Expr]) -> pl.Expr:
    return reduce(or_, tests)


class Conditions:
    """Compiles against columns already read: fields under their names, windows under `compte`."""

    def __init__(self, codes: Codes, fenetres: Mapping[FenetreEvenement, str]) -> None:
        self._codes = codes
        self._fenetres = fenetres

    def predicat(self, predicat: Predicat) -> pl.Expr:
        match predicat:
            case Tous(parmi=parmi):
                return tous([self.predicat(fils) for fils in parmi])
            case UnDe(parmi=parmi):
                return un_de([self.predicat(fils) for fils in parmi])
            case AuMoins(combien=combien, parmi=parmi):
                return self._au_moins(combien, [self.predicat(fils) for fils in parmi])
            case Non(predicat=nie):
                return ~self.predicat(nie)
            case CompteEvenements(evenement=evenement, op=op, val=val):
                return _compared(pl.col(self._fenetres[evenement]), op, val)
            case Comparaison():
                return self._comparaison(CATALOGUE[predicat.champ], predicat)

    def _au_moins(self, combien: int, tests: list[pl.Expr]) -> pl.Expr:
        """True when enough are, false when too few can be, unknown in between."""
        known = pl.sum_horizontal([test.fill_null(value=False).cast(pl.Int32) for test in tests])
        possible = pl.sum_horizontal([test.fill_null(value=True).cast(pl.Int32) for test in tests])
        return pl.when(known >= combien).then(True).when(possible < combien).then(False)

    def _comparaison(self, champ: Champ, comparaison: Comparaison) -> pl.Expr:
        if champ.type is TypeChamp.ENSEMBLE:
            return self._ensemble(champ, comparaison)
        read = pl.col(comparaison.lu)
        match comparaison.op:
            case Operateur.VIDE:
                return read.is_null()
            case Operateur.NON_VIDE:
                return read.is_not_null()
        match champ.type:
            case TypeChamp.NOMBRE:
                return _compared(read, comparaison.op, _a_l_echelle(champ, comparaison.val))
            case TypeChamp.CODE:
                wanted = comparaison.val
                numbers = (
                    tuple(self._numero(champ, code) for code in wanted)
                    if isinstance(wanted, frozenset)
                    else self._numero(champ, str(wanted))
                )
                return _compared(read, comparaison.op, numbers)
            case _:
                return _compared(read, comparaison.op, comparaison.val)

    def _numero(self, champ: Champ, code: str) -> int:
        return self._codes.get(champ.code, {}).get(code, _ABSENT)

    def _ensemble(self, champ: Champ, comparaison: Comparaison) -> pl.Expr:
        columns = [pl.col(masque(champ.code, rang)) for rang in range(rangs_de(self._codes, champ.code))]
        if comparaison.op in (Operateur.VIDE, Operateur.NON_VIDE):
            empty = pl.all_horizontal([c.is_null() | (c == 0) for c in columns])
            return empty if comparaison.op is Operateur.VIDE else ~empty
        masks = dict.fromkeys(range(len(columns)), 0)
        for code in cast("frozenset[str]", comparaison.val):
            numero = self._numero(champ, code)
            if numero != _ABSENT:
                masks[numero // BITS] |= 1 << numero % BITS
        return un_de([(c & masks[rang]) != 0 for rang, c in enumerate(columns) if masks[rang] or not rang])

    def valeur(self, valeur: Valeur, arrondi: Arrondi) -> pl.Expr:
        """The points of a criterion whose condition holds; unknown when its field is."""
        match valeur:
            case PointsFixes(points=points):
                return pl.lit(points, pl.Int32)
            case Bareme():
                return _bareme(valeur)
            case ParPas():
                return _par_pas(valeur, arrondi)
            case ParEvenement(evenement=evenement, points=points, franchise=franchise, max=maximum):
                counted = pl.col(self._fenetres[evenement])
                if franchise:
                    counted = (counted - franchise).clip(lower_bound=0)
                if maximum is not None:
                    counted = counted.clip(upper_bound=maximum)
                bounded = maximum is not None and abs(points) * maximum <= POINTS_MAXIMUM
                return counted * points if bounded else (counted * points).clip(-POINTS_MAXIMUM, POINTS_MAXIMUM)
            case Cumul():
                raise AssertionError("counted once the other criteria are known")


def rangs_de(codes: Codes, champ: str) -> int:
    return 1 + max(len(codes.get(champ, ())) - 1, 0) // BITS


def _compared(read: pl.Expr, op: Operateur, val: object) -> pl.Expr:
    match op:
        case Operateur.EGAL:
            return read == val
        case Operateur.DIFFERENT:
            return read != val
        case Operateur.INFERIEUR:
            return read < val
        case Operateur.INFERIEUR_OU_EGAL:
            return read <= val
        case Operateur.SUPERIEUR:
            return read > val
        case Operateur.SUPERIEUR_OU_EGAL:
            return read >= val
        case Operateur.ENTRE:
            bas, haut = cast("tuple[int, int]", val)
            return (read >= bas) & (read <= haut)
        case Operateur.DANS:
            return un_de([read == one for one in cast("Iterable[int]", val)])
        case _:
            raise AssertionError(op)


def _a_l_echelle(champ: Champ, val: object) -> int | tuple[int, ...]:
    if isinstance(val, tuple):
        return tuple(_entier(champ, one) for one in val)
    return _entier(champ, cast("Nombre", val))


def _entier(champ: Champ, nombre: Nombre) -> int:
    """A threshold in the unit of its column: tenths, when the field has a decimal."""
    scaled = nombre * 10**champ.decimales
    assert scaled == int(scaled), (champ.code, nombre)
    return int(scaled)


def _bareme(bareme: Bareme) -> pl.Expr:
    champ = CATALOGUE[bareme.champ]
    read = pl.col(bareme.lu)
    chain: pl.Expr = pl.when(read.is_null()).then(pl.lit(None, pl.Int32)).otherwise(pl.lit(0, pl.Int32))
    for tranche in reversed(bareme.tranches):
        within = [read >= _entier(champ, tranche.min)] if tranche.min is not None else []
        within += [read < _entier(champ, tranche.max)] if tranche.max is not None else []
        # an unknown value is in no band: the comparison is unknown too
        held = tous(within) if within else read.is_not_null()
        chain = pl.when(held).then(pl.lit(tranche.points, pl.Int32)).otherwise(chain)
    return chain


def _par_pas(par: ParPas, arrondi: Arrondi) -> pl.Expr:
    """In whole numbers from end to end: every decimal is carried by a power of ten."""
    steps, _ = _pas(par)
    parts = 10 ** _decimals(par.points)
    exact = steps * int(par.points * parts)
    limit = plafond_des_pas(par)
    return arrondir(exact, parts, arrondi).clip(-limit, limit).cast(pl.Int32)


def _pas(par: ParPas) -> tuple[pl.Expr, int]:
    """The whole steps beyond the free part, and the scale at which they were counted."""
    champ = CATALOGUE[par.champ]
    scale = 10 ** max(champ.decimales, _decimals(par.pas), _decimals(par.franchise))
    read = pl.col(par.lu).cast(pl.Int64) * (scale // 10**champ.decimales)
    return ((read - int(par.franchise * scale)) // int(par.pas * scale)).clip(lower_bound=0), scale


def pas_suivant(par: ParPas) -> pl.Expr:
    """The value of its field, counted in time, at which one more step is made."""
    steps, scale = _pas(par)
    reached = int(par.franchise * scale) + (steps + 1) * int(par.pas * scale)
    return pl.max_horizontal(-((-reached) // scale), pl.col(par.lu).cast(pl.Int64) + 1)


def multiplier(points: pl.Expr, coefficient: Nombre, arrondi: Arrondi) -> pl.Expr:
    parts = 10 ** _decimals(coefficient)
    return arrondir(points * int(coefficient * parts), parts, arrondi)


def arrondir(exact: pl.Expr, parts: int, arrondi: Arrondi) -> pl.Expr:
    """`exact` counts in `parts` of a point."""
    if parts == 1:
        return exact
    match arrondi:
        case Arrondi.INFERIEUR:
            return exact // parts
        case Arrondi.SUPERIEUR:
            return -((-exact) // parts)
        case Arrondi.PROCHE:
            return exact.sign() * ((exact.abs() * 2 + parts) // (2 * parts))


def _decimals(nombre: Nombre) -> int:
    exponent = nombre.normalize().as_tuple().exponent if isinstance(nombre, Decimal) else 0
    return max(0, -int(exponent))
