from datetime import date
from typing import Any

import pytest

from domain.demandes.codes import Civilite
from domain.demandes.rules.doublons import Identite, cles_de_recherche, comparer, premier_prenom
from tests.domain.cas import cas
from tests.factories.formulaires import une_personne

DOUBLONS = cas(__file__, "doublons")


def identite(ligne: dict[str, Any]) -> Identite:
    return Identite(
        nom_naissance=ligne["nom"],
        nom_usage=ligne.get("usage"),
        prenoms=ligne["prenoms"],
        ne_le=ligne.get("ne_le"),
        telephone=ligne.get("telephone"),
        civilite=Civilite(ligne["civilite"]) if "civilite" in ligne else None,
    )


@pytest.mark.parametrize("paire", DOUBLONS)
def test_deux_personnes_se_comparent_avec_leurs_raisons(paire: dict[str, Any]) -> None:
    meme_nir = {"egal": True, "different": False}.get(paire.get("nir", ""))
    comparaison = comparer(identite(paire["a"]), identite(paire["b"]), meme_nir=meme_nir)
    assert comparaison.force.value == paire["force"]
    assert [r.code for r in comparaison.raisons] == paire["raisons"]


@pytest.mark.parametrize("paire", DOUBLONS)
def test_la_comparaison_ne_depend_pas_de_l_ordre(paire: dict[str, Any]) -> None:
    a, b = identite(paire["a"]), identite(paire["b"])
    assert comparer(a, b).force is comparer(b, a).force
    assert {r.code for r in comparer(a, b).raisons} == {r.code for r in comparer(b, a).raisons}


@pytest.mark.parametrize("paire", DOUBLONS)
def test_tout_rapprochement_par_l_identite_se_trouve_par_les_cles(paire: dict[str, Any]) -> None:
    a, b = identite(paire["a"]), identite(paire["b"])
    if comparer(a, b).pour:
        assert cles_de_recherche(a, "35") & cles_de_recherche(b, "35")


def test_les_cles_ne_dependent_ni_de_la_graphie_ni_d_un_autre_departement() -> None:
    personne = Identite(nom_naissance="Le  Gœff", prenoms="Anne-Zoé, Marie", ne_le=date(1990, 5, 12))
    assert cles_de_recherche(personne, "35") == {"35|1990-05-12", "35|LE GOEFF|ANNE ZOE"}
    assert not cles_de_recherche(personne, "35") & cles_de_recherche(personne, "44")


def test_une_identite_incomplete_n_a_pas_de_cle() -> None:
    assert cles_de_recherche(Identite(nom_naissance="Exemple", prenoms="Camille"), "35") == frozenset()


def test_une_personne_du_formulaire_donne_son_identite() -> None:
    personne = une_personne()
    assert Identite.de(personne).nom_naissance == personne.nom_naissance


@pytest.mark.parametrize(
    ("prenoms", "premier"),
    [("Jean-Paul Marie", "JEAN PAUL"), ("Jean, Paul", "JEAN"), ("  Zoé ", "ZOE"), ("D'Arcy", "D ARCY")],
)
def test_le_trait_d_union_lie_le_premier_prenom(prenoms: str, premier: str) -> None:
    assert premier_prenom(prenoms) == premier
