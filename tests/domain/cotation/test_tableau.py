"""Ce qu'emporte qui étudie une liste : les totaux, puis ce que compte chaque critère."""

from datetime import date
from typing import Any

from domain.cotation.discretion import LIBELLE_RESERVE
from domain.cotation.faits import Faits
from domain.cotation.tableau import RESTE, TOTAUX, TableauDePoints
from domain.cotation.use_cases import coter_avec
from tests.domain.cotation.test_passees import DOSSIER, LE, SANS_ABRI, VIOLENCES, version

BASE = {"code": "BASE", "libelle_public": "Toute demande", "points": 3}


def ligne(tableau: TableauDePoints, *cote: Any) -> dict[str, Any]:
    return dict(zip(tableau.entetes, tableau.ligne(coter_avec(*cote)), strict=True))


def test_chaque_critere_a_sa_colonne_et_leur_somme_est_le_total() -> None:
    grille = version(1, SANS_ABRI | {"points": 40}, BASE)
    tableau = TableauDePoints.de([grille])
    assert tableau.entetes == [*TOTAUX, "Sans abri", "Toute demande", RESTE]
    assert tableau.ligne(coter_avec(grille, DOSSIER, LE))[1:] == [43, 43, 40, 3, 0]


def test_ce_qu_un_bloc_ne_compte_pas_ne_compte_pas_dans_sa_colonne() -> None:
    grille = version(1, SANS_ABRI | {"points": 40}, BASE, mode="max")
    dite = ligne(TableauDePoints.de([grille]), grille, DOSSIER, LE)
    assert (dite["Points vérifiés"], dite["Sans abri"], dite["Toute demande"]) == (40, 40, 0)


def test_ce_qui_attend_un_justificatif_ne_compte_que_dans_les_points_declares() -> None:
    grille = version(1, VIOLENCES, BASE)
    dite = ligne(TableauDePoints.de([grille]), grille, DOSSIER, LE)
    assert (dite["Points vérifiés"], dite["Points déclarés"], dite[LIBELLE_RESERVE]) == (3, 48, 0)


def test_sante_et_violences_se_fondent_en_une_colonne() -> None:
    grille = version(1, VIOLENCES | {"preuve": "declaratif"}, BASE)
    tableau = TableauDePoints.de([grille])
    assert tableau.entetes == [*TOTAUX, "Toute demande", LIBELLE_RESERVE, RESTE]
    assert tableau.ligne(coter_avec(grille, DOSSIER, LE))[1] == 48
    assert sum(tableau.ligne(coter_avec(grille, DOSSIER, LE))[3:]) == 48  # type: ignore[arg-type]


def test_deux_grilles_d_un_territoire_partagent_la_colonne_d_un_meme_critere() -> None:
    primo, mutation = version(1, BASE), version(2, BASE, SANS_ABRI | {"points": 40})
    tableau = TableauDePoints.de([primo, mutation])
    assert tableau.entetes == [*TOTAUX, "Toute demande", "Sans abri", RESTE]
    assert tableau.ligne(coter_avec(primo, DOSSIER, LE))[3:] == [3, None, 0]
    assert tableau.ligne(coter_avec(mutation, DOSSIER, LE))[3:] == [3, 40, 0]


def test_une_demande_que_le_territoire_ne_cote_pas_a_des_cases_vides() -> None:
    tableau = TableauDePoints.de([version(1, BASE)])
    assert tableau.ligne(None) == [None] * 5
    # a version that a recalculation is still replacing: its total is known, not what each criterion would give
    remplacee = coter_avec(version(2, BASE), Faits.de({"anciennete_mois": date(2025, 1, 1)}), LE)
    assert tableau.ligne(remplacee)[1:] == [3, 3, None, None]


def test_sans_grille_en_vigueur_aucune_colonne() -> None:
    assert TableauDePoints.de([]).entetes == []
