"""Which tests one worker plays in a row: what a file prepares, a seeded base or a live house, is prepared once."""

from pathlib import PurePosixPath

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("tests/adapters/db", "tests/adapters/seed")
"""Rooms whose files share what takes long to prepare; elsewhere it belongs to one file."""
LONGEST = "tests/journeys/test_annee_simulee.py"
"""Begun first: at its place it would be the last to end, one worker watching the other."""


class ByRoom(LoadScopeScheduling):  # type: ignore[misc]
    """Workers take whole files, in the order of a run without them: none is played after one that it came before."""

    def __init__(self, config: pytest.Config, log: Producer | None = None) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False

    def _split_scope(self, nodeid: str) -> str:
        return room_of(nodeid)


def longest_first(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: room_of(item.nodeid) != LONGEST)


def room_of(nodeid: str) -> str:
    file = PurePosixPath(nodeid.partition("::")[0])
    return next((room for room in TOGETHER if file.is_relative_to(room)), str(file))
