"""Une simulation mesure, elle n'invente rien : ce qu'elle dit d'un stock se refait demande par demande."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import permutations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.cotation.bulk import EvaluateurEnMasse
from adapters.cotation.retenus import AJUSTEMENT, RETENU
from adapters.cotation.simulation import (
    PROFILS,
    SOUHAITS,
    Classement,
    Mouvements,
    Stocke,
    evaluer,
    parts_en_tete,
    repartition,
)
from adapters.cotation.stock import Stock
from adapters.pdf.simulation import dessin, menages_deplaces
from domain.cotation.departage import cle_de_departage
from domain.cotation.faits import Faits
from domain.cotation.grille import Bloc, Critere, Grille, PointsFixes
from domain.cotation.interpreter import Evaluateur
from domain.cotation.predicats import Comparaison
from domain.cotation.simulation.rapport import MenageDeplace, TrancheDePoints
from domain.cotation.trace import tracer
from domain.cotation.vocabulary import Departage, Operateur, Population
from tests.domain.cotation.cases import un_bloc, une_grille
from tests.domain.cotation.strategies import JOURS, REGLAGES, faits, grilles

LE = date(2026, 3, 1)
COMMUNES = ("35238", "35051")


def _points(grille: Grille, dossiers: Sequence[Faits], le: date) -> pl.DataFrame:
    masse = EvaluateurEnMasse(grille)
    mutations = pl.Series([False] * len(dossiers))
    return evaluer(masse, Stock.de(dossiers, masse.champs), mutations, Population.TOUS, le)


def _stocke(n: int, *, tailles: int = 1) -> Stocke:
    """n ménages, tous dans les deux communes, du plus ancien au plus récent."""
    profils = [(k % 3 == 0, k % 3, 1 + k % 4, 1 + k % 6, date(2020, 1, 1 + k % 28), f"{k:06}") for k in range(n)]
    souhaits = [(k, commune, taille) for k in range(n) for commune in range(2) for taille in range(tailles)]
    return Stocke(
        profils=pl.DataFrame(profils, schema=PROFILS, orient="row"),
        souhaits=pl.DataFrame(souhaits, schema=SOUHAITS, orient="row"),
        communes=COMMUNES,
    )


def _mouvements(simule: Classement, compare: Classement, stocke: Stocke, graine: int = 1) -> Mouvements:
    return Mouvements(simule, compare, stocke, le=LE, departement="35", graine=graine, nom_commune=str)


@pytest.mark.lent
@REGLAGES
@given(grilles(), st.lists(faits(), min_size=1, max_size=8), JOURS)
def test_ce_que_chaque_critere_apporte_fait_le_total(grille: Grille, dossiers: list[Faits], le: date) -> None:
    points = _points(grille, dossiers, le)
    evaluateur = Evaluateur(grille)
    for row, dossier in zip(points.iter_rows(named=True), dossiers, strict=True):
        trace = tracer(evaluateur, dossier, le)
        retenus = [row[RETENU.format(n)] for n in range(len(grille.criteres))]
        assert sum(retenus) + row[AJUSTEMENT] == (trace.points.total_verifie or 0)
        if not any(bloc.exclu_si for bloc in grille.blocs) and trace.hors_cotation is None:
            assert retenus == [critere.retenus for critere in trace.criteres]


@pytest.mark.lent
@REGLAGES
@given(grilles(), st.lists(faits(), min_size=12, max_size=30), JOURS)
def test_simuler_la_grille_en_vigueur_ne_change_rien(grille: Grille, dossiers: list[Faits], le: date) -> None:
    stocke = _stocke(len(dossiers))
    points = _points(grille, dossiers, le)
    en_vigueur, simulee = Classement(grille, points, stocke), Classement(grille, points, stocke)
    assert (en_vigueur.rang == simulee.rang).all()
    mouvements = _mouvements(simulee, en_vigueur, stocke)
    assert all(d.moyen == d.montent == d.descendent == 0 for d in mouvements.par("commune"))
    assert mouvements.menages() == ([], [])
    decile = mouvements.decile()
    assert decile.entrent == decile.sortent == 0
    contributions = simulee.contributions(petit=0)
    assert sum(c.points or 0 for c in contributions) == sum(points["total_verifie"].drop_nulls().to_list())


@pytest.mark.lent
@REGLAGES
@given(grilles(), st.lists(faits(), min_size=1, max_size=20), JOURS)
def test_les_rangs_sont_ceux_d_un_tri_a_la_main(grille: Grille, dossiers: list[Faits], le: date) -> None:
    stocke = _stocke(len(dossiers), tailles=2)
    points = _points(grille, dossiers, le)
    classement = Classement(replace(grille, departage=(Departage.DATE_DEPOT,)), points, stocke)
    totaux, profils = points["total_verifie"].to_list(), stocke.profils.rows(named=True)

    def cle(k: int) -> tuple[bool, int, date, int]:
        return totaux[k] is None, -(totaux[k] or 0), profils[k]["deposee_le"], k

    attendu = {k: rang for rang, k in enumerate(sorted(range(len(dossiers)), key=cle))}
    assert classement.rang.to_list() == [attendu[k] for k in stocke.souhaits["ligne"].to_list()]


@pytest.mark.parametrize("departage", [d for n in range(3) for d in permutations(Departage, n)], ids=str)
def test_la_simulation_departage_comme_la_grille(departage: tuple[Departage, ...]) -> None:
    """Trois ménages à égalité de points : le plus ancien n'a pas le plus petit numéro, deux datent du même jour."""
    jours = [date(2026, 11, 10), date(2026, 11, 11), date(2026, 11, 10)]
    numeros = ["035112600000935A01", "035112600000135A01", "035112600000835A01"]
    profils = [(False, 0, 1, 1, jour, numero) for jour, numero in zip(jours, numeros, strict=True)]
    stocke = Stocke(
        profils=pl.DataFrame(profils, schema=PROFILS, orient="row"),
        souhaits=pl.DataFrame([(k, 0, 0) for k in range(3)], schema=SOUHAITS, orient="row"),
        communes=COMMUNES,
    )
    grille = replace(une_grille(un_bloc({"code": "A", "points": 5})), departage=departage)
    classement = Classement(grille, _points(grille, [Faits.de({})] * 3, LE), stocke)
    cles = [(cle_de_departage(departage, jours[k], numeros[k]), k) for k in range(3)]
    assert classement.place.to_list() == [sorted(cles).index(cle) for cle in cles]


def _grille(points: int) -> Grille:
    dalo = Critere(
        code="DALO",
        libelle_public="Droit au logement opposable",
        si=Comparaison(champ="dalo", op=Operateur.EGAL, val=True),
        valeur=PointsFixes(points=points),
    )
    anciens = Critere(
        code="ANCIEN",
        libelle_public="Cinq ans d'attente",
        si=Comparaison(champ="anciennete_mois", op=Operateur.SUPERIEUR_OU_EGAL, val=60),
        valeur=PointsFixes(points=10),
    )
    return Grille(id="G", blocs=(Bloc(code="B", criteres=(dalo, anciens)),))


def _quarante() -> list[Faits]:
    """Vingt ménages DALO, puis vingt qui attendent depuis cinq ans."""
    return [Faits.de({"dalo": n < 20, "anciennete_mois": 0 if n < 20 else 72}) for n in range(40)]


def test_un_rapport_dit_qui_monte_qui_descend_et_pourquoi() -> None:
    stocke, dossiers = _stocke(40), _quarante()
    avant, apres = (Classement(g, _points(g, dossiers, LE), stocke) for g in (_grille(5), _grille(30)))
    mouvements = _mouvements(apres, avant, stocke)
    gagnants, perdants = mouvements.menages()
    assert len(gagnants) == len(perdants) == 10
    assert gagnants[0].nom == "Ménage gagnant A"
    assert (gagnants[0].points_avant, gagnants[0].points_apres) == (5, 30)
    assert gagnants[0].criteres == ["Droit au logement opposable : 5 → 30"]
    assert gagnants[0].rangs > 0 > perdants[0].rangs
    assert perdants[0].criteres == [], "il n'a rien perdu : d'autres sont passés devant"
    [premiere, *_] = mouvements.par("commune")
    assert (premiere.souhaits, premiere.montent, premiere.descendent) == (40, 50.0, 50.0)
    assert premiere.moyen == 0
    assert mouvements.decile().places == 4


def test_les_memes_donnees_et_la_meme_graine_redonnent_les_memes_menages() -> None:
    stocke, dossiers = _stocke(40), _quarante()
    avant, apres = (Classement(g, _points(g, dossiers, LE), stocke) for g in (_grille(5), _grille(30)))
    assert _mouvements(apres, avant, stocke, 7).menages() == _mouvements(apres, avant, stocke, 7).menages()


def test_moins_de_onze_menages_ne_se_montrent_pas() -> None:
    stocke, dossiers = _stocke(10), _quarante()[15:25]
    avant, apres = (Classement(g, _points(g, dossiers, LE), stocke) for g in (_grille(5), _grille(30)))
    mouvements = _mouvements(apres, avant, stocke)
    assert mouvements.par("commune") == mouvements.croisement() == []
    assert mouvements.secrets > 0
    assert mouvements.menages() == ([], [])
    assert {t.simulee for t in repartition(apres, None, 10, 11)} <= {None, 0}
    assert {c.demandes for c in apres.contributions(11)} <= {None, 0}


def test_le_papier_dessine_les_tranches_a_l_echelle_de_la_plus_longue_et_tait_les_petites() -> None:
    tranches = [
        TrancheDePoints(de=0, a=9, simulee=50, comparee=None),
        TrancheDePoints(de=10, a=19, simulee=0, comparee=200),
    ]
    assert dessin(tranches, grilles=2) == [[25.0, None], [0.0, 100.0]]
    assert dessin(tranches, grilles=1) == [[100.0], [0.0]]
    assert dessin([], grilles=2) == []


def test_le_papier_ecrit_le_signe_moins_partout() -> None:
    menage = MenageDeplace(
        nom="Ménage A",
        typologie="T3",
        personnes="2",
        groupe_libelle="Sans priorité reconnue",
        mutation=False,
        anciennete_annees=3,
        points_avant=12,
        points_apres=-1050,
        rangs=-4,
        criteres=[],
    )
    [ligne] = menages_deplaces([menage])
    assert ligne[-2:] == ["12 → \u22121\u202f050", "\u22124"]


def test_l_ensemble_compte_les_zeros_et_les_ex_aequo() -> None:
    stocke = _stocke(4)
    dossiers = [Faits.de(v) for v in ({}, {}, {"dalo": True}, {"dalo": True, "anciennete_mois": 70})]
    ensemble = Classement(_grille(5), _points(_grille(5), dossiers, LE), stocke).ensemble()
    assert (ensemble.cotees, ensemble.a_zero, ensemble.ex_aequo, ensemble.valeurs) == (4, 2, 2, 3)
    assert (ensemble.minimum, ensemble.mediane, ensemble.maximum) == (0, 2.5, 15)
    assert ensemble.part_a_zero == 50.0


def test_les_garde_fous_se_mesurent_sur_le_premier_quart() -> None:
    stocke, dossiers = _stocke(40), _quarante()
    stocke = replace(
        stocke, profils=stocke.profils.with_columns(pl.Series("groupe", [0] * 20 + [2] * 20, dtype=pl.Int8))
    )
    haut = Classement(_grille(30), _points(_grille(30), dossiers, LE), stocke)
    bas = Classement(_grille(5), _points(_grille(5), dossiers, LE), stocke)
    assert parts_en_tete(haut, stocke, Population.TOUS, 0.25)["dalo"] == (50.0, 20)
    assert parts_en_tete(bas, stocke, Population.TOUS, 0.25)["dalo"] == (0.0, 20)


def test_une_grille_des_mutations_ne_cote_que_les_mutations() -> None:
    grille = _grille(5)
    masse = EvaluateurEnMasse(grille)
    dossiers = [Faits.de({"dalo": True}), Faits.de({"dalo": True})]
    points = evaluer(masse, Stock.de(dossiers, masse.champs), pl.Series([True, False]), Population.MUTATION, LE)
    assert points["total_verifie"].to_list() == [5, None]
