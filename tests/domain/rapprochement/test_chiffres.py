from decimal import Decimal
from random import Random
from typing import Any

from domain.rapprochement.rules.chiffres import alertes, chiffres, reperes
from domain.rapprochement.rules.effort import AideAuLogement, CoutLogement, reste_a_vivre, taux_d_effort
from tests.factories.formulaires import JOUR


def test_les_chiffres_de_la_liste_sont_ceux_de_l_arrete() -> None:
    tirage = Random(1)
    seuils = reperes(JOUR, "35")
    for _ in range(2_000):
        cout = CoutLogement(
            loyer=Decimal(tirage.randint(0, 90_000)) / 100, charges=Decimal(tirage.randint(0, 9_000)) / 100
        )
        ressources, aide, uc = tirage.randint(0, 4_000), tirage.randint(0, 400), tirage.randint(10, 40)
        found = chiffres(int(cout.depense * 100) - aide * 100, ressources, uc, seuils.jours_par_mois)
        al = AideAuLogement.saisie(aide)
        taux = taux_d_effort(cout, ressources=ressources, aide=al).valeur
        assert (None if found.taux is None else Decimal(found.taux) / 10) == taux
        reste = reste_a_vivre(
            cout, JOUR, ressources=ressources, unites_de_consommation=Decimal(uc) / 10, aide=al
        ).valeur
        assert found.reste is not None
        assert found.reste_uc is not None
        assert found.reste_uc_jour is not None
        assert Decimal(found.reste) / 100 == reste.par_mois
        assert Decimal(found.reste_uc) / 100 == reste.par_uc
        assert Decimal(found.reste_uc_jour) / 100 == reste.par_uc_par_jour
        codes = [r.code for r in alertes(found, seuils)]
        assert ("reste-a-vivre-faible" in codes) is (reste.par_uc_par_jour < 10)
        assert ("taux-effort-eleve" in codes) is (taux is not None and taux > 33)


def test_sans_ressources_connues_rien_ne_se_calcule() -> None:
    vide: dict[str, Any] = {"taux": None, "reste": None, "reste_uc": None, "reste_uc_jour": None}
    assert {f: getattr(chiffres(40_000, None, 10, 30), f) for f in vide} == vide
