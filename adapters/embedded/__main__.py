"""python -m adapters.embedded [--ephemere] COMMAND…: runs it with every server it needs."""

import sys

from adapters.embedded.environment import ROOT, Environment, kept_folder
from adapters.embedded.identity import EmbeddedError
from adapters.embedded.process import run_in_foreground


def main(arguments: list[str]) -> int:
    throw_away = arguments[:1] == ["--ephemere"]
    command = arguments[1:] if throw_away else arguments
    if not command:
        raise EmbeddedError(__doc__ or "")
    with Environment(None if throw_away else kept_folder(), shared=True) as environment:
        variables = {**environment.variables, "PYTHONPATH": str(ROOT)}
        return run_in_foreground(command, env=variables)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except EmbeddedError as error:
        sys.exit(str(error))
