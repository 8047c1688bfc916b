from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.demandes.codes import Civilite
from domain.demandes.doublons.recherche import adultes_connus
from domain.demandes.formulaire import Adresse
from domain.demandes.protection import MotifProtection, Protection
from domain.demandes.rules.domicile import cle_de_domicile
from domain.demandes.rules.doublons import Identite, cles_de_recherche, comparer, premier_prenom
from tests.domain.cas import cas
from tests.factories.formulaires import un_formulaire, un_occupant, une_personne

DOUBLONS = cas(__file__, "doublons")


def identite(ligne: dict[str, Any]) -> Identite:
    return Identite(
        nom_naissance=ligne["nom"],
        nom_usage=ligne.get("usage"),
        prenoms=ligne["prenoms"],
        ne_le=ligne.get("ne_le"),
        telephone=ligne.get("telephone"),
        domicile=cle_de_domicile(Adresse(voie=ligne["domicile"], code_postal="35000", commune="35238"))
        if "domicile" in ligne
        else None,
        entourage=frozenset(ligne.get("foyer", ())),
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


def test_une_personne_du_formulaire_donne_son_identite_son_domicile_et_son_foyer() -> None:
    personne, enfant = une_personne(), un_occupant(8)
    lue = Identite.de(personne, (personne, enfant))
    assert lue.nom_naissance == personne.nom_naissance
    assert personne.adresse is not None
    assert lue.domicile == cle_de_domicile(personne.adresse) is not None
    assert lue.entourage == {f"{premier_prenom(enfant.prenom)}|{enfant.ne_le.isoformat()}"}


@pytest.mark.parametrize(
    ("numero", "voie", "lue"),
    [
        ("12", "r. du Dr Roux", "12 RUE DU DOCTEUR ROUX"),
        (None, "12, rue du Docteur-Roux", "12 RUE DU DOCTEUR ROUX"),
        ("4 ter", "Bd St-Conwoïon", "4TER BOULEVARD SAINT CONWOION"),
        ("4 Ter", "boulevard saint conwoion", "4TER BOULEVARD SAINT CONWOION"),
    ],
)
def test_une_adresse_se_compare_sans_ses_abreviations(numero: str | None, voie: str, lue: str) -> None:
    adresse = Adresse(numero=numero, voie=voie, code_postal="35000", commune="35238")
    assert cle_de_domicile(adresse) == f"{lue}|35238"
    ailleurs = replace(adresse, commune="35047")
    assert cle_de_domicile(ailleurs) != cle_de_domicile(adresse), "la même rue d'une autre commune"
    assert cle_de_domicile(replace(adresse, etranger=True)) is None


def test_les_coordonnees_d_une_personne_protegee_ne_se_comparent_pas() -> None:
    formulaire = un_formulaire(demandeur=une_personne(email="a@exemple.test"), occupants=(un_occupant(8),))
    demandeur = formulaire.demandeur
    assert demandeur is not None
    protection = Protection(
        personne_id=demandeur.id,
        motif=MotifProtection.ORDONNANCE,
        depuis_le=datetime(2026, 1, 1, tzinfo=UTC),
        par="Agent Anne",
    )
    [connue], [protegee] = adultes_connus(formulaire), adultes_connus(formulaire, protection=protection)
    assert connue.identite.domicile is not None
    assert connue.identite.contacts
    assert (protegee.identite.domicile, protegee.identite.contacts) == (None, frozenset())
    assert protegee.identite.ne_le == connue.identite.ne_le


@pytest.mark.parametrize(
    ("prenoms", "premier"),
    [("Jean-Paul Marie", "JEAN PAUL"), ("Jean, Paul", "JEAN"), ("  Zoé ", "ZOE"), ("D'Arcy", "D ARCY")],
)
def test_le_trait_d_union_lie_le_premier_prenom(prenoms: str, premier: str) -> None:
    assert premier_prenom(prenoms) == premier
