"""python -m adapters.embedded [--ephemere | --dossier NOM] COMMANDE…: runs it with every server it needs."""

import argparse
import sys
from collections.abc import Sequence

from adapters.embedded.environment import Environment
from adapters.embedded.folders import ROOT, kept_folder
from adapters.embedded.identity import EmbeddedError
from adapters.embedded.process import run_in_foreground


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m adapters.embedded", description=__doc__)
    parser.add_argument("--ephemere", action="store_true", help="ne garde rien")
    parser.add_argument("--dossier", default="", help="à part des données de la démonstration")
    parser.add_argument("commande", nargs=argparse.REMAINDER)
    options = parser.parse_args(arguments)
    if not options.commande:
        parser.error("il manque la commande à lancer")
    folder = None if options.ephemere else kept_folder() / options.dossier
    with Environment(folder, shared=True) as environment:
        return run_in_foreground(options.commande, env={**environment.variables, "PYTHONPATH": str(ROOT)})


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except EmbeddedError as error:
        sys.exit(str(error))
