"""Les migrations disent les mêmes tables que le code, et chacune se défait et se refait."""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from adapters.embedded.folders import ROOT

pytestmark = pytest.mark.lent


CONFIG = Config(toml_file=str(ROOT / "pyproject.toml"), stdout=io.StringIO())
SCRIPTS = ScriptDirectory.from_config(CONFIG)


def test_une_seule_tete() -> None:
    assert len(SCRIPTS.get_heads()) == 1


def test_chaque_marche_se_descend_et_se_remonte(empty_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", empty_database)
    # a thread of its own: alembic opens an event loop at each step, and this one has the session's
    with ThreadPoolExecutor(1) as apart:
        apart.submit(_monter_marche_par_marche).result()


def _monter_marche_par_marche() -> None:
    """In one process: to start Python a hundred and fifty times took ten minutes."""
    for script in reversed(list(SCRIPTS.walk_revisions())):
        command.upgrade(CONFIG, script.revision)
        command.downgrade(CONFIG, "-1")
        command.upgrade(CONFIG, script.revision)
    command.check(CONFIG)
