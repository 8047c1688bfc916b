"""Le métier de bout en bout, par HTTP seulement : API et travailleur vivants, vrais serveurs, vrai courrier."""

import pytest

from tests.journeys.histoire import Histoire
from tests.journeys.recepteur import Recepteur
from tests.maison import Maison

pytestmark = pytest.mark.lent


def test_de_la_demande_au_bail_et_a_l_avis_signe(maison: Maison, recepteur: Recepteur) -> None:
    Histoire(maison, recepteur).raconter()
