"""Les migrations disent les mêmes tables que le code, et chacune se défait et se refait."""

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from adapters.embedded.folders import ROOT
from tests.embedded import migrate

pytestmark = pytest.mark.lent


SCRIPTS = ScriptDirectory.from_config(Config(toml_file=str(ROOT / "pyproject.toml")))


def test_une_seule_tete() -> None:
    assert len(SCRIPTS.get_heads()) == 1


def test_chaque_marche_se_descend_et_se_remonte(empty_database: str) -> None:
    for script in reversed(list(SCRIPTS.walk_revisions())):
        migrate(empty_database, script.revision)
        migrate(empty_database, "-1", order="downgrade")
        migrate(empty_database, script.revision)
    migrate(empty_database, "", order="check")
