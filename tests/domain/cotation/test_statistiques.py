"""D'une photo à l'écran : les mots, les tranches sans trou, les petits groupes tus."""

from datetime import date
from uuid import UUID

import pytest

from domain.cotation.grille import Bloc, Critere, Grille, ParEvenement, PointsFixes
from domain.cotation.predicats import FenetreEvenement
from domain.cotation.statistiques.queries import Dimension, FiltreDePhoto, Mesure
from domain.cotation.statistiques.rules import (
    AttributionsLues,
    decotes,
    filtres_reunis,
    groupes_d_attributions,
    lignes_des_criteres,
    motifs_d_ecart,
    periode,
    series,
    tensions,
    tensions_des_communes,
    tranches_d_attributions,
)
from domain.cotation.vocabulary import Population
from domain.kernel.codes import Typologie

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


def test_la_tension_est_le_rapport_des_demandes_aux_attributions_de_la_tranche() -> None:
    dites = tensions({0: 120, 2: 40}, {0: 20, 2: 16}, 10, 11)
    assert [(t.de, t.demandes, t.attributions, t.demandes_par_attribution) for t in dites] == [
        (0, 120, 20, 6.0),
        (10, 0, 0, None),
        (20, 40, 16, 2.5),
    ]
    assert tensions({}, {}, 10, 11) == []


def test_une_tension_sur_trop_peu_d_attributions_se_tait() -> None:
    [seule] = tensions({0: 120}, {0: 3}, 10, 11)
    assert (seule.attributions, seule.demandes_par_attribution) == (None, None)


def test_les_decotes_disent_ce_qui_compte_s_est_eteint_ou_ne_compte_pas() -> None:
    refus = ParEvenement(evenement=FenetreEvenement(types=("refus_proposition",), fenetre_mois=12), points=-10)
    grille = Grille(
        id="G",
        blocs=(
            Bloc(code="N", criteres=(Critere(code="DALO", valeur=PointsFixes(points=50)),)),
            Bloc(code="D", criteres=(Critere(code="REFUS", valeur=refus),)),
        ),
    )
    lus = {("compte", 1): (20, 25), ("franchi", 1): (40, 40), ("eteint", 1): (12, 12), ("ecarte", 1): (3, 40)}
    [dite] = decotes(grille, lus, 11)
    assert (dite.code, dite.demandes, dite.comptes, dite.eteints) == ("REFUS", 20, 25, 12)
    assert dite.sans_effet == 40, "un premier refus sans effet n'est pas une décote appliquée"
    assert dite.ecartes is None, "quarante refus de trois ménages se taisent"
    assert (dite.contestations, dite.part_contestee) == (0, 0.0)


def test_les_decotes_contestees_se_comptent_avec_leur_issue_et_leur_part() -> None:
    """Cent faits, dont vingt que la contestation a fait retirer : trente contestations en font 30 %."""
    refus = ParEvenement(evenement=FenetreEvenement(types=("refus_proposition",), fenetre_mois=12), points=-10)
    grille = Grille(id="G", blocs=(Bloc(code="D", criteres=(Critere(code="REFUS", valeur=refus),)),))
    lus = {("compte", 0): (70, 80), ("conteste", 0): (28, 30), ("admise", 0): (19, 20), ("rejetee", 0): (4, 4)}
    [dite] = decotes(grille, lus, 11)
    assert (dite.contestations, dite.part_contestee, dite.admises) == (30, 30.0, 20)
    assert dite.rejetees is None, "quatre ménages se taisent"


def test_la_tension_se_lit_commune_par_commune_la_plus_tendue_d_abord() -> None:
    dites = tensions_des_communes({"A": 120, "B": 300, "C": 40}, {"A": 20, "B": 15, "D": 12}, str.lower, 11)
    assert [(t.code, t.nom, t.demandes, t.attributions, t.demandes_par_attribution) for t in dites] == [
        ("B", "b", 300, 15, 20.0),
        ("A", "a", 120, 20, 6.0),
        ("C", "c", 40, 0, None),
        ("D", "d", 0, 12, 0.0),
    ]


@pytest.mark.parametrize(
    ("filtre", "partagee", "mesure", "repond"),
    [
        (FiltreDePhoto(typologie=Typologie.T2, population=Population.PRIMO), True, Mesure.DECLARES, True),
        (FiltreDePhoto(organisme_id=UUID(int=1)), True, Mesure.VERIFIES, True),
        (FiltreDePhoto(organisme_id=UUID(int=1), typologie=Typologie.T2), False, Mesure.VERIFIES, True),
        (FiltreDePhoto(organisme_id=UUID(int=1), typologie=Typologie.T2), True, Mesure.VERIFIES, False),
        (FiltreDePhoto(organisme_id=UUID(int=1), population=Population.PRIMO), True, Mesure.VERIFIES, False),
        (FiltreDePhoto(organisme_id=UUID(int=1)), True, Mesure.DECLARES, False),
    ],
)
def test_les_demandes_d_un_guichet_ne_se_coupent_pas_de_deux_facons(
    filtre: FiltreDePhoto, partagee: bool, mesure: Mesure, repond: bool
) -> None:
    assert (filtres_reunis(filtre, partagee=partagee, mesure=mesure) is None) is repond


def test_un_bailleur_de_peu_d_attributions_ne_dit_ni_son_delai_ni_son_accord() -> None:
    def lue(nom: str, attributions: int) -> AttributionsLues:
        return AttributionsLues(
            valeur=nom,
            libelle=nom,
            attributions=attributions,
            moyen=12.0,
            median=11.0,
            qpv=0,
            comparees=attributions,
            premiers=attributions,
            hors=0,
        )

    grand, moyen, petit = groupes_d_attributions([lue("A", 40), lue("B", 20), lue("C", 4)], 11)
    assert (grand.attributions, grand.part_premier) == (40, 100.0)
    assert (moyen.attributions, moyen.delai_moyen) == (None, None), "sinon le plus petit se déduirait du total"
    assert (petit.attributions, petit.delai_moyen, petit.part_premier) == (None, None, None)


def test_les_motifs_d_ecart_se_lisent_du_plus_frequent_au_plus_rare() -> None:
    dits = motifs_d_ecart({"N05": 30, "N11": 12, "N02": 15}, {"N05": "Dossier incomplet"}, 11)
    assert [(m.libelle, m.candidats) for m in dits] == [("Dossier incomplet", 30), ("N02", 15), ("N11", 12)]
