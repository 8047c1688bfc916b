from datetime import date
from typing import Any

import pytest

from domain.kernel.vocabulary import NumeroUnique, NumeroUniqueInvalide, territoire_du_departement
from tests.domain.cas import cas

NUMEROS = cas(__file__, "numeros_uniques")


@pytest.mark.parametrize("ligne", NUMEROS)
def test_un_numero_se_lit_partie_par_partie(ligne: dict[str, Any]) -> None:
    numero = NumeroUnique.lire(ligne["numero"])
    assert (numero.territoire, numero.mois, numero.sequence, numero.guichet) == (
        ligne["territoire"],
        ligne["mois"],
        ligne["sequence"],
        ligne["guichet"],
    )
    assert numero.correspond_a(ligne["depot"])


@pytest.mark.parametrize("ligne", NUMEROS)
def test_un_numero_se_compose_de_ses_parties(ligne: dict[str, Any]) -> None:
    numero = NumeroUnique.composer(
        territoire=ligne["territoire"],
        mois=ligne["depot"],
        sequence=ligne["sequence"],
        guichet=ligne["guichet"],
    )
    assert str(numero) == ligne["numero"]


@pytest.mark.parametrize("ligne", cas(__file__, "numeros_uniques", "invalides"))
def test_un_numero_mal_forme_est_refuse(ligne: dict[str, Any]) -> None:
    with pytest.raises(NumeroUniqueInvalide):
        NumeroUnique.lire(ligne["numero"])


def test_les_espaces_et_la_casse_ne_comptent_pas() -> None:
    assert str(NumeroUnique.lire(" 111 0318 016982 g1104 ")) == "1110318016982G1104"


def test_le_guichet_du_grand_public_est_alphanumerique() -> None:
    numero = NumeroUnique.composer(territoire="035", mois=date(2026, 6, 15), sequence=7, guichet="gdpub")
    assert str(numero) == "0350626000007GDPUB"


def test_une_suite_epuisee_ne_deborde_pas() -> None:
    with pytest.raises(NumeroUniqueInvalide):
        NumeroUnique.composer(territoire="035", mois=date(2026, 6, 15), sequence=1_000_000, guichet="12345")


def test_un_numero_d_un_autre_mois_ne_correspond_pas_au_depot() -> None:
    assert not NumeroUnique.lire("031041100185611076").correspond_a(date(2011, 5, 1))


@pytest.mark.parametrize(
    ("departement", "territoire"),
    [("35", "035"), ("01", "001"), ("2A", "02A"), ("974", "974"), ("75", "111"), ("93", "111")],
)
def test_l_ile_de_france_forme_un_seul_territoire(departement: str, territoire: str) -> None:
    assert territoire_du_departement(departement) == territoire
    numero = NumeroUnique.composer(territoire=territoire, mois=date(2026, 6, 1), sequence=1, guichet="12345")
    assert numero.departement == (None if territoire == "111" else departement)
