"""What many demandes say, as columns: one row each, integers and dates only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from domain.cotation.catalogue import CATALOGUE
from domain.cotation.champs import Champ, TypeChamp, ValeurDeFait
from domain.cotation.faits import Faits

LIGNE = "ligne"
DEPUIS = ":depuis"
BITS = 63
"""Codes of a set held by one column: the sign stays free."""

EVENEMENTS = {LIGNE: pl.UInt32, "type": pl.String, "le": pl.Date, "adapte": pl.Boolean}
PREUVES = {LIGNE: pl.UInt32, "critere": pl.String, "type": pl.String, "valide_le": pl.Date, "expire_le": pl.Date}


def depuis(champ: str) -> str:
    """The column of the dates from which a field is counted."""
    return f"{champ}{DEPUIS}"


def masque(champ: str, rang: int) -> str:
    """One of the columns that hold a set of codes, a bit each."""
    return f"{champ}:{rang}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """The facts of a territory. Row n of every frame speaks of the same demande."""

    valeurs: pl.DataFrame
    evenements: pl.DataFrame
    preuves: pl.DataFrame
    """Validated pieces (no criterion) and the validations of a criterion."""
    codes: Mapping[str, Mapping[str, int]]
    """For each field made of codes, the number that stands for each of them."""

    @classmethod
    def de(cls, dossiers: Sequence[Faits], champs: Iterable[str]) -> "Stock":
        """`champs`: those that the grids read; the others take no room."""
        codes: dict[str, dict[str, int]] = {}
        series = [pl.Series(LIGNE, range(len(dossiers)), dtype=pl.UInt32)]
        for code in champs:
            champ, lus = CATALOGUE[code], [f.valeurs.get(code) for f in dossiers]
            series += _columns(champ, lus, codes)
        evenements = [(n, e.type, e.le, e.adapte) for n, faits in enumerate(dossiers) for e in faits.evenements]
        preuves: list[tuple[Any, ...]] = [
            (n, None, p.type, p.valide_le, p.expire_le) for n, f in enumerate(dossiers) for p in f.pieces
        ]
        preuves += [
            (n, critere, p.type, p.valide_le, p.expire_le)
            for n, faits in enumerate(dossiers)
            for critere, admises in faits.validations.items()
            for p in admises
        ]
        return cls(
            valeurs=pl.DataFrame(series),
            evenements=pl.DataFrame(evenements, EVENEMENTS, orient="row"),
            preuves=pl.DataFrame(preuves, PREUVES, orient="row"),
            codes=codes,
        )


def _columns(champ: Champ, lus: Sequence[ValeurDeFait | None], codes: dict[str, dict[str, int]]) -> list[pl.Series]:
    simples: list[Any] = [None if isinstance(lu, date) else lu for lu in lus]
    found: list[pl.Series] = []
    if champ.temps is not None:
        since = [lu if isinstance(lu, date) else None for lu in lus]
        found = [pl.Series(depuis(champ.code), since, dtype=pl.Date)]
        if not any(lu is not None for lu in simples):
            return found
    match champ.type:
        case TypeChamp.BOOLEEN:
            found.append(pl.Series(champ.code, simples, dtype=pl.Boolean))
        case TypeChamp.NOMBRE:
            scaled = [None if lu is None else int(lu * 10**champ.decimales) for lu in simples]
            found.append(pl.Series(champ.code, scaled, dtype=pl.Int32))
        case TypeChamp.CODE:
            numbers = _numbered(champ, {lu for lu in simples if lu is not None}, codes)
            found = [pl.Series(champ.code, [None if lu is None else numbers[lu] for lu in simples], dtype=pl.Int32)]
        case TypeChamp.ENSEMBLE:
            numbers = _numbered(champ, {code for lu in simples if lu is not None for code in lu}, codes)
            found = [
                pl.Series(masque(champ.code, rang), [_mask(lu, numbers, rang) for lu in simples], dtype=pl.Int64)
                for rang in range(1 + max(len(numbers) - 1, 0) // BITS)
            ]
    return found


def _numbered(champ: Champ, met: set[str], codes: dict[str, dict[str, int]]) -> Mapping[str, int]:
    return codes.setdefault(champ.code, {code: n for n, code in enumerate(sorted(met))})


def _mask(lu: frozenset[str] | None, numbers: Mapping[str, int], rang: int) -> int | None:
    if lu is None:
        return None
    return sum(1 << numbers[code] % BITS for code in lu if numbers[code] // BITS == rang)


def numeros(champ: Champ, lus: pl.Series, codes: dict[str, dict[str, int]]) -> pl.Series:
    """The column of a code, from its text."""
    met = sorted(lus.drop_nulls().unique())
    codes[champ.code] = {code: n for n, code in enumerate(met)}
    return lus.cast(pl.Enum(met)).to_physical().cast(pl.Int32).alias(champ.code)


def masques(champ: Champ, lus: pl.Series, separateur: str, codes: dict[str, dict[str, int]]) -> list[pl.Series]:
    """The columns of a set, from the text of its codes: each different set is read once."""
    sets = pl.DataFrame({"lu": lus.unique().drop_nulls()})
    split = sets.with_columns(code=pl.col("lu").str.split(separateur)).explode("code").filter(pl.col("code") != "")
    met = sorted(split["code"].unique())
    numbers = codes[champ.code] = {code: n for n, code in enumerate(met)}
    columns = [masque(champ.code, rang) for rang in range(1 + max(len(met) - 1, 0) // BITS)]
    bits = [[1 << n % BITS if n // BITS == rang else 0 for n in numbers.values()] for rang in range(len(columns))]
    known = pl.DataFrame(
        {"code": met, **dict(zip(columns, bits, strict=True))}, {"code": pl.String} | dict.fromkeys(columns, pl.Int64)
    )
    masks = split.join(known, on="code").group_by("lu").agg(pl.col(columns).sum())
    read = pl.DataFrame({"lu": lus}).join(masks, on="lu", how="left", maintain_order="left")
    empty = pl.when(pl.col("lu").is_not_null()).then(pl.col(columns).fill_null(0))
    return read.select(empty.name.keep()).get_columns()
