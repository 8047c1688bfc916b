import pytest

from domain.kernel.raisons import ActionPossible, Raison, action

TROP_TOT = Raison(code="trop-tot", phrase="C'est trop tôt.", parametres={"possible_le": "2026-12-01"})


def test_une_action_est_permise_ou_dit_pourquoi_elle_ne_l_est_pas() -> None:
    assert action("modifier", "Modifier", None).permise
    refusee = action("modifier", "Modifier", TROP_TOT, None, qui="le guichet")
    assert (refusee.permise, refusee.raisons, refusee.qui) == (False, (TROP_TOT,), None)


@pytest.mark.parametrize(("permise", "raisons"), [(False, ()), (True, (TROP_TOT,))])
def test_un_bouton_grise_en_silence_ne_se_construit_pas(permise: bool, raisons: tuple[Raison, ...]) -> None:
    with pytest.raises(ValueError, match="permise, ou dit pourquoi"):
        ActionPossible(code="modifier", libelle="Modifier", permise=permise, raisons=raisons)
