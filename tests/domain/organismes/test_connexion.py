"""Entrer : ce que vaut un mot de passe, et combien de fois on peut se tromper."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from adapters.securite.mots_de_passe import MotsDePasseCommuns
from domain.organismes.errors import MotDePasseTropFaible
from domain.organismes.model import Verrou
from domain.organismes.rules import charte_en_vigueur, exiger_mot_de_passe_solide, faiblesses, regles_de_connexion
from tests.domain.cas import cas

JOUR = date(2026, 11, 26)
MAINTENANT = datetime(2026, 11, 26, 9, tzinfo=UTC)
CONTEXTE = ("Tardivel", "Maëlle", "maelle.tardivel")
COMMUNS = MotsDePasseCommuns().contient
REGLES = regles_de_connexion(JOUR)


@pytest.mark.parametrize("un", cas(__file__, "mots_de_passe"))
def test_chaque_mot_de_passe_recoit_sa_reponse(un: dict[str, Any]) -> None:
    trouvees = faiblesses(un["mot_de_passe"], contexte=CONTEXTE, communs=COMMUNS, le=JOUR)
    assert [f.code for f in trouvees] == un["codes"]
    assert all(f.message.endswith(".") for f in trouvees)


def test_un_mot_de_passe_faible_est_refuse_avec_toutes_ses_raisons() -> None:
    with pytest.raises(MotDePasseTropFaible) as refus:
        exiger_mot_de_passe_solide("logement", contexte=CONTEXTE, communs=COMMUNS, le=JOUR)
    assert {e.code for e in refus.value.erreurs} >= {"trop-court", "mots-attendus"}


def test_quatre_echecs_ne_font_pas_attendre() -> None:
    verrou = Verrou()
    for _ in range(4):
        verrou.noter_echec(MAINTENANT, REGLES)
    assert verrou.attente(MAINTENANT) == 0


def test_a_partir_du_cinquieme_echec_l_attente_double_puis_tout_se_ferme_un_quart_d_heure() -> None:
    verrou = Verrou(echecs=4)
    attentes = []
    for _ in range(6):
        verrou.noter_echec(MAINTENANT, REGLES)
        assert verrou.bloque_jusqu_a is not None
        attentes.append(verrou.bloque_jusqu_a - MAINTENANT)
    assert attentes == [timedelta(seconds=s) for s in (1, 2, 4, 8, 16)] + [timedelta(minutes=15)]


def test_l_attente_finie_l_essai_est_permis() -> None:
    verrou = Verrou(echecs=9)
    verrou.noter_echec(MAINTENANT, REGLES)
    assert verrou.attente(MAINTENANT + timedelta(minutes=14)) > 0
    assert verrou.attente(MAINTENANT + timedelta(minutes=15)) == 0


def test_la_charte_a_une_version_et_un_texte() -> None:
    charte = charte_en_vigueur(JOUR)
    assert charte.version
    assert "individuel" in charte.texte
