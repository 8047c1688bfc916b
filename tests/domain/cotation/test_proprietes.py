import json
import random
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.cotation.bascule import prochaine_bascule
from domain.cotation.bornes import extremes_du_bloc, extremes_du_critere, extremes_du_total
from domain.cotation.compilation import compiler_predicat
from domain.cotation.document import lire_grille
from domain.cotation.faits import Faits
from domain.cotation.grille import Cumul, Grille, HorsCotation, entre
from domain.cotation.interpreter import Evaluateur
from domain.cotation.predicats import Non, Predicat
from domain.cotation.satisfaction import est_possible
from domain.cotation.trace import retracer, tracer
from domain.cotation.vocabulary import EtatLigne, StatutCotation
from domain.cotation.writer import ecrire_grille
from tests.domain.cotation.strategies import JOURS, REGLAGES, faits, grilles, predicats

DIX_ANS = 3650

pytestmark = pytest.mark.lent


@REGLAGES
@given(grilles())
def test_une_grille_ecrite_puis_relue_est_la_meme(grille: Grille) -> None:
    assert lire_grille(json.loads(json.dumps(ecrire_grille(grille)))) == grille


@REGLAGES
@given(grilles(), faits(), JOURS)
def test_les_points_restent_dans_leurs_bornes(grille: Grille, dossier: Faits, le: date) -> None:
    evaluateur = Evaluateur(grille)
    lecture = evaluateur.lire(dossier, le)
    points = evaluateur.points(lecture)
    assume(points.statut is not StatutCotation.HORS_COTATION)
    for critere, declares, verifies in zip(
        grille.criteres, points.details_declares, points.details_verifies, strict=True
    ):
        extremes = extremes_du_critere(critere)
        assert extremes.min is None or extremes.min <= declares
        assert extremes.max is None or declares <= extremes.max
        assert verifies in (0, declares) or isinstance(critere.valeur, Cumul), "un cumul compte ce qui est vérifié"
    for bloc, valeur in zip(grille.blocs, points.blocs_verifies, strict=True):
        extremes = extremes_du_bloc(bloc)
        assert bloc.borner(valeur) == valeur
        assert extremes.min is None or extremes.min <= valeur
        assert extremes.max is None or valeur <= extremes.max
    du_total = extremes_du_total(grille)
    assert points.total_verifie is not None
    assert points.total_verifie == evaluateur.plan_du_total.total(points.blocs_verifies, evaluateur.parts(lecture))
    assert du_total.min is None or du_total.min <= points.total_verifie
    assert du_total.max is None or points.total_verifie <= du_total.max


@REGLAGES
@given(grilles(), faits(), JOURS, st.randoms(use_true_random=False))
def test_rien_ne_bouge_avant_la_bascule_et_tout_bouge_ce_jour_la(
    grille: Grille, dossier: Faits, le: date, hasard: random.Random
) -> None:
    evaluateur = Evaluateur(grille)
    depart = evaluateur.evaluer(dossier, le)
    bascule = prochaine_bascule(evaluateur, dossier, le)
    horizon = DIX_ANS if bascule is None else (bascule - le).days - 1
    if bascule is not None:
        assert bascule > le
        assert evaluateur.evaluer(dossier, bascule) != depart
    jours = {1, horizon, *hasard.sample(range(1, horizon + 1), min(60, horizon))} if horizon >= 1 else set()
    for ecart in sorted(jours):
        assert evaluateur.evaluer(dossier, le + timedelta(days=ecart)) == depart


@REGLAGES
@given(grilles(), faits(), JOURS, st.randoms(use_true_random=False))
def test_l_ordre_du_dossier_ne_change_rien(grille: Grille, dossier: Faits, le: date, hasard: random.Random) -> None:
    melange = Faits(
        valeurs=dict(hasard.sample(sorted(dossier.valeurs.items()), len(dossier.valeurs))),
        pieces=tuple(hasard.sample(dossier.pieces, len(dossier.pieces))),
        validations=dossier.validations,
        evenements=tuple(hasard.sample(dossier.evenements, len(dossier.evenements))),
    )
    evaluateur = Evaluateur(grille)
    assert evaluateur.evaluer(melange, le) == evaluateur.evaluer(dossier, le)
    assert melange.empreinte() == dossier.empreinte()


@REGLAGES
@given(grilles(), faits(), JOURS)
def test_les_lignes_de_l_explication_redonnent_le_total(grille: Grille, dossier: Faits, le: date) -> None:
    trace = tracer(Evaluateur(grille), dossier, le)
    for bloc in trace.blocs:
        assert sum(critere.retenus for critere in bloc.criteres) == bloc.verifies
    if trace.points.statut is StatutCotation.HORS_COTATION:
        return
    assert grille.borner(trace.somme) == trace.points.total_verifie
    for ensemble in trace.ensembles:
        assert entre(ensemble.varies, ensemble.ensemble.plancher, ensemble.plafond) == ensemble.verifies
    comptes = {code for ensemble in grille.ensembles for code in ensemble.parmi}
    libres = [bloc.verifies for bloc in trace.blocs if bloc.bloc.code not in comptes]
    libres += [ensemble.verifies for ensemble in trace.ensembles if ensemble.ensemble.code not in comptes]
    assert sum(libres) == trace.somme


def _tester(predicat: Predicat, dossier: Faits, le: date) -> bool | None:
    evaluateur = Evaluateur(Grille(id="X", blocs=(), hors_cotation=(HorsCotation(motif="x", si=predicat),)))
    return compiler_predicat(predicat, evaluateur.index)(evaluateur.lire(dossier, le))


@REGLAGES
@given(predicats(), faits(), JOURS)
def test_une_condition_et_son_contraire_ne_sont_jamais_vraies_ensemble(
    predicat: Predicat, dossier: Faits, le: date
) -> None:
    direct, contraire = _tester(predicat, dossier, le), _tester(Non(predicat=predicat), dossier, le)
    assert contraire == (None if direct is None else not direct)


@REGLAGES
@given(predicats(), faits(), JOURS)
def test_la_relecture_ne_condamne_jamais_une_condition_qui_peut_etre_remplie(
    predicat: Predicat, dossier: Faits, le: date
) -> None:
    if _tester(predicat, dossier, le):
        assert est_possible(predicat)


@REGLAGES
@given(grilles(), faits(), JOURS)
def test_un_resultat_garde_se_relit_comme_il_a_ete_calcule(grille: Grille, dossier: Faits, le: date) -> None:
    evaluateur = Evaluateur(grille)
    vive = tracer(evaluateur, dossier, le)
    relue = retracer(evaluateur, vive.points, le)
    assert relue.hors_cotation == vive.hors_cotation
    assert vive.hors_cotation or grille.borner(relue.somme) == vive.points.total_verifie
    for alors, ici in zip(vive.blocs, relue.blocs, strict=True):
        assert (ici.declares, ici.verifies) == (alors.declares, alors.verifies)
        assert sum(c.retenus for c in ici.criteres) == sum(c.retenus for c in alors.criteres)
        if ici.exclu != alors.exclu:  # écarté ou non, ce bloc donnait zéro : rien ne le dit plus
            continue
        for avant, apres in zip(alors.criteres, ici.criteres, strict=True):
            assert (apres.declares, apres.verifies, apres.retenus) == (avant.declares, avant.verifies, avant.retenus)
            inconnu = avant.etat is EtatLigne.DONNEE_MANQUANTE
            assert apres.etat is (EtatLigne.NON_APPLICABLE if inconnu else avant.etat)
