"""`python -m tests.worker.tuer_des_imports`: fifty deaths of the worker or of its crew, at random, in a dozen imports.

Each import, resumed every time, must write exactly what an undisturbed one writes. Each has its own seed.
"""

import argparse
import os
import sys

import pytest

HERE = "tests/worker/test_imports.py"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.worker.tuer_des_imports", description=__doc__)
    parser.add_argument("--imports", type=int, default=13, help="de quatre morts chacun")
    os.environ["IMPORTS_TUES"] = str(parser.parse_args().imports)
    return pytest.main(["-q", "-k", "tue_au_hasard", "-p", "no:randomly", HERE])


if __name__ == "__main__":
    sys.exit(main())
