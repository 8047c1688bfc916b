"""Ce qui fait remarquer une lecture est une donnée datée, qui dit pourquoi et que faire."""

from datetime import date

import pytest

from domain.tracabilite.codes import RegleDeLecture
from domain.tracabilite.parametres import PARAMETRES, conduite

JOUR = date(2026, 6, 15)


@pytest.mark.parametrize("regle", list(RegleDeLecture), ids=lambda r: r.value)
def test_chaque_regle_dit_pourquoi_et_que_faire(regle: RegleDeLecture) -> None:
    dite = conduite(regle, JOUR, "35")
    assert dite.pourquoi.endswith(".")
    assert dite.que_faire.endswith(".")
    assert PARAMETRES.a_la_date(f"lectures.regles.{regle.value}", JOUR, "35").reference
