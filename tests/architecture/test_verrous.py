"""Les versions sont figées par leur empreinte, sans nommer le dépôt d'où une machine les a prises."""

import json
import re
from pathlib import Path

import pytest

from adapters.embedded.folders import ROOT

PYTHON = ["boot.txt", "requirements.txt", "requirements-dev.txt"]
NPM = sorted(
    path.relative_to(ROOT).as_posix()
    for pattern in ("*/package-lock.json", "tests/*/package-lock.json")
    for path in ROOT.glob(pattern)
)


@pytest.mark.parametrize("name", PYTHON)
def test_un_verrou_python_ne_nomme_aucun_depot(name: str) -> None:
    lock = (ROOT / name).read_text()

    assert "://" not in lock
    assert len(_pins(lock)) <= lock.count("--hash=sha256:")


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_un_verrou_python_suit_ce_qui_est_demande(name: str) -> None:
    wanted = _pins((ROOT / f"{name}.in").read_text())

    assert wanted
    assert wanted.items() <= _pins((ROOT / f"{name}.txt").read_text()).items(), "lancez `make locks`"


@pytest.mark.parametrize("name", NPM)
def test_un_verrou_npm_ne_nomme_aucun_depot(name: str) -> None:
    packages = json.loads((ROOT / name).read_text())["packages"]
    installed = {path: package for path, package in packages.items() if path and not package.get("link")}

    assert [path for path, package in installed.items() if "resolved" in package] == []
    assert [path for path, package in installed.items() if "integrity" not in package] == []


def test_aucun_verrou_qui_nomme_un_depot_n_est_garde() -> None:
    ignored = (ROOT / ".gitignore").read_text().split()

    assert {"uv.lock", "pylock.toml"} <= set(ignored)
    assert not any(Path(ROOT / name).exists() for name in ("uv.lock", "pylock.toml"))


def _pins(text: str) -> dict[str, str]:
    """Name and version of each exact requirement, extras set aside: `uvicorn[standard]==0.54.0`."""
    return dict(re.findall(r"^([a-z0-9-]+)(?:\[[^\]]*\])?==([^\s;]+)", text, flags=re.MULTILINE))
