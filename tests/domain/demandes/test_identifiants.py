"""L'adresse ou le mobile par lequel un demandeur se connecte."""

import pytest

from domain.demandes.rules.identifiants import IdentifiantIllisible, est_mobile, normaliser_identifiant


@pytest.mark.parametrize(
    ("saisi", "lu"),
    [
        (" Maelle.Le-Goff+logement@Exemple.FR ", "maelle.le-goff+logement@exemple.fr"),
        ("06 12 34 56 78", "+33612345678"),
        ("07.12.34.56.78", "+33712345678"),
        ("+33 6 12 34 56 78", "+33612345678"),
        ("0033612345678", "+33612345678"),
        ("0692 12 34 56", "+262692123456"),
        ("0639 12 34 56", "+262639123456"),
        ("0639 98 12 34", "+33639981234"),
        ("0690 12 34 56", "+590690123456"),
        ("+594 694 12 34 56", "+594694123456"),
        ("00596 0696 12 34 56", "+596696123456"),
    ],
)
def test_une_adresse_ou_un_mobile_francais_se_lit_de_toutes_les_facons(saisi: str, lu: str) -> None:
    assert normaliser_identifiant(saisi) == lu
    assert est_mobile(lu) is ("@" not in lu)


@pytest.mark.parametrize(
    "saisi",
    [
        "02 99 12 34 56",  # un fixe
        "0892 12 34 56",  # surtaxé
        "+44 7700 900123",
        "+1 900 555 0100",
        "+212 6 12 34 56 78",
        "+262 262 12 34 56",  # un fixe de La Réunion
        "06 12 34",
        "maelle@",
        "maelle",
        "",
    ],
)
def test_un_code_ne_part_ni_a_l_etranger_ni_vers_un_fixe_ni_vers_un_numero_surtaxe(saisi: str) -> None:
    with pytest.raises(IdentifiantIllisible, match="mobile français"):
        normaliser_identifiant(saisi)
