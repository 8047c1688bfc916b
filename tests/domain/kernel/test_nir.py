from datetime import date
from typing import Any

import pytest

from domain.kernel.codes import Sexe
from domain.kernel.vocabulary import Nir, NirInvalide
from tests.domain.cas import cas


def un_nir(corps: str) -> Nir:
    return Nir.lire(f"{corps}{Nir.cle_attendue(corps):02d}")


@pytest.mark.parametrize("ligne", cas(__file__, "nir", "valides"))
def test_un_numero_juste_est_accepte(ligne: dict[str, Any]) -> None:
    nir = Nir.lire(ligne["nir"])
    assert nir.sexe is Sexe(ligne["sexe"])
    assert nir.mois_de_naissance == ligne["mois"]


@pytest.mark.parametrize("ligne", cas(__file__, "nir", "invalides"))
def test_un_numero_faux_est_refuse_avec_une_phrase(ligne: dict[str, Any]) -> None:
    with pytest.raises(NirInvalide, match=r"numéro de sécurité sociale"):
        Nir.lire(ligne["nir"])


def test_un_numero_se_tape_comme_sur_la_carte_vitale() -> None:
    assert Nir.lire("2 53 07 2b 073 004 70") == Nir.lire("253072B07300470")


def test_chaque_chiffre_change_rend_la_cle_fausse() -> None:
    juste = "295109912611193"
    for rang in range(13):
        autre = str((int(juste[rang]) + 1) % 10)
        with pytest.raises(NirInvalide):
            Nir.lire(juste[:rang] + autre + juste[rang + 1 :])


def test_un_numero_ne_s_ecrit_jamais_en_clair() -> None:
    nir = Nir.lire("295109912611193")
    for ecriture in (str(nir), repr(nir), f"{nir}", f"{[nir]}"):
        assert "2951099126111" not in ecriture
        assert "93" in ecriture


@pytest.mark.parametrize(
    ("sexe", "ne_le", "attendues"),
    [
        (Sexe.FEMININ, date(1995, 10, 3), []),
        (None, None, []),
        (Sexe.MASCULIN, date(1995, 10, 3), ["nir-sexe"]),
        (Sexe.FEMININ, date(1994, 10, 3), ["nir-annee-naissance"]),
        (Sexe.FEMININ, date(1995, 9, 3), ["nir-mois-naissance"]),
        (Sexe.MASCULIN, date(1960, 1, 1), ["nir-sexe", "nir-annee-naissance", "nir-mois-naissance"]),
    ],
)
def test_le_numero_contredit_le_formulaire(sexe: Sexe | None, ne_le: date | None, attendues: list[str]) -> None:
    raisons = Nir.lire("295109912611193").incoherences(sexe=sexe, ne_le=ne_le)
    assert [r.code for r in raisons] == attendues


@pytest.mark.parametrize("mois", ["20", "30", "42", "50", "99", "00"])
def test_un_mois_inconnu_de_l_etat_civil_alerte_sans_refuser(mois: str) -> None:
    nir = un_nir(f"195{mois}99126111")
    assert nir.mois_de_naissance is None
    assert [a.code for a in nir.alertes()] == ["nir-mois-inconnu"]
    assert nir.incoherences(sexe=Sexe.MASCULIN, ne_le=date(1995, 4, 1)) == ()


@pytest.mark.parametrize(
    ("premier", "sexe"),
    [("3", Sexe.MASCULIN), ("4", Sexe.FEMININ), ("7", Sexe.MASCULIN), ("8", Sexe.FEMININ)],
)
def test_les_numeros_provisoires_disent_aussi_le_sexe(premier: str, sexe: Sexe) -> None:
    assert un_nir(f"{premier}951099126111").sexe is sexe
