from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.demandes import parametres as module_des_parametres
from domain.demandes.codes import EtatDemande, MotifRadiation, Typologie
from domain.demandes.rules.delais import (
    anciennete_mois,
    apres_l_avis,
    avis_d_expiration,
    delai_anormalement_long,
    examen_de_la_reponse,
    expiration,
    fin_de_l_avertissement,
    mise_en_sommeil,
    passage_en_delai_anormalement_long,
    preavis,
    radiation_faute_de_renouvellement,
    radiee_avant,
    restauration_apres_absence_de_reponse,
    restauration_jusqu_au,
    restauration_possible_jusqu_au,
    retractation_jusqu_au,
    validation_attendue,
)
from domain.kernel.calendrier import ajouter_mois
from domain.kernel.parametres import Parametres, lire
from tests.domain.cas import cas


def test_une_demande_vit_un_an_avec_ses_echeances() -> None:
    depuis = date(2026, 3, 15)
    assert expiration(depuis).valeur == date(2027, 3, 15)
    assert preavis(date(2027, 3, 15)).valeur == date(2027, 2, 15)
    assert radiation_faute_de_renouvellement(depuis).valeur == date(2027, 4, 15)
    assert restauration_possible_jusqu_au(depuis).valeur == date(2027, 9, 15)
    assert validation_attendue(depuis).valeur == date(2026, 4, 14)


def test_une_demande_deposee_un_29_fevrier_expire_le_28() -> None:
    assert expiration(date(2024, 2, 29)).valeur == date(2025, 2, 28)


def test_chaque_echeance_cite_son_texte() -> None:
    echeance = expiration(date(2026, 3, 15))
    assert echeance.reference == "CCH R441-2-7"
    assert echeance.phrase.replace("\u00a0", " ") == "La demande est valable jusqu'au 15 mars 2027."


REGLAGES: dict[str, Callable[[date, str, Parametres], date]] = {
    "validite_mois": lambda le, d, p: expiration(le, d, p).valeur,
    "preavis_mois": lambda le, d, p: apres_l_avis(le, d, p),
    "radiation_non_renouvellement_mois": lambda le, d, p: radiation_faute_de_renouvellement(le, d, p).valeur,
    "restauration_non_renouvellement_mois": lambda le, d, p: restauration_possible_jusqu_au(le, d, p).valeur,
    "restauration_absence_de_reponse_mois": lambda le, d, p: restauration_apres_absence_de_reponse(le, d, p).valeur,
    "restauration_erreur_mois": lambda le, d, p: _restauration_par_erreur(le, d, p),
    "avertissement_absence_de_reponse_mois": lambda le, d, p: _avertie(MotifRadiation.ABSENCE_DE_REPONSE, le, d, p),
    "avertissement_irrecevabilite_mois": lambda le, d, p: _avertie(MotifRadiation.IRRECEVABILITE, le, d, p),
    "examen_de_la_reponse_jours": lambda le, d, p: examen_de_la_reponse(le, d, p).valeur,
    "retractation_jours": lambda le, d, p: retractation_jusqu_au(le, d, p).valeur,
    "mise_en_sommeil_jours": lambda le, d, p: mise_en_sommeil(le, d, p).valeur,
    "validation_en_ligne_jours": lambda le, d, p: validation_attendue(le, d, p).valeur,
    "conservation_apres_radiation_mois": lambda le, d, p: radiee_avant(le, d, p),
}
"""Chaque délai de la vie, et l'échéance qui le lit."""


def _restauration_par_erreur(le: date, d: str, p: Parametres) -> date:
    limite = restauration_jusqu_au(EtatDemande.RADIEE_ABANDON, depuis=None, radiee_le=le, departement=d, parametres=p)
    assert limite is not None
    return limite.valeur


def _avertie(motif: MotifRadiation, le: date, d: str, p: Parametres) -> date:
    return fin_de_l_avertissement(motif, le, d, p).valeur


@pytest.mark.parametrize("cle", sorted(REGLAGES))
def test_chaque_delai_de_la_vie_est_un_reglage_du_departement_qui_prend_effet_a_sa_date(cle: str) -> None:
    """Sept dans le Finistère à partir du 1er janvier 2026 ; ailleurs et avant, ce que dit la loi."""
    loi = (Path(module_des_parametres.__file__).parent / "parameters/delais.toml").read_text("utf-8")
    reglage = f'[[delais.{cle}]]\nvalable_du = 2026-01-01\ndepartement = "29"\nvaleur = 7\nreference = "Essai"\n'
    national, regle, lit = lire(loi), lire(f"{loi}\n{reglage}"), REGLAGES[cle]
    avant, apres = date(2025, 12, 15), date(2026, 3, 15)
    sens = -1 if cle == "conservation_apres_radiation_mois" else 1
    voulu = ajouter_mois(apres, 7 * sens) if cle.endswith("_mois") else apres + timedelta(days=7)
    assert lit(apres, "29", regle) == voulu
    assert lit(apres, "29", national) != voulu
    assert lit(avant, "29", regle) == lit(avant, "29", national)
    assert lit(apres, "35", regle) == lit(apres, "35", national)


def test_les_rappels_avant_l_expiration_sont_aussi_un_reglage_du_departement() -> None:
    loi = (Path(module_des_parametres.__file__).parent / "parameters/delais.toml").read_text("utf-8")
    reglage = (
        '[[delais.rappels_avant_expiration_jours]]\nvalable_du = 2026-01-01\ndepartement = "29"\n'
        'valeur = [14, 3]\nreference = "Essai"\n'
    )
    fin, regle = date(2026, 6, 15), lire(f"{loi}\n{reglage}")
    assert avis_d_expiration(fin, "29", regle) == (date(2026, 5, 15), date(2026, 6, 1), date(2026, 6, 12))
    assert avis_d_expiration(fin, "35", regle) == (date(2026, 5, 15), date(2026, 6, 8))


def test_l_anciennete_court_en_mois_complets_depuis_le_depot() -> None:
    assert anciennete_mois(date(2021, 1, 15), date(2024, 5, 20)) == 40
    assert anciennete_mois(date(2024, 5, 20), date(2024, 5, 1)) == 0


@pytest.mark.parametrize(
    ("typologies", "le", "depasse"),
    [
        ((Typologie.T2,), date(2026, 7, 1), False),
        ((Typologie.T2,), date(2026, 7, 2), True),
        ((Typologie.T4,), date(2026, 1, 1), False),
        ((Typologie.T4,), date(2026, 1, 2), True),
        ((Typologie.T2, Typologie.T4), date(2026, 1, 2), True),
        ((), date(2026, 7, 1), False),
    ],
)
def test_le_delai_le_plus_court_des_tailles_demandees_l_emporte(
    typologies: tuple[Typologie, ...], le: date, depasse: bool
) -> None:
    resultat = delai_anormalement_long(date(2024, 1, 2), le, "35", typologies)
    assert resultat is not None
    assert resultat.valeur is depasse
    assert resultat.a_verifier


def test_un_departement_sans_arrete_connu_n_a_pas_de_delai_anormalement_long() -> None:
    assert delai_anormalement_long(date(2000, 1, 1), date(2026, 1, 1), "01") is None


@pytest.mark.parametrize("ligne", cas(__file__, "delais_anormaux"))
def test_chaque_departement_a_son_delai_anormalement_long(ligne: dict[str, Any]) -> None:
    typologies = [Typologie(t) for t in ligne["typologies"]]
    trouve = passage_en_delai_anormalement_long(ligne["depot"], ligne["departement"], typologies)
    assert trouve == ligne.get("franchi_le")
