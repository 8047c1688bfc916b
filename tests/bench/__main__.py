"""python -m tests.bench: what the hot screens cost, beside the same SQL run bare in the same run (`make bench`)."""

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context

from adapters.embedded.identity import EmbeddedError
from tests.bench import report
from tests.bench.base import Base, seeded, serving, standing
from tests.bench.cleaning import clean
from tests.bench.hearing import Refused, prepared
from tests.bench.importing import Import, imported
from tests.bench.measuring import Bench
from tests.bench.nights import NIGHTS, PHOTOS, nights
from tests.bench.plans import sequential_scans
from tests.bench.report import Measure
from tests.bench.scoring import NARROW, SCORING, narrow, scoring
from tests.bench.simulating import GOAL, simulated
from tests.bench.workloads import RECHERCHES, WORKLOADS, Workload

CONCURRENCIES = (1, 16, 64)
IMPORT = "W9"
"""It has its own base and its own process, and no request."""
SIMULATION = "W16"
"""Columns in memory, and no base at all."""
REQUESTS = (*WORKLOADS, *RECHERCHES)
OTHERS = (*SCORING, NARROW, IMPORT, SIMULATION, *(night.code for night in (*NIGHTS, *PHOTOS)))


def main(arguments: Sequence[str]) -> int:
    options = _options(arguments)
    asked = options.workloads
    scored = set(SCORING) & set(asked)
    passed = [night.code for night in (*NIGHTS, *PHOTOS) if night.code in asked]
    hot = [w for w in REQUESTS if w.code in asked]
    failed = 0
    if SIMULATION in asked:
        print((done := simulated(options.demandes)).phrase())
        failed |= done.ratio > GOAL
    if IMPORT in asked:
        with standing() as base:
            _tell_import(base, imported(base, options.demandes))
    if not (scored or passed or hot or NARROW in asked):
        return failed
    with seeded(options.demandes, options.annonces) as base:
        if hot:
            failed |= _requested(options, base, hot)
        if scored:
            print(scoring(base, options.fois).phrase())
        if NARROW in asked:
            print(narrow(base, options.fois))
        if passed:
            print(*(night.phrase() for night in nights(base, passed)), sep="\n")
    return failed


def _requested(options: argparse.Namespace, base: Base, chosen: Sequence[Workload]) -> int:
    began = datetime.now(UTC)
    try:
        departement, questions = asyncio.run(prepared(base, chosen))
        scans = sequential_scans(base.url, departement, questions)
        measures: list[Measure] = []
        with serving(base) as api, ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
            bench = Bench(base, api, departement, apart, options.seconds, options.tours)
            for question in questions:
                for concurrency in options.concurrences:
                    print(f"{question.workload.code}, c={concurrency}…", file=sys.stderr, flush=True)
                    measures.append(bench.measure(question, concurrency))
    finally:
        clean(base.url, began)
    return _tell(base, measures, scans)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--demandes", type=int, default=250_000)
    parser.add_argument("--annonces", type=int, default=10_000)
    parser.add_argument(
        "--workloads",
        type=lambda s: s.split(","),
        default=[w.code for w in WORKLOADS],
        help=f"par exemple W1,W4 ; sans rien, ce que l'on demande à l'API ; quand on les nomme, "
        f"{', '.join((*(w.code for w in RECHERCHES), *OTHERS))}",
    )
    parser.add_argument("--fois", type=int, default=1, help="W7, W7e, W8 : combien de fois chaque demande semée")
    parser.add_argument("--seconds", type=float, default=5, help="durée de chaque tour")
    parser.add_argument("--tours", type=int, default=2, help="tours HTTP puis SQL nu")
    parser.add_argument("--concurrences", type=lambda s: [int(c) for c in s.split(",")], default=CONCURRENCIES)
    options = parser.parse_args(arguments)
    if unknown := sorted(set(options.workloads) - {*OTHERS, *(w.code for w in REQUESTS)}):
        parser.error(f"charges inconnues : {', '.join(unknown)}")
    return options


def _tell_import(base: Base, done: Import) -> None:
    print(done.phrase())
    results = base.folder / "import.json"
    results.write_text(json.dumps(done.as_json(), ensure_ascii=False, indent=1))
    print(f"Résultats : {results}")


def _tell(base: Base, measures: list[Measure], scans: list[str]) -> int:
    print(report.table(measures), *report.verdicts(measures), report.seeding(base.semis), sep="\n")
    results = base.folder / "resultats.json"
    written = {"semis": base.semis, "mesures": [m.as_json() for m in measures]}
    results.write_text(json.dumps(written, ensure_ascii=False, indent=1))
    print(f"Résultats : {results}")
    failed = [*report.failures(measures), *scans]
    print(*failed, sep="\n", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (EmbeddedError, Refused) as error:
        sys.exit(str(error))
