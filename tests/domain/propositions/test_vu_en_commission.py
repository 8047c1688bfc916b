"""Ce qu'un passage en commission fait compter aux grilles : le premier rang, les suivants, ou rien."""

import pytest

from domain.cotation.vocabulary import TypeEvenement
from domain.propositions.reactions import vu_en_commission


@pytest.mark.parametrize(
    ("rang", "attendu"),
    [
        (None, TypeEvenement.CAL_ATTRIBUE),
        (1, TypeEvenement.CAL_ATTRIBUE),
        (2, TypeEvenement.CAL_RANG_SUIVANT),
        (3, TypeEvenement.CAL_RANG_SUIVANT),
    ],
)
def test_qui_est_retenu_a_un_rang_suivant_n_a_pas_encore_de_logement(rang: int | None, attendu: TypeEvenement) -> None:
    assert vu_en_commission(rang) is attendu
