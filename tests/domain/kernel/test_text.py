import pytest

from domain.kernel.text import cle_de_tri, normaliser_nom


@pytest.mark.parametrize(
    ("saisi", "attendu"),
    [
        ("Saint-Malo", "SAINT MALO"),
        ("  saint   malô ", "SAINT MALO"),
        ("L'Haÿ-les-Roses", "L HAY LES ROSES"),
        ("L’Hermitage", "L HERMITAGE"),
        ("Œuilly", "OEUILLY"),
        ("Lœuilly", "LOEUILLY"),
        ("Ætius", "AETIUS"),
        ("Straße", "STRASSE"),
        ("Søren Łukasz", "SOREN LUKASZ"),
        ("D'ALMEIDA — Conceição", "D ALMEIDA CONCEICAO"),
        ("Rennes 35000", "RENNES 35000"),
        ("ﬁn", "FIN"),
        ("---", ""),
        ("", ""),
    ],
)
def test_un_nom_s_ecrit_d_une_seule_facon(saisi: str, attendu: str) -> None:
    assert normaliser_nom(saisi) == attendu


@pytest.mark.parametrize("nom", ["Saint-Malo", "L'Haÿ-les-Roses", "Œuilly", "ǅ", "ŉ", "İzmir", "𝒜𝓁", "½"])
def test_normaliser_deux_fois_ne_change_rien(nom: str) -> None:
    assert normaliser_nom(normaliser_nom(nom)) == normaliser_nom(nom)


def test_les_lettres_composees_et_decomposees_se_valent() -> None:
    assert normaliser_nom("Guéret") == normaliser_nom("Gue\u0301ret") == "GUERET"


def test_les_accents_ne_bousculent_pas_l_ordre_alphabetique() -> None:
    noms = ["Zola", "Évran", "Le Rheu", "evran", "Étables", "L'Hermitage", "Le-Rheu"]
    assert sorted(noms, key=cle_de_tri) == [
        "Étables",
        "evran",
        "Évran",
        "L'Hermitage",
        "Le Rheu",
        "Le-Rheu",
        "Zola",
    ]
