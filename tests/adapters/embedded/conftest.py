from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.embedded.folders import throw_away_folder


@pytest.fixture
def folder() -> Iterator[Path]:
    """Unlike pytest's tmp_path, open to the user who carries the servers when root runs the tests."""
    with throw_away_folder() as made:
        yield made
