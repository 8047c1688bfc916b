"""La table de conformité se relit : toutes les clauses y sont, et chaque test qu'elle nomme existe."""

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXTE = (ROOT / "docs" / "conformite.md").read_text("utf-8")
CLAUSES = [f"A-{n:02d}" for n in range(1, 48)]
ETATS = {"Prouvé", "Partiel", "Non couvert", "Exploitant"}
LIGNES = {
    clause: (etat.strip(), preuve)
    for clause, etat, preuve in re.findall(r"^\| (A-\d\d) \|[^|]*\|[^|]*\|([^|]*)\|(.*)\|$", TEXTE, flags=re.M)
}
CITES = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(test_\w+))?`", TEXTE)))


@cache
def _tests(fichier: str) -> frozenset[str]:
    source = (ROOT / fichier).read_text("utf-8")
    return frozenset(re.findall(r"^(?:async )?def (test_\w+)\(", source, flags=re.M))


def test_chaque_clause_de_l_arrete_a_sa_ligne() -> None:
    assert list(LIGNES) == CLAUSES


@pytest.mark.parametrize("clause", CLAUSES)
def test_chaque_ligne_prouve_ce_qu_elle_dit_ou_dit_ce_qui_manque(clause: str) -> None:
    etat, preuve = LIGNES[clause]
    assert etat in ETATS
    prouve, manque = "`tests/" in preuve, "Non couvert :" in preuve
    assert prouve or etat != "Prouvé"
    assert manque is (etat in ("Partiel", "Non couvert")) or etat == "Exploitant"


@pytest.mark.parametrize(("fichier", "nom"), CITES, ids=lambda dit: dit.removeprefix("test_"))
def test_chaque_test_nomme_existe(fichier: str, nom: str) -> None:
    assert (ROOT / fichier).exists()
    assert not nom or nom in _tests(fichier)
