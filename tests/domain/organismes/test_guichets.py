"""Ce qu'un guichet enregistre, dit à qui cherche où déposer sa demande (arrêté du 23 mars 2015, § 1)."""

import pytest

from domain.organismes.enregistrement.codes import Portee
from domain.organismes.enregistrement.guichets import Accord, ce_qu_il_enregistre

TOUT = Accord(portee=Portee.TOUT, communes=(), vers="Guichet unique")
SALARIES = Accord(portee=Portee.HORS_SALARIES, communes=(), vers="Mairie de Rennes")
BRUZ = Accord(portee=Portee.COMMUNES, communes=("Bruz",), vers="Mairie de Bruz")


@pytest.mark.parametrize(
    ("communes", "accords", "mandants", "guichet", "enregistre", "dit"),
    [
        ((), (), (), True, True, "Enregistre toute demande de logement social du département."),
        (("Bruz", "Betton"), (), (), True, True, "qui habite ou souhaite habiter ici : Bruz et Betton."),
        (tuple("abcdefg"), (), (), True, True, "ici : ses 7 communes."),
        ((), (TOUT,), (), True, False, "N'enregistre plus de demande en son nom : adressez-vous à Guichet unique."),
        ((), (TOUT,), ("Ville",), True, True, "Enregistre aussi pour le compte de Ville."),
        ((), (SALARIES,), (), True, True, "pour toute autre demande, adressez-vous à Mairie de Rennes."),
        ((), (BRUZ,), (), True, True, "Pour Bruz, adressez-vous à Mairie de Bruz."),
        ((), (), ("Ville A", "Ville B"), False, True, "pour le compte de Ville A et Ville B."),
    ],
)
def test_un_guichet_dit_ce_qu_il_enregistre_et_vers_qui_se_tourner(
    communes: tuple[str, ...],
    accords: tuple[Accord, ...],
    mandants: tuple[str, ...],
    guichet: bool,
    enregistre: bool,
    dit: str,
) -> None:
    lu = ce_qu_il_enregistre(communes, accords, mandants, guichet=guichet)
    assert lu[0] is enregistre
    assert dit in lu[1]
