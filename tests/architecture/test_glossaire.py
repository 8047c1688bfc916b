"""Un concept, un mot : chaque agrégat est au glossaire."""

import re
from pathlib import Path

from domain.kernel.aggregate import Aggregate
from tests.architecture.decouverte import domain_classes

GLOSSAIRE = (Path(__file__).parents[2] / "docs" / "glossaire.md").read_text("utf-8")


def test_tout_agregat_est_au_glossaire() -> None:
    mots = set(re.findall(r"^\| (\w+) \|", GLOSSAIRE, flags=re.M))
    assert {a.__name__ for a in domain_classes(Aggregate)} - mots == set()
