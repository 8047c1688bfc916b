"""W7 and W8: a grid of 39 criteria over a whole stock, beside the same grid by hand and the bare write of its rows.

A stock of 2.8 million takes hours to seed and minutes to multiply (`multiplying.py`):

    make bench N=20000 ARGS="--workloads W7 --fois 11"
    make bench N=20000 ARGS="--workloads W7e --fois 140"
"""

import asyncio
import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import text

from adapters.cotation.bascule import BasculesEnMasse
from adapters.cotation.bulk import EvaluateurEnMasse
from adapters.cotation.stock import LIGNE, Stock
from adapters.db.cotation.stock import lire
from adapters.embedded import sql
from api.bootstrap import Container, create_container
from domain.cotation.grille import Deliberation
from domain.cotation.model import GrilleCotation
from domain.organismes.acteur import systeme
from tests.bench.base import Base
from tests.bench.grille_39 import a_la_main, grille
from tests.bench.multiplying import multiply
from tests.bench.one_demande import UneDemande, one_by_one
from tests.bench.rescoring import FILES, Clock, bare, put_back, rescore, rescore_abreast
from tests.bench.usage import Near, Watch, peak_kilobytes

SCORING, NARROW = ("W7", "W8"), "W7e"
EVALUEES = 250_000
FOIS = 5


@dataclass(frozen=True, kw_only=True)
class UneGrille:
    """What an EPCI that publishes waits for: the largest territory alone, by several ways; seconds on the clock."""

    lignes: int
    recalcul: float
    ecriture_nue: float

    def phrase(self) -> str:
        return (
            f"recalcul d'une grille sur {self.lignes} lignes : {self.recalcul:.1f} s à la montre, écriture nue du "
            f"dehors {self.ecriture_nue:.1f} s, soit {self.recalcul / self.ecriture_nue:.2f} fois (au plus 1,5)."
        )


@dataclass(frozen=True, kw_only=True)
class Cotation:
    demandes: int
    cotations: int
    """Rows: one a territory that a demande wishes."""
    grilles: int
    """One a territory: what each costs whatever its size is paid as many times."""
    evaluation: float
    a_la_main: float
    """Seconds of CPU for 250 000 rows, without the database."""
    bascules: float
    recalcul: float
    """Reading, scoring, comparing and writing totals, blocks and details: seconds of CPU."""
    reecrites: int
    recalcul_duree: float
    """The same, by several ways at once: seconds on the clock."""
    une_grille: "UneGrille"
    ecriture_nue: float
    """The same rows, already in the server, by one UPDATE of the same table: indexes and foreign keys alive."""
    ecriture_nue_du_dehors: float
    """The same rows from a program that holds them: one COPY and the same UPDATE."""
    ecriture_nue_duree: float
    """Of that COPY and that UPDATE, on the clock."""
    historique: float
    conservation: float
    """What the version replaced gave, in a table of its own."""
    classements: float
    """The points that candidates and lists are sorted by."""
    inchangee: float
    """A second pass, which writes nothing."""
    une_demande: UneDemande
    pic_mo: float

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {
            "ratio_evaluation": round(self.evaluation / self.a_la_main, 2),
            "ratio_recalcul": round(self.recalcul / self.ecriture_nue, 2),
            "ratio_recalcul_du_dehors": round(self.recalcul / self.ecriture_nue_du_dehors, 2),
            "ratio_recalcul_duree": round(self.recalcul_duree / self.ecriture_nue_duree, 2),
            "ratio_une_grille": round(self.une_grille.recalcul / self.une_grille.ecriture_nue, 2),
        }

    def phrase(self) -> str:
        return (
            f"W7 évaluation de {EVALUEES} lignes × 39 critères : {self.evaluation:.2f} s de processeur, à la main "
            f"{self.a_la_main:.2f} s, soit {self.evaluation / self.a_la_main:.2f} fois (au plus 1,3) ; bascules "
            f"{self.bascules:.2f} s.\n"
            f"W7 {self.une_grille.phrase()}\n"
            f"W7 recalcul de {self.demandes} demandes, {self.reecrites} lignes réécrites, {self.grilles} grilles, "
            f"{FILES} lots à la fois : "
            f"{self.recalcul_duree:.1f} s à la montre, écriture nue du dehors {self.ecriture_nue_duree:.1f} s, "
            f"soit {self.recalcul_duree / self.ecriture_nue_duree:.2f} fois (au plus 1,5).\n"
            f"W7 le même, un lot après l'autre : {self.recalcul:.1f} s de "
            f"processeur, écriture nue {self.ecriture_nue_du_dehors:.1f} s depuis un programme et "
            f"{self.ecriture_nue:.1f} s dans le serveur, soit {self.recalcul / self.ecriture_nue_du_dehors:.2f} et "
            f"{self.recalcul / self.ecriture_nue:.2f} fois ; "
            f"en plus, historique {self.historique:.1f} s, version remplacée {self.conservation:.1f} s et classements "
            f"{self.classements:.1f} s ; seconde passe, rien à réécrire, {self.inchangee:.1f} s ; "
            f"{self.pic_mo:.0f} Mo au pic.\n"
            f"W8 {self.une_demande.phrase()}"
        )


def scoring(base: Base, times: int = 1) -> Cotation:
    """`times`: how many of each demande the copy holds."""
    with _copied(base, times) as url:
        measured = asyncio.run(_measure(base, url))
    (base.folder / "cotation.json").write_text(json.dumps(measured.as_json(), ensure_ascii=False, indent=1))
    return measured


def narrow(base: Base, times: int = 1) -> str:
    """The whole stock in the narrow table, and no more: what 2.8 million demandes leave the time to measure."""
    with _copied(base, times) as url:
        return asyncio.run(_narrow(base, url))


@contextmanager
def _copied(base: Base, times: int) -> Iterator[str]:
    """In a copy of the seeded base, dropped at the end."""
    admin = base.admin_url()
    if admin is None:
        raise RuntimeError("La cotation se mesure dans une copie de la base : lancez-la sans DATABASE_URL.")
    name, model = "banc_cotation", base.url.rpartition("/")[2]
    owner = sql.scalar(base.url, "select current_user")
    drop = f"drop database if exists {name} with (force)"
    sql.execute(admin, drop, f"create database {name} template {model} strategy file_copy owner {owner}")
    try:
        if times > 1:
            multiply(sql.database_url(admin, name), times)
        url = sql.database_url(base.url, name)
        sql.execute(url, "create table avant as select * from cotations")
        yield url
    finally:
        sql.execute(admin, drop)


async def _narrow(base: Base, url: str) -> str:
    variables = {**base.variables, "DATABASE_URL": url}
    container = create_container(None, statement_timeout_s=300, **{n.lower(): value for n, value in variables.items()})
    try:
        territoires, near = await _territoires(container), Near(base.postgres_pid)
        await _publish(container, territoires, container.today())
        before = near.now()
        taken = await rescore_abreast(container, territoires, container.today())
        spent = near.now() - before
        nue = await bare(url, base.postgres_pid)
    finally:
        await container.close()
    rows = int(sql.scalar(url, "select count(*) from cotations"))
    return (
        f"W7e recalcul de {rows} lignes, {len(territoires)} grilles, la table étroite seule : {taken:.0f} s à la "
        f"montre, écriture nue du dehors {nue.duree:.0f} s, soit {taken / nue.duree:.2f} fois (au plus 1,5) ; "
        f"{spent:.0f} s de processeur contre {nue.copie + nue.ecriture:.0f}, soit "
        f"{spent / (nue.copie + nue.ecriture):.2f} fois."
    )


async def _measure(base: Base, url: str) -> Cotation:
    variables = {**base.variables, "DATABASE_URL": url}
    container = create_container(
        None, statement_timeout_s=60, **{name.lower(): value for name, value in variables.items()}
    )
    watch = Watch(os.getpid(), base.postgres_pid)
    try:
        today = container.today()
        territoires = await _territoires(container)
        await _publish(container, territoires, today)
        near = Near(base.postgres_pid)
        clock = Clock(near)
        before = near.now()
        examined, changed = await rescore(container, territoires, today, clock)
        after = near.now()
        full = after - before
        await rescore(container, territoires, today, Clock(near))
        again = near.now() - after
        one = await one_by_one(container, url, territoires[0][0], watch)
        peak = peak_kilobytes(os.getpid()) / 1024
        put_back(url)
        alone = await _one_grid(container, territoires[0], url, base.postgres_pid, today)
        put_back(url)
        abreast = await rescore_abreast(container, territoires, today)
        nue = await bare(url, base.postgres_pid)
        evaluation, hand, days = await _alone(container, territoires[0], today)
    finally:
        await container.close()
    return Cotation(
        demandes=int(sql.scalar(url, "select count(distinct demande_id) from faits_de_cotation")),
        cotations=examined,
        grilles=len(territoires),
        evaluation=evaluation,
        a_la_main=hand,
        bascules=days,
        recalcul=full - clock.tell - clock.show - clock.keep,
        reecrites=changed,
        recalcul_duree=abreast,
        une_grille=alone,
        ecriture_nue=nue.ecriture,
        ecriture_nue_du_dehors=nue.ecriture + nue.copie,
        ecriture_nue_duree=nue.duree,
        historique=clock.tell,
        conservation=clock.keep,
        classements=clock.show,
        inchangee=again,
        une_demande=one,
        pic_mo=peak,
    )


async def _one_grid(
    container: Container, territoire: tuple[str, str], url: str, postgres: int | None, le: date
) -> UneGrille:
    taken = await rescore_abreast(container, [territoire], le)
    nue = await bare(url, postgres, territoire[1])
    rows = sql.scalar(url, "select count(*) from cotations where epci = $1", territoire[1])
    return UneGrille(lignes=int(rows), recalcul=taken, ecriture_nue=nue.duree)


async def _territoires(container: Container) -> list[tuple[str, str]]:
    """The largest first."""
    found: list[tuple[int, str, str]] = []
    for departement in ("35", "44"):
        async with container.read(departement) as connection:
            rows = await connection.execute(text("select epci, count(*) from faits_de_cotation group by epci"))
            found += [(n, departement, epci) for epci, n in rows]
    return [(departement, epci) for _, departement, epci in sorted(found, reverse=True)]


async def _alone(container: Container, territoire: tuple[str, str], le: date) -> tuple[float, float, float]:
    """One territory, repeated until it has 250 000 rows: what the machine gives to both, in the same run."""
    masse = EvaluateurEnMasse(grille())
    async with container.read(territoire[0]) as connection:
        lu = (await lire(connection, *territoire, [masse])).stock
    times = -(-EVALUEES // lu.valeurs.height)
    rows = (
        pl.concat([lu.valeurs] * times)
        .head(EVALUEES)
        .with_columns(pl.int_range(pl.len(), dtype=pl.UInt32).alias(LIGNE))
    )
    stock = Stock(valeurs=rows, evenements=lu.evenements, preuves=lu.preuves, codes=lu.codes)
    ours, theirs = masse.evaluer(stock, le), a_la_main(stock, le)
    for total in ("total_declare", "total_verifie"):
        assert ours[total].equals(theirs[total]), total
    spent = [_cpu(lambda: masse.evaluer(stock, le)), _cpu(lambda: a_la_main(stock, le))]
    bascules = BasculesEnMasse(masse)
    return spent[0], spent[1], _cpu(lambda: bascules.prochaines(stock, le), times=1)


def _cpu(work: Callable[[], object], times: int = FOIS) -> float:
    spent = []
    for _ in range(times):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return min(spent)


async def _publish(container: Container, territoires: Sequence[tuple[str, str]], le: date) -> None:
    for departement, epci in territoires:
        async with container.new_uow(systeme(departement), None) as uow:
            version = GrilleCotation.ebaucher(
                departement=departement, epci=epci, contenu=grille(), version_grille=39, le=uow.now()
            )
            uow.session.add(version)
            version.mettre_en_test(le=uow.now())
            version.publier(
                deliberation=Deliberation(date=le, reference="BANC"), effet_du=le, bloquants=(), le=uow.now()
            )
