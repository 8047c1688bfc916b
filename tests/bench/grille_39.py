"""A grid of 39 criteria, fictitious, as a document; and the same one written by hand in columns, as one would do
without an engine."""

from datetime import date
from typing import Any

import polars as pl

from adapters.cotation.stock import LIGNE, Stock, depuis, masque
from domain.cotation.document import lire_grille
from domain.cotation.grille import Grille
from domain.kernel.calendrier import ajouter_mois


def _si(champ: str, op: str, val: Any) -> dict[str, Any]:
    return {"champ": champ, "op": op, "val": val}


NATIONAUX: list[tuple[str, dict[str, Any], int, str | None]] = [
    ("N01", _si("dalo", "=", True), 50, None),
    ("N02", _si("motifs", "dans", ["06"]), 45, "MOT_06"),
    ("N03", _si("statut_logement", "dans", ["SD"]), 40, None),
    ("N04", _si("statut_logement", "dans", ["CP", "CPE"]), 25, None),
    ("N05", _si("handicap", "=", True), 30, "HANDICAP"),
    ("N06", _si("statut_logement", "dans", ["HOT"]), 28, None),
    ("N07", _si("motifs", "dans", ["01"]), 22, None),
    ("N08", _si("motifs", "dans", ["05"]), 20, "MOT_05"),
    ("N09", _si("sur_occupation", "=", True), 18, None),
    ("N10", _si("motifs", "dans", ["11"]), 15, None),
    ("N11", _si("delai_anormalement_long", "=", True), 20, None),
    ("N12", _si("motifs", "dans", ["13"]), 12, None),
]
LOCAUX: list[tuple[str, dict[str, Any], int]] = [
    ("L01", _si("motifs", "dans", ["18"]), 15),
    ("L02", _si("habite_epci", "=", True), 5),
    ("L03", _si("travaille_epci", "=", True), 8),
    ("L04", _si("parent_isole", "=", True), 5),
    ("L05", _si("nb_enfants_mineurs", ">=", 3), 6),
    ("L06", _si("enfant_a_naitre", "=", True), 4),
    ("L07", _si("statut_logement", "dans", ["HLM"]), 3),
    ("L08", _si("sous_occupation", "=", True), 12),
    ("L09", _si("taux_effort", ">", 40), 10),
    ("L10", _si("nb_personnes", "entre", [4, 6]), 4),
    ("L11", _si("motif_principal", "=", "19"), 7),
    ("L12", _si("premier_choix_epci", "=", True), 2),
    ("L13", _si("age_demandeur", "<", 30), 3),
    ("L14", _si("age_demandeur", ">=", 65), 4),
    ("L15", _si("demande_elargie", "=", True), 2),
]
BANDES = [("H01", [[0, 12, 0], [12, 24, 5], [24, 36, 10], [36, None, 20]])]
VIE: list[tuple[str, str, int | None, int, int]] = [
    ("H03", "passage_cal_non_attribue", 24, 3, 3),
    ("H04", "proposition", 12, 1, 5),
    ("D01", "refus_proposition", 12, -10, 3),
    ("D02", "refus_prospection", 6, -2, 4),
    ("D03", "sans_reponse", 12, -5, 2),
    ("D04", "refus_proposition", 36, -1, 5),
]
SEUILS = [("H05", "nb_communes_souhaitees", 3, 2), ("H06", "nb_personnes", 2, 1), ("H07", "nb_enfants", 1, 2)]


def document() -> dict[str, Any]:
    def justifie(piece: str | None) -> dict[str, Any]:
        return {} if piece is None else {"preuve": {"justifie": [piece]}}

    evenements = [
        {"code": c, "evenement": {"types": [t], "fenetre_mois": f, "points": p, "max": m}} for c, t, f, p, m in VIE
    ]
    historique = [
        *({"code": c, "bareme": {"champ": "anciennete_mois", "tranches": t}} for c, t in BANDES),
        {"code": "H02", "par": {"champ": "mois_dans_logement", "pas": 6, "points": 1, "plafond": 8}},
        *evenements[:2],
        *({"code": c, "si": _si(champ, ">=", seuil), "points": p} for c, champ, seuil, p in SEUILS),
        {"code": "H08", "par": {"champ": "nb_enfants_mineurs", "pas": 1, "points": 2, "plafond": 8}},
    ]
    return {
        "id": "BANC-39",
        "blocs": [
            {
                "code": "N",
                "mode": "max",
                "plafond": 50,
                "criteres": [{"code": c, "si": si, "points": p} | justifie(piece) for c, si, p, piece in NATIONAUX],
            },
            {
                "code": "L",
                "mode": "somme",
                "plafond": 40,
                "exclu_si_positif": ["N"],
                "criteres": [{"code": c, "si": si, "points": p} for c, si, p in LOCAUX],
            },
            {"code": "H", "mode": "somme", "criteres": historique},
            {"code": "D", "mode": "somme", "plancher": -50, "criteres": evenements[2:]},
        ],
    }


def grille() -> Grille:
    return lire_grille(document())


def a_la_main(stock: Stock, le: date) -> pl.DataFrame:
    """Totals, blocks and details, declared and verified: written for this grid and for no other."""
    codes = stock.codes

    def dans(champ: str, *wanted: str) -> pl.Expr:
        known = codes.get(champ, {})
        bits = sum(1 << known[code] for code in wanted if code in known)
        return (pl.col(masque(champ, 0)).fill_null(0) & bits) != 0

    def est(champ: str, *wanted: str) -> pl.Expr:
        known = codes.get(champ, {})
        return pl.any_horizontal([pl.col(champ) == known.get(code, -1) for code in wanted])

    def mois(champ: str) -> pl.Expr:
        since = pl.col(depuis(champ))
        whole = (le.year - since.dt.year()) * 12 + le.month - since.dt.month().cast(pl.Int32)
        return (whole - (since.dt.day() > le.day).cast(pl.Int32)).clip(lower_bound=0)

    since = pl.col(depuis("age_demandeur"))
    birthday = since.dt.month().cast(pl.Int32) * 100 + since.dt.day() > le.month * 100 + le.day
    counted = [
        ((pl.col("type") == t) & (pl.col("le") <= le) & (pl.col("le") > ajouter_mois(le, -f)))
        .sum()
        .cast(pl.Int32)
        .alias(c)
        for c, t, f, _, _ in VIE
        if f is not None
    ]
    valid = (pl.col("valide_le") <= le) & (pl.col("expire_le") > le).fill_null(value=True)
    pieces = sorted({piece for *_, piece in NATIONAUX if piece})
    proved = [(valid & (pl.col("type") == piece)).any().alias(piece) for piece in pieces]
    frame = (
        stock.valeurs.lazy()
        .join(stock.evenements.lazy().group_by(LIGNE).agg(counted), on=LIGNE, how="left", maintain_order="left")
        .join(stock.preuves.lazy().group_by(LIGNE).agg(proved), on=LIGNE, how="left", maintain_order="left")
        .with_columns(
            mois("anciennete_mois").alias("anciennete"),
            mois("mois_dans_logement").alias("dans_logement"),
            (le.year - since.dt.year() - birthday.cast(pl.Int32)).alias("age"),
            pl.col(pieces).fill_null(value=False),
            pl.col([c for c, *_ in VIE]).fill_null(0),
        )
    )

    def points(condition: pl.Expr, given: int) -> pl.Expr:
        return pl.when(condition).then(pl.lit(given, pl.Int32)).otherwise(0)

    nationaux = [
        pl.col("dalo"), dans("motifs", "06"), est("statut_logement", "SD"), est("statut_logement", "CP", "CPE"),
        pl.col("handicap"), est("statut_logement", "HOT"), dans("motifs", "01"), dans("motifs", "05"),
        pl.col("sur_occupation"), dans("motifs", "11"), pl.col(depuis("delai_anormalement_long")) <= le,
        dans("motifs", "13"),
    ]  # fmt: skip
    locaux = [
        dans("motifs", "18"), pl.col("habite_epci"), pl.col("travaille_epci"), pl.col("parent_isole"),
        pl.col("nb_enfants_mineurs") >= 3, pl.col("enfant_a_naitre"), est("statut_logement", "HLM"),
        pl.col("sous_occupation"), pl.col("taux_effort") > 400, pl.col("nb_personnes").is_between(4, 6),
        est("motif_principal", "19"), pl.col("premier_choix_epci"), pl.col("age") < 30, pl.col("age") >= 65,
        pl.col("demande_elargie"),
    ]  # fmt: skip
    a = pl.col("anciennete")
    vie = {c: pl.min_horizontal(pl.col(c), pl.lit(m)) * p for c, _, _, p, m in VIE}
    declared = [
        *(points(si, p).alias(c) for si, (c, _, p, _) in zip(nationaux, NATIONAUX, strict=True)),
        *(points(si, p).alias(c) for si, (c, _, p) in zip(locaux, LOCAUX, strict=True)),
        pl.when(a >= 36).then(20).when(a >= 24).then(10).when(a >= 12).then(5).otherwise(0).alias("H01"),
        (pl.col("dans_logement") // 6).clip(upper_bound=8).fill_null(0).alias("H02"),
        *(points.alias(f"{c}:p") for c, points in vie.items()),
        *(points(pl.col(champ) >= seuil, p).alias(c) for c, champ, seuil, p in SEUILS),
        (pl.col("nb_enfants_mineurs").fill_null(0) * 2).clip(upper_bound=8).alias("H08"),
    ]
    order = [
        *(c for c, *_ in NATIONAUX), *(c for c, *_ in LOCAUX),
        "H01", "H02", "H03:p", "H04:p", "H05", "H06", "H07", "H08", "D01:p", "D02:p", "D03:p", "D04:p",
    ]  # fmt: skip
    frame = frame.with_columns(declared).with_columns(
        points(pl.col(piece), 1).mul(pl.col(c)).alias(f"{c}:v") if piece else pl.col(c).alias(f"{c}:v")
        for c, _, _, piece in NATIONAUX
    )
    verified = [f"{c}:v" if c.startswith("N") else c for c in order]
    blocs = []
    for names, suffix in ((order, ""), (verified, ":v")):
        n = pl.max_horizontal([pl.col(c) for c in names[:12]]).clip(upper_bound=50)
        local = pl.sum_horizontal([pl.col(c) for c in names[12:27]]).clip(upper_bound=40)
        blocs += [
            n.alias(f"N{suffix}"),
            pl.when(n > 0).then(0).otherwise(local).alias(f"L{suffix}"),
            pl.sum_horizontal([pl.col(c) for c in names[27:35]]).alias(f"H{suffix}"),
            pl.sum_horizontal([pl.col(c) for c in names[35:]]).clip(lower_bound=-50).alias(f"D{suffix}"),
        ]
    totals = [
        pl.sum_horizontal([pl.col(f"{b}{suffix}") for b in "NLHD"]).alias(name)
        for suffix, name in (("", "total_declare"), (":v", "total_verifie"))
    ]
    small = [pl.col(c).cast(pl.Int16) for c in dict.fromkeys(order + verified)]
    return (
        frame.with_columns(blocs).with_columns(totals).select(LIGNE, "total_declare", "total_verifie", *small).collect()
    )
