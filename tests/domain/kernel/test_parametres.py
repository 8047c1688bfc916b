from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from domain.kernel.parametres import ParametreAbsent, ParametreInvalide, Parametres, charger, lire

DEUX_ANS = """
[[seuil.age]]
valable_du = 2024-01-01
valable_au = 2024-12-31
valeur = 54
reference = "Arrêté de 2023"

[[seuil.age]]
valable_du = 2025-01-01
valeur = 55
reference = "Arrêté de 2024"
url = "https://exemple.fr/arrete"
statut = "a_verifier"

[[seuil.age]]
valable_du = 2025-01-01
departement = "35"
valeur = 60
reference = "Arrêté préfectoral"

[[bareme]]
valable_du = 2024-01-01
montants = { un = 10, deux = 1.5, trois = ["a", "b"] }
reference = "Arrêté"
"""


@pytest.fixture
def parametres() -> Parametres:
    return lire(DEUX_ANS)


def test_la_valeur_est_celle_du_jour_avec_sa_reference(parametres: Parametres) -> None:
    avant, apres = (
        parametres.a_la_date("seuil.age", date(2024, 12, 31)),
        parametres.a_la_date("seuil.age", date(2025, 1, 1)),
    )
    assert (avant.entier(), avant.reference, avant.a_verifier) == (54, "Arrêté de 2023", False)
    assert (apres.entier(), apres.url, apres.a_verifier) == (55, "https://exemple.fr/arrete", True)


def test_le_departement_l_emporte_s_il_a_sa_valeur(parametres: Parametres) -> None:
    assert parametres.a_la_date("seuil.age", date(2026, 1, 1), "35").entier() == 60
    assert parametres.a_la_date("seuil.age", date(2026, 1, 1), "44").entier() == 55
    assert parametres.a_la_date("seuil.age", date(2024, 6, 1), "35").entier() == 54


def test_un_jour_sans_valeur_est_une_erreur_et_non_un_zero(parametres: Parametres) -> None:
    assert parametres.cherche("seuil.age", date(2023, 12, 31)) is None
    with pytest.raises(ParametreAbsent, match=r"seuil\.age.*2023-12-31"):
        parametres.a_la_date("seuil.age", date(2023, 12, 31))


def test_un_tableau_se_lit_ligne_par_ligne(parametres: Parametres) -> None:
    bareme = parametres.a_la_date("bareme", date(2026, 1, 1))
    assert bareme.entree("un").entier() == 10
    assert bareme.entree("deux").decimal() == Decimal("1.5")
    assert bareme.entree("trois").textes() == ("a", "b")
    assert bareme.entree("un").reference == "Arrêté"
    with pytest.raises(ParametreAbsent, match="quatre"):
        bareme.entree("quatre")


def test_une_valeur_du_mauvais_genre_le_dit(parametres: Parametres) -> None:
    with pytest.raises(ParametreInvalide, match=r"bareme\.deux devrait être un nombre entier"):
        parametres.a_la_date("bareme", date(2026, 1, 1)).entree("deux").entier()


@pytest.mark.parametrize(
    ("texte", "faute"),
    [
        ("[[a]]\nvaleur = 1\nvalable_du = 2024-01-01", "la référence du texte manque"),
        ('[[a]]\nvaleur = 1\nvalable_du = 2024-01-01\nreference = " "', "la référence du texte manque"),
        ('[[a]]\nvaleur = 1\nreference = "x"', "sont des dates"),
        ('[[a]]\nvaleur = 1\nvalable_du = "2024"\nreference = "x"', "sont des dates"),
        ('[[a]]\nvalable_du = 2024-01-01\nreference = "x"', "un seul des deux"),
        ('[[a]]\nvaleur = 1\nmontants = {}\nvalable_du = 2024-01-01\nreference = "x"', "un seul des deux"),
        ('[[a]]\nvaleur = 1\nvalable_du = 2024-01-01\nreference = "x"\nstatut = "bof"', "statut inconnu"),
        ('[[a]]\nvaleur = 1\nvalable_du = 2024-01-01\nreference = "x"\ncommentaire = 1', "champ inconnu"),
        (
            '[[a]]\nvaleur = 1\nvalable_du = 2024-02-01\nvalable_au = 2024-01-01\nreference = "x"',
            "finit avant de commencer",
        ),
        ("a = 1", "doit porter ses dates"),
        ("[[a", "mal écrit"),
    ],
)
def test_un_fichier_fautif_est_refuse(texte: str, faute: str) -> None:
    with pytest.raises(ParametreInvalide, match=faute):
        lire(texte)


def deux_periodes(fin: str | None, debut: str) -> str:
    au = "" if fin is None else f"valable_au = {fin}\n"
    return (
        f'[[a]]\nvalable_du = 2024-01-01\n{au}valeur = 1\nreference = "x"\n'
        f'[[a]]\nvalable_du = {debut}\nvaleur = 2\nreference = "x"\n'
    )


@pytest.mark.parametrize(
    ("fin", "debut", "faute"),
    [
        ("2024-12-31", "2024-12-31", "deux valeurs pour le 2024-12-31"),
        (None, "2025-01-01", "deux valeurs pour le 2025-01-01"),
        ("2024-12-30", "2025-01-01", "aucune valeur entre 2024-12-30 et 2025-01-01"),
    ],
)
def test_les_periodes_se_suivent_sans_trou_ni_chevauchement(fin: str | None, debut: str, faute: str) -> None:
    with pytest.raises(ParametreInvalide, match=faute):
        lire(deux_periodes(fin, debut))


def test_un_dossier_vide_est_une_erreur(tmp_path: Path) -> None:
    with pytest.raises(ParametreInvalide, match="Aucun fichier"):
        charger(tmp_path)


def test_une_cle_partagee_par_deux_fichiers_est_refusee(tmp_path: Path) -> None:
    for nom in ("a", "b"):
        (tmp_path / f"{nom}.toml").write_text('[[c]]\nvalable_du = 2024-01-01\nvaleur = 1\nreference = "x"')
    with pytest.raises(ParametreInvalide, match="deux valeurs"):
        charger(tmp_path)


MODULES = ["demandes", "rapprochement", "conventions_flux"]


@pytest.mark.parametrize("module", MODULES)
def test_les_parametres_livres_valent_aujourd_hui(module: str) -> None:
    dossier = Path(__file__).parents[3] / "domain" / module / "parameters"
    livres = charger(dossier)
    assert livres is charger(dossier)
    for cle in livres.cles:
        departements = {v.departement for v in livres if v.cle == cle}
        for departement in departements:
            assert livres.a_la_date(cle, date(2026, 6, 15), departement).reference


def test_aucun_parametre_livre_ne_finit_dans_le_passe() -> None:
    for module in MODULES:
        livres = charger(Path(__file__).parents[3] / "domain" / module / "parameters")
        for cle in livres.cles:
            dernieres = [v for v in livres if v.cle == cle and v.valable_au is None]
            assert dernieres, cle
            assert all(v.vaut_le(v.valable_du + timedelta(days=36_500)) for v in dernieres)
