"""The day of a calculation: the same for the whole stock, or one for each row when looking for the next change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import polars as pl

from domain.kernel.calendrier import dernier_jour_du_mois, premier_jour_compte

JOUR = "jour"
"""The column that holds the day of each row."""


class Jour(Protocol):
    @property
    def annee(self) -> pl.Expr: ...

    @property
    def mois(self) -> pl.Expr: ...

    @property
    def quantieme(self) -> pl.Expr: ...

    @property
    def avant_la_fin_du_mois(self) -> pl.Expr: ...

    @property
    def lui_meme(self) -> pl.Expr: ...

    def moins_de(self, mois: int, depuis: str) -> pl.Expr:
        """Has it been less than that many months since the date of this column?"""
        ...


@dataclass(frozen=True, slots=True)
class UnSeulJour:
    le: date

    @property
    def annee(self) -> pl.Expr:
        return pl.lit(self.le.year, pl.Int32)

    @property
    def mois(self) -> pl.Expr:
        return pl.lit(self.le.month, pl.Int32)

    @property
    def quantieme(self) -> pl.Expr:
        return pl.lit(self.le.day, pl.Int32)

    @property
    def avant_la_fin_du_mois(self) -> pl.Expr:
        return pl.lit(self.le.day < dernier_jour_du_mois(self.le.year, self.le.month))

    @property
    def lui_meme(self) -> pl.Expr:
        return pl.lit(self.le, pl.Date)

    def moins_de(self, mois: int, depuis: str) -> pl.Expr:
        return pl.col(depuis) >= premier_jour_compte(self.le, mois)


@dataclass(frozen=True, slots=True)
class JourDeLaLigne:
    @property
    def annee(self) -> pl.Expr:
        return pl.col(JOUR).dt.year().cast(pl.Int32)

    @property
    def mois(self) -> pl.Expr:
        return pl.col(JOUR).dt.month().cast(pl.Int32)

    @property
    def quantieme(self) -> pl.Expr:
        return pl.col(JOUR).dt.day().cast(pl.Int32)

    @property
    def avant_la_fin_du_mois(self) -> pl.Expr:
        return pl.col(JOUR) != pl.col(JOUR).dt.month_end()

    @property
    def lui_meme(self) -> pl.Expr:
        return pl.col(JOUR)

    def moins_de(self, mois: int, depuis: str) -> pl.Expr:
        return pl.col(JOUR) < pl.col(fin(depuis, mois))


def fin(depuis: str, mois: int) -> str:
    """The column of the day on which so many months have gone by: read many times, computed once."""
    return f"{depuis}+{mois}"


def avec_les_fins(dates: pl.DataFrame, depuis: str, durees: Iterable[int]) -> pl.DataFrame:
    return dates.with_columns(
        plus_tard(pl.col(depuis), pl.lit(mois, pl.Int32)).alias(fin(depuis, mois)) for mois in sorted(durees)
    )


def plus_tard(depuis: pl.Expr, mois: pl.Expr) -> pl.Expr:
    """`ajouter_mois`, of columns: the same day of the month, or the last of a month too short."""
    index = depuis.dt.year().cast(pl.Int32) * 12 + depuis.dt.month().cast(pl.Int32) - 1 + mois
    first = pl.date(index // 12, index % 12 + 1, 1)
    return first + pl.duration(
        days=pl.min_horizontal(depuis.dt.day().cast(pl.Int32), first.dt.month_end().dt.day().cast(pl.Int32)) - 1
    )
