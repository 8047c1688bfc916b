"""Ce qu'un fichier d'essais prépare se prépare une fois, quel que soit le nombre d'ouvriers."""

import pytest

from adapters.embedded.folders import ROOT
from tests.rooms import TOGETHER, room_of


def test_un_fichier_va_tout_entier_au_meme_ouvrier() -> None:
    cas = ("test_a", "test_b[un :: deux]", "Classe::test_c")
    assert {room_of(f"tests/contrats/test_contrats.py::{nom}") for nom in cas} == {"tests/contrats/test_contrats.py"}
    assert room_of("tests/contrats/test_contrats.py::x") != room_of("tests/contrats/test_autres.py::x")


@pytest.mark.parametrize("room", TOGETHER)
def test_les_fichiers_qui_partagent_une_base_semee_vont_ensemble(room: str) -> None:
    files = [path.relative_to(ROOT).as_posix() for path in (ROOT / room).rglob("test_*.py")]
    assert len(files) > 1
    assert {room_of(f"{file}::test_x") for file in files} == {room}
    assert 'scope="session"' in (ROOT / room / "conftest.py").read_text("utf-8"), "plus rien ne les tient ensemble"
