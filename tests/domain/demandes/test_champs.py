"""Tous les champs du Cerfa 14069, de son complément et des écrans de 2011 : leur place, leur longueur, leurs codes."""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from domain.demandes.champs import Provenance, champs
from domain.demandes.codes import StatutLogement
from domain.demandes.formulaire import Formulaire, LogementActuel
from domain.demandes.rules.controles import controler
from domain.imports.rules.dictionnaire import FORMULAIRE, Feuille, Rubrique, Suite, dictionnaire
from tests.domain.cas import cas
from tests.factories.formulaires import JOUR, un_formulaire

CITES = {
    champ
    for ligne in tomllib.loads((Path(__file__).parent / "cas/cerfa_14069.toml").read_text(encoding="utf-8"))["cas"]
    for champ in ligne["ou"]
}
DU_MODELE = {c.champ: c.provenance for c in champs(JOUR)}
SANS_ORIGINE = {
    "complement": "adresse de l'employeur : une seconde ligne",
    "telephone": "employeur et accompagnement social : les joindre",
    "email": "accompagnement social : le joindre",
    "handicap": "celui d'un adulte, sans attendre sa fiche",
}
"""Ce que le fichier ajoute de lui-même."""
NOS_LONGUEURS = {c.nom.replace(".N.", "."): c.longueur for c in dictionnaire(JOUR)}


def _feuille(chemin: str) -> Feuille:
    noeud: Any = FORMULAIRE
    for nom in chemin.split("."):
        rubrique = noeud.rubrique if isinstance(noeud, Suite) else noeud
        assert isinstance(rubrique, Rubrique)
        noeud = next(champ.noeud for champ in rubrique.champs if champ.nom == nom)
    assert isinstance(noeud, Feuille)
    return noeud


@pytest.mark.parametrize("ligne", cas(__file__, "cerfa_14069"))
def test_chaque_champ_publie_a_sa_place_sa_longueur_et_ses_codes(ligne: dict[str, Any]) -> None:
    for champ in ligne["ou"]:
        assert champ in DU_MODELE
        if "longueur" in ligne:
            assert NOS_LONGUEURS[champ] == ligne["longueur"]
        if "codes" in ligne:
            connus = _feuille(champ).codes
            assert connus is not None
            assert set(ligne["codes"]) <= {membre.value for membre in connus}


def test_le_modele_n_a_pas_de_champ_qui_ne_vienne_de_nulle_part() -> None:
    inconnus = {champ for champ in DU_MODELE if champ not in CITES}
    assert {champ.rpartition(".")[2] for champ in inconnus} == set(SANS_ORIGINE), inconnus


def test_chaque_champ_dit_d_ou_il_vient() -> None:
    assert DU_MODELE["demandeur.nom_naissance"] is Provenance.CERFA
    assert DU_MODELE["codemandeurs.situation_professionnelle.siret"] is Provenance.LOCAL
    assert DU_MODELE["handicaps.marche"] is Provenance.COMPLEMENT
    assert {c.champ for c in champs(JOUR) if not c.national} >= {"colocataires.lien", "accompagnement.nom"}
    assert all(c.national for c in champs(JOUR) if c.champ.startswith("handicaps."))


def _dans_une_structure(nom: str) -> Formulaire:
    formulaire = un_formulaire()
    actuel = LogementActuel(statut=StatutLogement.STRUCTURE, hebergeant=nom)
    return replace(formulaire, logement_actuel=actuel)


@pytest.mark.parametrize(("nom", "dit"), [("CHRS Les Ormes", False), ("CHRS de la rue des Ormes", True)])
def test_le_nom_d_une_structure_que_le_sne_raccourcirait_se_dit_sans_rien_bloquer(nom: str, dit: bool) -> None:
    formulaire = _dans_une_structure(nom)
    trouves = controler(formulaire, JOUR, avec_nir=[p.id for p in formulaire.adultes])
    assert [c.code for c in trouves] == (["structure-raccourcie"] if dit else [])
