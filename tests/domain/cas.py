"""Tables of cases: TOML files that a business person reads, checks and completes."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest


def cas(fichier_de_test: str, nom: str, table: str = "cas") -> list[Any]:
    """One pytest parameter per `[[cas]]` of `cas/<nom>.toml`, named by its `titre`."""
    chemin = Path(fichier_de_test).parent / "cas" / f"{nom}.toml"
    lignes = tomllib.loads(chemin.read_text(encoding="utf-8"), parse_float=Decimal)[table]
    return [pytest.param(ligne, id=ligne["titre"]) for ligne in lignes]
