"""Un tableau croisé tait les petits groupes, et tout ce d'où on les déduirait."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.observatoire.croisements.errors import AxesIdentiques
from domain.observatoire.croisements.queries import Axe
from domain.observatoire.croisements.rules import cases_tues, exiger_deux_axes

PETIT = 11


def avec_totaux(cases: list[list[int]]) -> list[list[int]]:
    lignes = [[*ligne, sum(ligne)] for ligne in cases]
    return [*lignes, [sum(colonne) for colonne in zip(*lignes, strict=True)]]


def test_sans_petit_groupe_tout_se_montre() -> None:
    tues = cases_tues(avec_totaux([[20, 30], [40, 0]]), PETIT)
    assert not any(map(any, tues)), "zéro ne désigne personne"


def test_une_case_tue_ne_se_retrouve_pas_par_les_totaux() -> None:
    tues = cases_tues(avec_totaux([[3, 30, 50], [40, 60, 70], [80, 90, 99]]), PETIT)
    assert tues[0][0]
    assert sum(tues[0]) >= 2
    assert sum(ligne[0] for ligne in tues) >= 2
    assert not tues[3][3], "l'ensemble se lit encore"


def test_deux_petites_cases_ensemble_restent_trop_petites() -> None:
    tues = cases_tues(avec_totaux([[3, 4, 50], [40, 60, 70]]), PETIT)
    assert tues[0][:3] == [True, True, True], "trois et quatre feraient sept"


def test_un_tableau_trop_petit_se_tait_en_entier() -> None:
    assert all(map(all, cases_tues(avec_totaux([[1, 2], [3, 4]]), PETIT)))


def test_deux_dimensions_differentes() -> None:
    with pytest.raises(AxesIdentiques):
        exiger_deux_axes(Axe.AGE, Axe.AGE)
    exiger_deux_axes(Axe.AGE, Axe.MOTIF)


@given(st.lists(st.lists(st.integers(0, 40), min_size=3, max_size=3), min_size=1, max_size=5))
def test_dans_chaque_ligne_et_chaque_colonne_ce_qui_se_tait_est_assez_grand(cases: list[list[int]]) -> None:
    nombres = avec_totaux(cases)
    tues = cases_tues(nombres, PETIT)
    suites = [list(zip(n, t, strict=True)) for n, t in zip(nombres, tues, strict=True)]
    suites += [
        list(zip(n, t, strict=True)) for n, t in zip(zip(*nombres, strict=True), zip(*tues, strict=True), strict=True)
    ]
    for suite in suites:
        assert all(tu or n == 0 or n >= PETIT for n, tu in suite)
        cachees = [n for n, tu in suite if tu]
        montrees = [n for n, tu in suite if not tu and n > 0]
        assert not cachees or not montrees or (len(cachees) >= 2 and sum(cachees) >= PETIT)
