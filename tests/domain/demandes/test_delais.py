from datetime import date
from typing import Any

import pytest

from domain.demandes.codes import Typologie
from domain.demandes.rules.delais import (
    anciennete_mois,
    delai_anormalement_long,
    expiration,
    passage_en_delai_anormalement_long,
    preavis,
    radiation_faute_de_renouvellement,
    restauration_possible_jusqu_au,
    validation_attendue,
)
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
