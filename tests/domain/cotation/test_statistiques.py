"""D'une photo à l'écran : les mots, les tranches sans trou, les petits groupes tus."""

from datetime import date

from domain.cotation.grille import Bloc, Critere, Grille, PointsFixes
from domain.cotation.statistiques.queries import Dimension
from domain.cotation.statistiques.rules import lignes_des_criteres, periode, series, tranches_d_attributions

GRILLE = Grille(
    id="G",
    blocs=(
        Bloc(code="N", criteres=(Critere(code="DALO", valeur=PointsFixes(points=50)),)),
        Bloc(code="D", criteres=(Critere(code="REFUS", valeur=PointsFixes(points=-10)),)),
    ),
)


def test_les_tranches_vont_de_la_plus_basse_a_la_plus_haute_sans_trou() -> None:
    tranches, dites = series(Dimension.ENSEMBLE, [("", -1, 20), ("", 2, 40)], 11)
    assert tranches == [-1, 0, 1, 2]
    assert [(s.libelle, s.menages, s.nombres) for s in dites] == [("Tous les ménages", 60, [20, 0, 0, 40])]


def test_une_valeur_de_moins_de_onze_menages_se_tait_avec_la_plus_petite_des_autres() -> None:
    lus = [("1", 0, 5), ("2-4", 0, 30), ("inconnu", 0, 15), ("inconnu", 1, 5)]
    _, dites = series(Dimension.QUARTILE, lus, 11)
    assert [(s.valeur, s.menages) for s in dites] == [("1", None), ("2-4", 30), ("inconnu", None)]
    assert all(n is None for s in dites if s.menages is None for n in s.nombres)


def test_un_code_inconnu_se_montre_sous_son_code() -> None:
    _, dites = series(Dimension.STATUT, [("NOUVEAU", 0, 12)], 11)
    assert [s.libelle for s in dites] == ["NOUVEAU"]


def test_sans_photo_il_n_y_a_rien() -> None:
    assert series(Dimension.AGE, [], 11) == ([], [])


def test_chaque_bloc_puis_ses_criteres_et_les_decotes() -> None:
    lus = {
        ("bloc", 0): (20, 1000),
        ("bloc", 1): (40, -400),
        ("critere", 0): (20, 1000),
        ("critere", 1): (40, -400),
    }
    bloc, dalo, _, refus = lignes_des_criteres(GRILLE, 200, lus, 11)
    assert (bloc.est_un_bloc, bloc.demandes, bloc.part) == (True, 20, 10.0)
    assert (dalo.moyenne, dalo.retrait, dalo.part_des_points) == (50.0, False, 71.4)
    assert (refus.moyenne, refus.retrait, refus.demandes) == (-10.0, True, 40)


def test_un_critere_de_moins_de_onze_demandes_se_tait() -> None:
    lus = {("bloc", 0): (3, 150), ("critere", 0): (3, 150)}
    lignes = lignes_des_criteres(GRILLE, 200, lus, 11)
    assert [(ligne.demandes, ligne.moyenne, ligne.part) for ligne in lignes[:2]] == [(None, None, None)] * 2


def test_une_tranche_d_attributions_trop_petite_ne_dit_pas_son_delai() -> None:
    lues = [(0, 5, 12.0, 10.0, 1), (1, 6, 20.0, 18.0, 2), (None, 30, 24.04, 23.0, 15)]
    dites = tranches_d_attributions(lues, 10, 11)
    assert [(t.de, t.attributions, t.delai_moyen) for t in dites] == [
        (0, None, None),
        (10, None, None),
        (None, 30, 24.0),
    ]
    assert dites[2].part_qpv == 50.0


def test_sans_periode_on_lit_les_douze_derniers_mois() -> None:
    assert periode(None, None, date(2026, 11, 26)) == (date(2025, 11, 26), date(2026, 11, 26))
    assert periode(None, date(2024, 2, 29), date(2026, 11, 26)) == (date(2023, 2, 28), date(2024, 2, 29))
    assert periode(date(2026, 1, 1), None, date(2026, 11, 26))[0] == date(2026, 1, 1)
