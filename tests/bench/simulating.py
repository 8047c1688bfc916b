"""W16: a grid tried on N demandes, its report included, beside the bare evaluation of that grid in the same run."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from adapters.cotation.bulk import EvaluateurEnMasse
from adapters.cotation.simulation import (
    PROFILS,
    SOUHAITS,
    Classement,
    Mouvements,
    Stocke,
    evaluer,
    parts_en_tete,
    repartition,
)
from adapters.cotation.stock import LIGNE, Stock
from adapters.seed.grilles import grille_de_demonstration
from domain.cotation.catalogue import CATALOGUE
from domain.cotation.champs import Champ, TypeChamp
from domain.cotation.faits import Evenement, Faits
from domain.cotation.grille import Grille
from domain.cotation.vocabulary import Population
from domain.kernel.calendrier import ajouter_mois

GOAL = 10.0
LE = date(2026, 3, 1)
DRAWN = 5_000
"""Different dossiers, repeated up to N: what a grid costs does not depend on who is who."""
COMMUNES, SIZES, WISHES = 40, 5, 3


@dataclass(frozen=True)
class Simulated:
    demandes: int
    evaluation: float
    """Seconds of CPU."""
    simulation: float

    @property
    def ratio(self) -> float:
        return self.simulation / max(0.001, self.evaluation)

    def phrase(self) -> str:
        return (
            f"W16 simulation de {self.demandes} demandes, deux grilles et le rapport : {self.simulation:.2f} s de "
            f"processeur, l'évaluation seule d'une grille {self.evaluation:.2f} s, soit {self.ratio:.1f} fois "
            f"(au plus {GOAL:.0f}) : {'tenu' if self.ratio <= GOAL else 'MANQUÉ'}"
        )


def simulated(demandes: int) -> Simulated:
    grille = grille_de_demonstration()
    masse = EvaluateurEnMasse(grille)
    rng = random.Random(16)
    stock, stocke = _stock(rng, masse, demandes), _stocke(rng, demandes)
    evaluation = min(_cpu(lambda: masse.evaluer(stock, LE)) for _ in range(3))
    simulation = min(_cpu(lambda: _simulate(grille, masse, stock, stocke)) for _ in range(3))
    return Simulated(demandes=demandes, evaluation=evaluation, simulation=simulation)


def _simulate(grille: Grille, masse: EvaluateurEnMasse, stock: Stock, stocke: Stocke) -> None:
    mutations = stocke.profils["mutation"]
    one, other = (
        Classement(grille, evaluer(masse, stock, mutations, Population.TOUS, le), stocke)
        for le in (LE, ajouter_mois(LE, -6))
    )
    for classement in (one, other):
        classement.ensemble()
        classement.contributions(11)
        parts_en_tete(classement, stocke, Population.TOUS, 0.25)
    repartition(one, other, 10, 11)
    moves = Mouvements(one, other, stocke, le=LE, departement="35", graine=1, nom_commune=str)
    for axe in ("commune", "typologie", "groupe"):
        moves.par(axe)
    moves.croisement()
    moves.decile()
    moves.menages()


def _cpu(work: Callable[[], Any]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _stock(rng: random.Random, masse: EvaluateurEnMasse, demandes: int) -> Stock:
    champs = [CATALOGUE[code] for code in masse.champs]
    drawn = Stock.de([_dossier(rng, champs) for _ in range(min(DRAWN, demandes))], masse.champs)
    times = -(-demandes // DRAWN)

    def repeated(frame: pl.DataFrame) -> pl.DataFrame:
        parts = [frame.with_columns((pl.col(LIGNE) + n * DRAWN).cast(pl.UInt32)) for n in range(times)]
        return pl.concat(parts).filter(pl.col(LIGNE) < demandes)

    return Stock(
        valeurs=repeated(drawn.valeurs),
        evenements=repeated(drawn.evenements),
        preuves=repeated(drawn.preuves),
        codes=drawn.codes,
    )


def _dossier(rng: random.Random, champs: list[Champ]) -> Faits:
    valeurs = {champ.code: _valeur(rng, champ) for champ in champs if rng.random() < 0.9}
    refus = [LE - timedelta(days=rng.randrange(900)) for _ in range(rng.choice((0, 0, 0, 1, 2)))]
    return Faits.de(valeurs, evenements=tuple(Evenement(type="refus_proposition", le=le, adapte=True) for le in refus))


def _valeur(rng: random.Random, champ: Champ) -> object:
    if champ.temps is not None:
        return LE - timedelta(days=rng.randrange(3_000))
    match champ.type:
        case TypeChamp.BOOLEEN:
            return rng.random() < 0.3
        case TypeChamp.NOMBRE:
            return rng.randrange(100)
    codes = [code.value for code in champ.nomenclature or ()] or ["35238"]
    return rng.choice(codes) if champ.type is TypeChamp.CODE else frozenset(rng.sample(codes, 1))


def _stocke(rng: random.Random, demandes: int) -> Stocke:
    profils = [
        (
            rng.random() < 0.3,
            rng.choice((0, 1, 1, 2, 2, 2)),
            float(rng.randrange(5_000, 40_000)),
            rng.randrange(1, 7),
            LE - timedelta(days=rng.randrange(3_000)),
            f"{n:012}",
        )
        for n in range(demandes)
    ]
    souhaits = [
        (n, commune, rng.randrange(SIZES)) for n in range(demandes) for commune in rng.sample(range(COMMUNES), WISHES)
    ]
    return Stocke(
        profils=pl.DataFrame(profils, schema=PROFILS, orient="row"),
        souhaits=pl.DataFrame(souhaits, schema=SOUHAITS, orient="row"),
        communes=[f"35{n:03}" for n in range(COMMUNES)],
    )
