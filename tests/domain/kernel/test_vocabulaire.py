from datetime import date
from decimal import Decimal

import pytest

from domain.kernel.codes import Typologie
from domain.kernel.francais import compte, duree, enumeration, euros, jour, pourcent
from domain.kernel.vocabulary import CodeCommune, CommuneInvalide, Periode


def lisible(texte: str) -> str:
    return texte.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("montant", "texte"),
    [
        (0, "0 €"),
        (1234, "1 234 €"),
        (-250, "-250 €"),
        (Decimal("306.49"), "306,49 €"),
        (Decimal("450.00"), "450 €"),
        (Decimal("12345.6"), "12 345,60 €"),
        (Decimal("1E+3"), "1 000 €"),
    ],
)
def test_les_euros_s_ecrivent_a_la_francaise(montant: int | Decimal, texte: str) -> None:
    assert lisible(euros(montant)) == texte


@pytest.mark.parametrize(
    ("taux", "texte"),
    [(30, "30 %"), (Decimal("32.50"), "32,5 %"), (Decimal("33.0"), "33 %"), (Decimal("-4.1"), "-4,1 %")],
)
def test_les_pourcentages_s_ecrivent_a_la_francaise(taux: int | Decimal, texte: str) -> None:
    assert lisible(pourcent(taux)) == texte


def test_les_dates_les_durees_et_les_listes_se_lisent() -> None:
    assert lisible(jour(date(2026, 3, 1))) == "1er mars 2026"
    assert lisible(jour(date(2021, 1, 12))) == "12 janvier 2021"
    assert [lisible(duree(m)) for m in (8, 12, 15, 24)] == ["8 mois", "1 an", "1 an 3 mois", "2 ans"]
    assert [lisible(compte(n, "personne")) for n in (0, 1, 2)] == ["0 personne", "1 personne", "2 personnes"]
    assert [enumeration(m) for m in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a et b",
        "a, b et c",
    ]


def test_une_typologie_dit_ses_pieces() -> None:
    assert [t.pieces for t in Typologie] == [1, 1, 2, 3, 4, 5, 6]
    assert Typologie("T6P").libelle == "T6 et plus"
    assert [c.code for c in Typologie.choix()] == ["C", "T1", "T2", "T3", "T4", "T5", "T6P"]


@pytest.mark.parametrize(("code", "departement"), [("35238", "35"), ("2A004", "2A"), ("97411", "974"), ("01001", "01")])
def test_une_commune_dit_son_departement(code: str, departement: str) -> None:
    assert CodeCommune(code).departement == departement


@pytest.mark.parametrize("code", ["3523", "352380", "RENNE", "2C004", ""])
def test_un_code_de_commune_mal_forme_est_refuse(code: str) -> None:
    with pytest.raises(CommuneInvalide):
        CodeCommune(code)


def test_une_periode_contient_ses_bornes() -> None:
    annee = Periode(du=date(2026, 1, 1), au=date(2026, 12, 31))
    assert annee.jours == 365
    assert annee.contient(date(2026, 1, 1))
    assert annee.contient(date(2026, 12, 31))
    assert not annee.contient(date(2027, 1, 1))
    assert annee.chevauche(Periode(du=date(2026, 12, 31)))
    assert not annee.chevauche(Periode(du=date(2027, 1, 1)))
    assert Periode(du=date(2026, 1, 1)).jours is None


def test_une_periode_ne_finit_pas_avant_de_commencer() -> None:
    with pytest.raises(ValueError, match="finir avant de commencer"):
        Periode(du=date(2026, 1, 2), au=date(2026, 1, 1))
