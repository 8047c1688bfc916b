"""`python -m tests.worker.tuer_des_imports`: imports killed at random and resumed, until fifty deaths are survived.

Each import has its own seed and, resumed every time, must write exactly what an undisturbed one writes. A death counts
when it took the worker in the middle of a part of the job, and only once that import has proved its sum.
"""

import argparse
import os
import sys
from collections import Counter
from typing import Any

import pytest

HERE = "tests/worker/test_imports.py"
IMPORTS = 200
"""Many more than it takes."""


class Tableau:
    """Counts what the imports survived, and stops the run when it is enough."""

    def __init__(self, voulues: int) -> None:
        self._voulues = voulues
        self._imports = 0
        self._survivantes = 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.passed:
            self._imports += 1
            self._survivantes = sum(mort.a_l_oeuvre for mort in _morts())

    def pytest_runtest_teardown(self, item: pytest.Item) -> None:
        if self._survivantes >= self._voulues:
            item.session.shouldstop = f"{self._survivantes} morts survécues"

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        morts = _morts()
        pendant = Counter(mort.pendant for mort in morts if mort.a_l_oeuvre)
        dites = ", ".join(f"{combien} en {etat}" for etat, combien in sorted(pendant.items()))
        terminalreporter.write_line(
            f"{self._imports} imports repris jusqu'à la même somme ; {len(morts)} travailleurs tués, dont "
            f"{sum(pendant.values())} à l'œuvre ({dites}) ; "
            f"un processus de calcul tué d'abord {sum(mort.equipe for mort in morts)} fois."
        )

    @property
    def tenu(self) -> bool:
        return self._survivantes >= self._voulues


def _morts() -> list[Any]:
    from tests.worker.test_imports import MORTS

    return MORTS


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.worker.tuer_des_imports", description=__doc__)
    parser.add_argument("--morts", type=int, default=50, help="survécues, le travailleur étant à l'œuvre")
    parser.add_argument(
        "--par-import", type=int, default=8, help="au plus : plus de sept pendant l'application la suspendent"
    )
    options = parser.parse_args()
    os.environ |= {"IMPORTS_TUES": str(IMPORTS), "MORTS_PAR_IMPORT": str(options.par_import)}
    tableau = Tableau(options.morts)
    pytest.main(["-q", "-x", "-k", "tue_au_hasard", "-p", "no:randomly", HERE], plugins=[tableau])
    return 0 if tableau.tenu else 1


if __name__ == "__main__":
    sys.exit(main())
