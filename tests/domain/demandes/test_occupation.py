from typing import Any

import pytest

from domain.demandes.codes import Typologie
from domain.demandes.rules.occupation import sous_occupation, sur_occupation, typologies_adaptees
from tests.domain.cas import cas
from tests.factories.formulaires import JOUR


@pytest.mark.parametrize("logement", cas(__file__, "occupation", "surfaces"))
def test_un_logement_trop_petit_est_suroccupe(logement: dict[str, Any]) -> None:
    resultat = sur_occupation(logement["surface"], logement["personnes"], JOUR)
    assert resultat.valeur is logement["suroccupe"]
    assert resultat.reference == "CCH R822-25"


@pytest.mark.parametrize("logement", cas(__file__, "occupation", "pieces"))
def test_un_logement_trop_grand_est_sous_occupe(logement: dict[str, Any]) -> None:
    resultat = sous_occupation(Typologie(logement["typologie"]), logement["personnes"], JOUR)
    assert resultat.valeur is logement["sous_occupe"]


@pytest.mark.parametrize("foyer", cas(__file__, "occupation", "tailles"))
def test_la_taille_du_logement_suit_celle_du_foyer(foyer: dict[str, Any]) -> None:
    resultat = typologies_adaptees(
        foyer["personnes"],
        JOUR,
        couple_seul=foyer.get("couple_seul", False),
        assistant_maternel=foyer.get("assistant_maternel", False),
    )
    assert [t.value for t in resultat.valeur] == foyer["typologies"]


def test_la_phrase_cite_les_tailles() -> None:
    phrase = typologies_adaptees(4, JOUR).phrase.replace("\u00a0", " ")
    assert phrase == "Pour 4 personnes à loger : T3 ou T4."
