"""Le métier de bout en bout, par HTTP seulement : API et travailleur vivants, vrais serveurs, vrai courrier."""

import pytest

from tests.journeys.histoire import Histoire

pytestmark = pytest.mark.lent


def test_de_la_demande_au_bail_et_a_l_avis_signe(histoire: Histoire) -> None:
    histoire.raconter()
