"""La comparaison des personnes, mesurée sur vingt mille paires étiquetées (tests/domain/demandes/paires.py)."""

from itertools import islice

import pytest

from domain.demandes.rules.doublons import Force, comparer
from tests.domain.demandes.paires import BLOQUANTES, NOMBRE, SUGGEREES, mesurer, paires


@pytest.mark.lent
def test_une_paire_montree_a_un_agent_est_presque_toujours_la_meme_personne_et_peu_manquent() -> None:
    mesure, toutes, erreurs = mesurer(SUGGEREES)
    print(f"précision {mesure.precision:.4f}, rappel {mesure.rappel:.4f}")
    assert toutes.total() == NOMBRE
    assert mesure.precision >= 0.98
    assert mesure.rappel >= 0.95
    for voisins in ("frère et sœur", "parent et enfant du même prénom", "conjoints", "inconnus"):
        assert erreurs[voisins] == 0, voisins


@pytest.mark.lent
def test_rien_n_arrete_une_validation_a_tort() -> None:
    mesure, _, _ = mesurer(BLOQUANTES)
    assert mesure.precision >= 0.999


def test_des_jumeaux_et_une_fratrie_ne_sont_jamais_surs() -> None:
    for paire in islice(paires(), 4_000):
        if paire.sorte in ("jumeaux", "frère et sœur", "homonymes"):
            assert comparer(paire.a, paire.b, meme_nir=paire.meme_nir).force in (Force.AUCUNE, Force.FAIBLE)


def test_le_jeu_de_paires_est_toujours_le_meme() -> None:
    assert list(islice(paires(), 200)) == list(islice(paires(), 200))
