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
from tests.bench.nights import NIGHTS, PHOTOS, Measured, nights
from tests.bench.plans import sequential_scans
from tests.bench.report import Measure
from tests.bench.scoring import SCORING, scoring
from tests.bench.simulating import GOAL, simulated
from tests.bench.workloads import WORKLOADS

CONCURRENCIES = (1, 16, 64)
IMPORT = "W9"
"""Alone: it has its own base and its own process, and no request."""
SIMULATION = "W16"
"""Alone too: columns in memory, and no base at all."""


def main(arguments: Sequence[str]) -> int:
    options = _options(arguments)
    asked = options.workloads.split(",") if options.workloads else []
    if asked == [SIMULATION]:
        print((done := simulated(options.demandes)).phrase())
        return 0 if done.ratio <= GOAL else 1
    if asked == [IMPORT]:
        with standing() as base:
            return _tell_import(base, imported(base, options.demandes))
    if asked and set(asked) <= {night.code for night in (*NIGHTS, *PHOTOS)}:
        with seeded(options.demandes, options.annonces) as base:
            return _tell_nights(nights(base, asked))
    if asked and set(asked) <= set(SCORING):
        with seeded(options.demandes, options.annonces) as base:
            print(scoring(base).phrase())
        return 0
    chosen = [w for w in WORKLOADS if not asked or w.code in asked]
    with seeded(options.demandes, options.annonces) as base:
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
        default="",
        help="par exemple W1,W4 ; toutes par défaut, sauf W9 et W16 (seules), W7 et W8, les nuits (W13-W15, W17-W19)",
    )
    parser.add_argument("--seconds", type=float, default=5, help="durée de chaque tour")
    parser.add_argument("--tours", type=int, default=2, help="tours HTTP puis SQL nu")
    parser.add_argument("--concurrences", type=lambda s: [int(c) for c in s.split(",")], default=CONCURRENCIES)
    return parser.parse_args(arguments)


def _tell_import(base: Base, done: Import) -> int:
    print(done.phrase())
    results = base.folder / "import.json"
    results.write_text(json.dumps(done.as_json(), ensure_ascii=False, indent=1))
    print(f"Résultats : {results}")
    return 0


def _tell_nights(done: Sequence[Measured]) -> int:
    print(*(night.phrase() for night in done), sep="\n")
    return 0


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
