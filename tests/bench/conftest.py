import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What needs a seeded base runs when it is asked for: `pytest -m charge tests/bench`."""
    if config.option.markexpr:
        return
    heavy = [item for item in items if item.get_closest_marker("charge")]
    items[:] = [item for item in items if item not in heavy]
    config.hook.pytest_deselected(items=heavy)
