"""What the three contracts say, as they are published: tests/architecture/test_maison.py holds them to the code."""

import json
from functools import cache
from typing import Any

from adapters.embedded.folders import ROOT


@cache
def _published(contract: str) -> str:
    return (ROOT / "openapi" / f"{contract}.json").read_text("utf-8")


def document(contract: str) -> dict[str, Any]:
    """A copy of one's own, to read or to cut. Making it from the code takes seconds, and gives the same."""
    read: dict[str, Any] = json.loads(_published(contract))
    return read
