"""La cotation de tout un stock, colonne par colonne, donne à chaque demande les points que l'interprète lui donne."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.cotation.bascule import BASCULE, BasculesEnMasse
from adapters.cotation.bulk import EvaluateurEnMasse
from adapters.cotation.stock import LIGNE, Stock
from domain.cotation.bascule import prochaine_bascule
from domain.cotation.faits import Faits
from domain.cotation.grille import Bloc, Critere, Grille, PointsFixes
from domain.cotation.interpreter import Evaluateur
from domain.cotation.predicats import Comparaison
from domain.cotation.vocabulary import Operateur
from domain.kernel.calendrier import ajouter_mois, premier_jour_compte
from tests.adapters.cotation.lignes import en_masse
from tests.domain.cotation.strategies import DATES, JOURS, REGLAGES, faits, grilles

pytestmark = pytest.mark.lent


@REGLAGES
@given(grilles(), st.lists(faits(), min_size=1, max_size=8), JOURS)
def test_le_stock_et_l_interprete_donnent_les_memes_points(grille: Grille, dossiers: list[Faits], le: date) -> None:
    evaluateur = Evaluateur(grille)
    assert en_masse(grille, dossiers, le) == [evaluateur.evaluer(dossier, le) for dossier in dossiers]


@REGLAGES
@given(grilles(), st.lists(faits(), min_size=1, max_size=8), JOURS)
def test_la_prochaine_bascule_de_tout_le_stock_est_celle_de_l_interprete(
    grille: Grille, dossiers: list[Faits], le: date
) -> None:
    evaluateur, masse = Evaluateur(grille), EvaluateurEnMasse(grille)
    trouvees = BasculesEnMasse(masse).prochaines(Stock.de(dossiers, masse.champs), le)
    par_ligne = dict(zip(trouvees[LIGNE], trouvees[BASCULE], strict=True))
    assert [par_ligne.get(n) for n in range(len(dossiers))] == [
        prochaine_bascule(evaluateur, dossier, le) for dossier in dossiers
    ]


@given(DATES, st.integers(1, 60))
@REGLAGES
def test_une_fenetre_est_une_comparaison_de_dates(le: date, mois: int) -> None:
    debut = premier_jour_compte(le, mois)
    assert ajouter_mois(debut, mois) > le
    assert ajouter_mois(date.fromordinal(debut.toordinal() - 1), mois) <= le


def test_un_ensemble_tient_autant_de_codes_qu_un_departement_a_de_communes() -> None:
    """Au-delà de 63 codes, une colonne ne suffit plus."""
    communes = [f"35{n:03}" for n in range(130)]
    dossiers = [Faits.de({"communes_souhaitees": frozenset({code})}) for code in communes] + [Faits.de({})]
    lues = frozenset({communes[0], communes[62], communes[63], communes[129], "99999"})
    critere = Critere(
        code="ICI",
        si=Comparaison(champ="communes_souhaitees", op=Operateur.DANS, val=lues),
        valeur=PointsFixes(points=7),
    )
    grille = Grille(id="COMMUNES", blocs=(Bloc(code="B", criteres=(critere,)),))
    gagnants = [n for n, points in enumerate(en_masse(grille, dossiers, date(2026, 3, 1))) if points.total_verifie == 7]
    assert gagnants == [0, 62, 63, 129]
