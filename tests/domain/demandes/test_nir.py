from datetime import date

import pytest

from domain.demandes.codes import Civilite
from domain.demandes.rules.nir import incoherences_nir
from domain.kernel.vocabulary import Nir
from tests.factories.formulaires import une_personne

NEE_EN_OCTOBRE_1995 = Nir.lire("295109912611193")


@pytest.mark.parametrize(
    ("civilite", "ne_le", "codes"),
    [
        (Civilite.MADAME, date(1995, 10, 3), []),
        (None, None, []),
        (Civilite.MONSIEUR, date(1995, 10, 3), ["nir-sexe"]),
        (Civilite.MADAME, date(1959, 10, 3), ["nir-annee-naissance"]),
    ],
)
def test_le_numero_se_compare_a_la_civilite_et_a_la_naissance(
    civilite: Civilite | None, ne_le: date | None, codes: list[str]
) -> None:
    personne = une_personne(civilite=civilite, ne_le=ne_le)
    assert [r.code for r in incoherences_nir(personne, NEE_EN_OCTOBRE_1995)] == codes
