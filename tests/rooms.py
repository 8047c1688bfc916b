"""Which tests one worker plays in a row: what a file prepares, a seeded base or a live house, is prepared once."""

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePosixPath

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

TOGETHER = ("tests/adapters/db", "tests/adapters/seed")
"""Rooms whose files share what takes long to prepare; elsewhere it belongs to one file."""


class ByRoom(LoadScopeScheduling):  # type: ignore[misc]
    """Workers take whole files, in the order of a run without them: none is played after one that it came before."""

    def __init__(self, config: pytest.Config, log: Producer | None = None) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False

    def add_node_collection(self, node: WorkerController, collection: Sequence[str]) -> None:
        super().add_node_collection(node, each_apart(collection))

    def _split_scope(self, nodeid: str) -> str:
        return room_of(nodeid)


def each_apart(collection: Sequence[str]) -> list[str]:
    """The tests of a contract, one for each operation, all have one name: the scheduler would play one of them."""
    met: Counter[str] = Counter()
    named = []
    for nodeid in collection:
        named.append(f"{nodeid}#{met[nodeid]}" if met[nodeid] else nodeid)
        met[nodeid] += 1
    return named


def room_of(nodeid: str) -> str:
    file = PurePosixPath(nodeid.partition("::")[0])
    return next((room for room in TOGETHER if file.is_relative_to(room)), str(file))
