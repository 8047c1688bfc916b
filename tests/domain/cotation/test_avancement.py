"""Un recalcul dit où il en est, et quoi faire quand il n'avance plus."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from domain.cotation.model import Recalcul
from domain.cotation.registre.rules import avancement
from domain.cotation.vocabulary import CauseDeCalcul

RECALCUL = Recalcul(
    departement="35",
    id=UUID(int=1),
    epci="243500139",
    cause=CauseDeCalcul.GRILLE,
    jour=date(2026, 11, 27),
    commence_le=datetime(2026, 11, 27, 8, tzinfo=UTC),
    a_examiner=800,
    examinees=200,
    changees=40,
)
FINI = replace(RECALCUL, examinees=800, termine_le=datetime(2026, 11, 27, 9, tzinfo=UTC))


@pytest.mark.parametrize(
    ("recalcul", "echecs", "abandonne", "etat", "part", "remede"),
    [
        (RECALCUL, 0, False, "en_cours", 25, False),
        (RECALCUL, 2, False, "retarde", 25, True),
        (RECALCUL, 8, True, "arrete", 25, True),
        (FINI, 0, False, "termine", 100, False),
        (FINI, 0, True, "termine", 100, False),
        (replace(RECALCUL, a_examiner=0, examinees=0), 0, False, "en_cours", 0, False),
        (replace(RECALCUL, a_examiner=100), 0, False, "en_cours", 100, False),
    ],
)
def test_chaque_etat_a_sa_part_et_son_remede(
    recalcul: Recalcul, echecs: int, abandonne: bool, etat: str, part: int, remede: bool
) -> None:
    dit = avancement(recalcul, echecs=echecs, abandonne=abandonne)
    assert (dit.etat, dit.part, dit.remede is not None) == (etat, part, remede)


def test_l_avancement_se_lit_en_une_phrase() -> None:
    dit = avancement(RECALCUL, echecs=0, abandonne=False).phrase.replace("\u00a0", " ")
    assert dit == "200 demandes examinées sur 800, dont 40 ont changé de points."
