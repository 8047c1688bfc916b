"""The measures of a simulation, on columns: distributions, contributions, ranks, and who moved.

Row n of every frame speaks of the same household; none of them holds a name.
"""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from adapters.cotation.bulk import EvaluateurEnMasse
from adapters.cotation.retenus import AJUSTEMENT, RETENU, retenus
from adapters.cotation.stock import Stock
from domain.cotation.departage import JOUR_ZERO, MOIS_ET_RANG, poids
from domain.cotation.grille import Grille
from domain.cotation.sensibilite import est_sensible
from domain.cotation.simulation.rapport import (
    Contribution,
    Deplacement,
    Ensemble,
    GroupePrioritaire,
    MenageDeplace,
    PremierDecile,
    TrancheDePoints,
)
from domain.cotation.simulation.rules import (
    parametre,
    pourcentage,
    taire_les_petits,
    tranche_de_personnes,
)
from domain.cotation.vocabulary import Departage, Population, StatutCotation
from domain.kernel.codes import Typologie

GROUPES = tuple(GroupePrioritaire)
TYPOLOGIES = tuple(Typologie)
PROFILS = {
    "mutation": pl.Boolean,
    "groupe": pl.Int8,
    "quartile": pl.Int8,
    "personnes": pl.Int16,
    "deposee_le": pl.Date,
    "numero": pl.String,
}
SOUHAITS = {"ligne": pl.UInt32, "commune": pl.Int32, "typologie": pl.Int8}
"""In the order of each household's choices, households in the order of the stock."""
_LOWEST = 32_767
"""Of a household that the grid does not score: after every other."""
_KEPT = ("statut", "total_declare", "total_verifie")


def evaluer(
    masse: EvaluateurEnMasse, stock: Stock, mutations: pl.Series, population: Population, le: date
) -> pl.DataFrame:
    """Status, totals and what each criterion counts; nothing for those to whom the grid does not apply."""
    points = masse.evaluer(stock, le)
    found = pl.concat([points.select(_KEPT), retenus(masse.grille, points)], how="horizontal")
    if population is Population.TOUS:
        return found
    applies = mutations if population is Population.MUTATION else ~mutations
    names = [c for c in found.columns if c not in _KEPT]
    return found.with_columns(
        *(pl.when(applies).then(pl.col(c)).alias(c) for c in _KEPT),
        *(pl.when(applies).then(pl.col(c)).otherwise(0).cast(pl.Int16).alias(c) for c in names),
    )


@dataclass(frozen=True, kw_only=True)
class Stocke:
    """What the measures read of the households, beside their points."""

    profils: pl.DataFrame
    souhaits: pl.DataFrame
    communes: Sequence[str]
    """The code that each number of `souhaits.commune` stands for."""
    _orders: dict[tuple[Departage, ...], pl.Series] = field(default_factory=dict, init=False, repr=False, compare=False)

    def ordre(self, grille: Grille) -> pl.Series:
        """What decides between equals, as one number: the same for the grids that decide alike."""
        if grille.departage not in self._orders:
            self._orders[grille.departage] = _order(grille, self.profils)
        return self._orders[grille.departage]


class Classement:
    """One grid on the whole stock: the totals, and the place that they give."""

    def __init__(self, grille: Grille, points: pl.DataFrame, stocke: Stocke) -> None:
        self.grille = grille
        self.points = points
        total = points["total_verifie"].cast(pl.Int64)
        self.cote = total.is_not_null()
        order = stocke.ordre(grille)
        key = (32_767 - total.fill_null(-_LOWEST)) * 2**32 + order
        self.place = key.arg_sort().arg_sort()
        """From 0, in the whole territory."""
        lines = stocke.souhaits["ligne"]
        groups = stocke.souhaits["commune"].cast(pl.Int64) * len(TYPOLOGIES) + stocke.souhaits["typologie"]
        sizes = groups.value_counts(sort=False, name="n").sort(groups.name)
        starts = sizes.with_columns((pl.col("n").cum_sum() - pl.col("n")).alias("start"))
        base = pl.zeros(len(stocke.communes) * len(TYPOLOGIES), dtype=pl.UInt32, eager=True)
        base = base.scatter(starts[groups.name], starts["start"].cast(pl.UInt32))
        ranked = (groups * 2**48 + key.gather(lines)).arg_sort().arg_sort()
        self.rang = (ranked.cast(pl.Int64) - base.gather(groups).cast(pl.Int64)).cast(pl.Int32)
        """Of each wish, among those of the same commune and size."""

    @property
    def en_tete(self) -> int:
        return int(self.cote.sum())

    def premiers(self, part: float) -> pl.Series:
        """The households at the top of the ranking, as a mask."""
        return (self.place < math.ceil(self.en_tete * part)) & self.cote

    def ensemble(self) -> Ensemble:
        total = self.points["total_verifie"].drop_nulls()
        statuts = dict(self.points["statut"].drop_nulls().value_counts().iter_rows())
        counts = total.value_counts(name="n")
        shared = int(counts.filter(pl.col("n") > 1)["n"].sum())
        zero = int((total == 0).sum())
        cotees = total.len()
        return Ensemble(
            cotees=cotees,
            hors_cotation=statuts.get(StatutCotation.HORS_COTATION.value, 0),
            provisoires=statuts.get(StatutCotation.PROVISOIRE.value, 0),
            a_zero=zero,
            part_a_zero=pourcentage(zero, cotees) or 0.0,
            ex_aequo=shared,
            part_ex_aequo=pourcentage(shared, cotees) or 0.0,
            valeurs=counts.height,
            minimum=total.min() if cotees else None,  # type: ignore[arg-type]
            mediane=float(total.median()) if cotees else None,  # type: ignore[arg-type]
            moyenne=round(float(total.mean()), 1) if cotees else None,  # type: ignore[arg-type]
            maximum=total.max() if cotees else None,  # type: ignore[arg-type]
        )

    def contributions(self, petit: int) -> list[Contribution]:
        """Their points sum to the totals, and their shares of variance to a hundred."""
        lines = [
            (bloc.libelle, critere.code, critere.libelle) for bloc in self.grille.blocs for critere in bloc.criteres
        ]
        names = [RETENU.format(n) for n in range(len(lines))]
        if self.grille.ensembles or self.grille.plafond_total is not None or self.grille.plancher_total is not None:
            lines.append(
                (
                    "",
                    "ajustement",
                    "Ensembles de blocs et bornes du total" if self.grille.ensembles else "Bornes du total",
                )
            )
            names.append(AJUSTEMENT)
        total = pl.col("total_verifie").cast(pl.Int64)
        counted = self.points.lazy().filter(total.is_not_null())
        read = counted.select(
            *((pl.col(c) != 0).sum().alias(f"n:{c}") for c in names),
            *(pl.col(c).cast(pl.Int64).sum().alias(f"s:{c}") for c in names),
            *(pl.col(c).cast(pl.Int32).abs().sum().alias(f"a:{c}") for c in names),
            *((pl.col(c).cast(pl.Int64) * total).sum().alias(f"x:{c}") for c in names),
            pl.len().alias("len"),
            total.sum().alias("total"),
            (total * total).sum().alias("squares"),
        )
        row = read.collect().row(0, named=True)
        size, somme = row["len"] or 1, row["total"] or 0
        spread = (row["squares"] or 0) - somme * somme / size
        gross = sum(row[f"a:{c}"] or 0 for c in names)
        told = taire_les_petits([row[f"n:{c}"] or 0 for c in names], petit)
        found = []
        for (bloc, code, libelle), name, demandes in zip(lines, names, told, strict=True):
            points = row[f"s:{name}"] or 0
            together = (row[f"x:{name}"] or 0) - points * somme / size
            known = demandes is not None
            found.append(
                Contribution(
                    bloc=bloc,
                    code=code,
                    libelle=libelle,
                    demandes=demandes,
                    points=points if known else None,
                    moyenne=round(points / demandes, 1) if demandes else None,
                    part_des_points=pourcentage(row[f"a:{name}"] or 0, gross) if known else None,
                    part_de_variance=pourcentage(together, spread) if known else None,
                )
            )
        return found


def variance_la_plus_forte(contributions: Sequence[Contribution]) -> tuple[str, float] | None:
    known = [(c.libelle, c.part_de_variance) for c in contributions if c.part_de_variance is not None]
    return max(known, key=lambda c: c[1], default=None)


def parts_en_tete(
    classement: Classement, stocke: Stocke, population: Population, tete: float
) -> dict[str, tuple[float, int]]:
    """What the guard rails look at, and on how many households."""
    profils, first, cote = stocke.profils, classement.premiers(tete), classement.cote
    found = {}
    for rang, groupe in enumerate(GROUPES[:2]):
        members = (profils["groupe"] == rang) & cote
        found[groupe.value] = _part(first & members, int(members.sum()))
    quartile = profils["quartile"]
    if quartile.is_not_null().any():
        known = first & quartile.is_not_null()
        found["quartile_1"] = _part((known & (quartile == 1)).fill_null(value=False), int(known.sum()))
    if population is Population.TOUS:
        found["mutation"] = _part(first & profils["mutation"], int(first.sum()))
    return found


def _part(members: pl.Series, size: int) -> tuple[float, int]:
    return (100 * int(members.sum()) / size if size else 0.0), size


def repartition(simule: Classement, compare: Classement | None, largeur: int, petit: int) -> list[TrancheDePoints]:
    """Bands of the same width, from the lowest to the highest of both grids."""
    counted = [_bands(simule, largeur), _bands(compare, largeur) if compare else {}]
    bands = sorted({band for found in counted for band in found})
    if not bands:
        return []
    whole = range(bands[0], bands[-1] + 1)
    one, other = (taire_les_petits([found.get(band, 0) for band in whole], petit) for found in counted)
    return [
        TrancheDePoints(
            de=band * largeur,
            a=band * largeur + largeur - 1,
            simulee=one[n],
            comparee=other[n] if compare else None,
        )
        for n, band in enumerate(whole)
    ]


def _bands(classement: Classement, largeur: int) -> dict[int, int]:
    bands = classement.points["total_verifie"].drop_nulls().cast(pl.Int32) // largeur
    return dict(bands.value_counts().iter_rows())


class Mouvements:
    """Two grids on one stock: how far each household goes up or down, where it wishes to live."""

    def __init__(
        self,
        simule: Classement,
        compare: Classement,
        stocke: Stocke,
        *,
        le: date,
        departement: str,
        graine: int,
        nom_commune: Callable[[str], str],
    ) -> None:
        self._simule, self._compare, self._stocke = simule, compare, stocke
        self._le, self._graine, self._nom = le, graine, nom_commune
        self._petit = parametre("petit_groupe", le, departement).entier()
        self._montres = parametre("menages_montres", le, departement).entier()
        self._croisements = parametre("croisements_montres", le, departement).entier()
        lines = stocke.souhaits["ligne"]
        both = (simule.cote & compare.cote).gather(lines)
        self._moves = stocke.souhaits.with_columns(
            (compare.rang - simule.rang).alias("rangs"),
            stocke.profils["groupe"].gather(lines).alias("groupe"),
            both.alias("both"),
        )
        cells = (
            self._moves.lazy()
            .filter("both")
            .group_by("commune", "typologie", "groupe")
            .agg(
                pl.len().alias("souhaits"),
                pl.col("rangs").sum().cast(pl.Int64).alias("somme"),
                (pl.col("rangs") > 0).sum().alias("montent"),
                (pl.col("rangs") < 0).sum().alias("descendent"),
                pl.col("rangs").max().alias("haut"),
                pl.col("rangs").min().alias("bas"),
            )
        )
        self._cells = cells.collect()
        self.secrets = 0

    def decile(self) -> PremierDecile:
        one, other = self._simule.premiers(0.1), self._compare.premiers(0.1)
        stay, enter, leave = int((one & other).sum()), int((one & ~other).sum()), int((other & ~one).sum())
        told = taire_les_petits([stay, enter, leave], self._petit)
        return PremierDecile(places=int(one.sum()), restent=told[0], entrent=told[1], sortent=told[2])

    def par(self, axe: str) -> list[Deplacement]:
        return [self._deplacement({axe: row[axe]}, row) for row in self._shown([axe]).sort(axe).iter_rows(named=True)]

    def croisement(self) -> list[Deplacement]:
        keys = ["commune", "typologie", "groupe"]
        far = self._shown(keys).with_columns((pl.col("somme") / pl.col("souhaits")).abs().alias("loin"))
        rows = far.sort(["loin", *keys], descending=[True, False, False, False]).head(self._croisements)
        return [self._deplacement({k: row[k] for k in keys}, row) for row in rows.iter_rows(named=True)]

    def _shown(self, keys: list[str]) -> pl.DataFrame:
        """The groups that may be shown: as many wishes of one size in one commune are as many households."""
        merged = self._cells.group_by(keys).agg(
            pl.col("souhaits", "somme", "montent", "descendent").sum(),
            pl.col("haut").max(),
            pl.col("bas").min(),
            pl.col("souhaits").max().alias("menages"),
        )
        shown = merged.filter(pl.col("menages") >= self._petit)
        self.secrets += merged.height - shown.height
        return shown

    def _deplacement(self, keys: dict[str, int], row: dict[str, int]) -> Deplacement:
        commune = self._stocke.communes[keys["commune"]] if "commune" in keys else None
        groupe = GROUPES[keys["groupe"]] if "groupe" in keys else None
        return Deplacement(
            commune=commune,
            commune_nom=self._nom(commune) if commune else None,
            typologie=TYPOLOGIES[keys["typologie"]].value if "typologie" in keys else None,
            groupe=groupe,
            groupe_libelle=groupe.libelle if groupe else None,
            souhaits=row["souhaits"],
            moyen=round(row["somme"] / row["souhaits"], 1),
            montent=pourcentage(row["montent"], row["souhaits"]) or 0.0,
            descendent=pourcentage(row["descendent"], row["souhaits"]) or 0.0,
            plus_forte_montee=max(0, row["haut"]),
            plus_forte_descente=max(0, -row["bas"]),
        )

    def menages(self) -> tuple[list[MenageDeplace], list[MenageDeplace]]:
        """Those who gain and those who lose most on their first choice, among profiles that many share."""
        profils = self._stocke.profils
        lines = self._moves["ligne"]
        first = self._moves.filter((lines != lines.shift(1)).fill_null(value=True) & self._moves["both"])
        first = first.with_columns(
            profils["mutation"].gather(first["ligne"]),
            profils["personnes"].gather(first["ligne"]).clip(1, 5).alias("taille"),
        ).filter(pl.col("rangs") != 0)
        shared = (
            self._moves.lazy()
            .filter("both")
            .group_by("typologie", "groupe")
            .agg(pl.col("ligne").n_unique().alias("menages"))
        )
        first = first.join(shared.collect(), on=["typologie", "groupe"]).filter(pl.col("menages") >= self._petit)
        draw = random.Random(self._graine)  # noqa: S311 -- chooses who is shown among equals, and must be repeatable
        gain, lose = (self._furthest(first, sign, draw) for sign in (1, -1))
        return gain, lose

    def _furthest(self, first: pl.DataFrame, sign: int, draw: random.Random) -> list[MenageDeplace]:
        moved = first.filter(pl.col("rangs") * sign > 0)
        if moved.height == 0:
            return []
        far = (moved["rangs"] * sign).top_k(self._montres).min()
        rows = moved.filter(pl.col("rangs") * sign >= far).sort("ligne").rows(named=True)
        draw.shuffle(rows)
        rows = sorted(rows, key=lambda row: -row["rangs"] * sign)[: self._montres]
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        kind = "gagnant" if sign > 0 else "perdant"
        return [
            self._menage(f"Ménage {kind} {letters[n] if n < len(letters) else n + 1}", row)
            for n, row in enumerate(rows)
        ]

    def _menage(self, nom: str, row: dict[str, int]) -> MenageDeplace:
        profil = self._stocke.profils.row(row["ligne"], named=True)
        after, before = (
            self._simule.points.row(row["ligne"], named=True),
            self._compare.points.row(row["ligne"], named=True),
        )
        deposee: date = profil["deposee_le"]
        return MenageDeplace(
            nom=nom,
            typologie=TYPOLOGIES[row["typologie"]].value,
            personnes=tranche_de_personnes(profil["personnes"]),
            groupe_libelle=GROUPES[profil["groupe"]].libelle,
            mutation=profil["mutation"],
            anciennete_annees=max(0, (self._le - deposee).days // 365),
            points_avant=before["total_verifie"],
            points_apres=after["total_verifie"],
            rangs=row["rangs"],
            criteres=self._changes(before, after),
        )

    def _changes(self, before: dict[str, int], after: dict[str, int]) -> list[str]:
        found: dict[str, list[int]] = {}
        labels: dict[str, str] = {}
        for place, (classement, points) in enumerate(((self._compare, before), (self._simule, after))):
            for n, critere in enumerate(classement.grille.criteres):
                # a criterion kept under its code in both grids is one line; what is private is not named
                code = "RESERVE" if est_sensible(critere, classement.grille.criteres) else critere.code
                labels[code] = "Critères dont le détail est réservé" if code == "RESERVE" else critere.libelle
                found.setdefault(code, [0, 0])[place] += points[RETENU.format(n)]
        return [f"{labels[code]} : {old} → {new}" for code, (old, new) in found.items() if old != new]


def _order(grille: Grille, profils: pl.DataFrame) -> pl.Series:
    """What decides between equals, as one number: domain/cotation/departage.py on columns, then the line."""
    pese = poids(grille.departage)
    jour = (pl.col("deposee_le") - JOUR_ZERO).dt.total_days()
    debut, fin = MOIS_ET_RANG.start, MOIS_ET_RANG.stop
    numero = pl.col("numero").str.slice(debut, fin - debut).cast(pl.Int64, strict=False).fill_null(0)
    cle = jour * pese.jour + numero * pese.numero
    return profils.select(pl.arg_sort_by(cle, pl.int_range(pl.len()))).to_series().arg_sort().cast(pl.Int64)
