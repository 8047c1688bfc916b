from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.demandes.formulaire import Formulaire, Naissances
from domain.demandes.parametres import PARAMETRES
from domain.demandes.rules.menage import (
    categorie_menage,
    composer_menage,
    est_jeune_menage,
    est_parent_isole,
    personnes_a_loger,
    unites_de_consommation,
)
from domain.kernel.parametres import lire
from tests.domain.cas import cas
from tests.factories.formulaires import JOUR, un_codemandeur, un_foyer

MENAGES = cas(__file__, "menages")


@pytest.mark.parametrize("foyer", MENAGES)
def test_les_personnes_a_loger_se_comptent(foyer: dict[str, Any]) -> None:
    menage = composer_menage(un_foyer(foyer), JOUR)
    assert personnes_a_loger(menage).valeur == foyer["personnes"]


@pytest.mark.parametrize("foyer", MENAGES)
def test_le_menage_est_dans_sa_categorie(foyer: dict[str, Any]) -> None:
    categorie = categorie_menage(composer_menage(un_foyer(foyer), JOUR), JOUR).valeur
    assert (categorie.numero, categorie.supplement) == (foyer["categorie"], foyer.get("supplement", 0))


@pytest.mark.parametrize("foyer", MENAGES)
def test_les_unites_de_consommation_se_calculent(foyer: dict[str, Any]) -> None:
    assert unites_de_consommation(un_foyer(foyer), JOUR).valeur == foyer["uc"]


@pytest.mark.parametrize("foyer", MENAGES)
def test_le_jeune_menage_et_le_parent_isole_se_reconnaissent(foyer: dict[str, Any]) -> None:
    menage = composer_menage(un_foyer(foyer), JOUR)
    assert est_jeune_menage(menage, JOUR) is foyer.get("jeune_menage", False)
    assert est_parent_isole(menage) is foyer.get("parent_isole", False)


def test_la_phrase_dit_qui_est_compte() -> None:
    menage = composer_menage(un_foyer({"titulaires": [40], "enfants": [5, 7], "a_naitre": 1}), JOUR)
    phrase = personnes_a_loger(menage).phrase.replace("\u00a0", " ")
    assert phrase == "4 personnes à loger : 1 titulaire, 2 personnes à charge et 1 enfant à naître."


def test_un_couple_cesse_d_etre_jeune_a_l_anniversaire_de_trop() -> None:
    foyer = un_foyer({"titulaires": [28, 27]})
    menage = composer_menage(foyer, date(2027, 3, 15))
    assert not est_jeune_menage(menage, date(2027, 3, 15))


def test_un_couple_sans_date_de_naissance_n_est_pas_suppose_jeune() -> None:
    foyer = replace(un_foyer({"titulaires": [25]}), codemandeurs=(replace(un_codemandeur(), ne_le=None),))
    assert not est_jeune_menage(composer_menage(foyer, JOUR), JOUR)


def test_un_formulaire_vide_est_en_categorie_une() -> None:
    menage = composer_menage(Formulaire(), JOUR)
    assert menage.personnes == 0
    assert categorie_menage(menage, JOUR).valeur.numero == 1


def test_le_supplement_peut_se_compter_par_personne() -> None:
    parametres = lire(
        """
        [[menage.supplement]]
        valable_du = 2011-01-01
        valeur = "personnes"
        reference = "Cas d'école"
        [[menage.jeune_menage_somme_des_ages]]
        valable_du = 2011-01-01
        valeur = 55
        reference = "Cas d'école"
        """
    )
    menage = composer_menage(un_foyer({"titulaires": [40], "enfants": [1, 2, 3, 4, 5]}), JOUR)
    assert categorie_menage(menage, JOUR).valeur.supplement == 1
    assert categorie_menage(menage, JOUR, parametres).valeur.supplement == 0


def test_un_departement_peut_donner_plus_a_un_parent_isole_et_moins_a_la_garde_alternee() -> None:
    parametres = lire(
        """
        [[menage.unites_de_consommation]]
        valable_du = 2011-01-01
        departement = "35"
        reference = "Cas d'école"
        [menage.unites_de_consommation.montants]
        premier = 1
        autre = 0.5
        enfant = 0.3
        age_adulte = 14
        parent_isole = 0.2
        garde_alternee = 0.5
        a_naitre = 0
        [[menage.droit_de_visite_compte]]
        valable_du = 2011-01-01
        valeur = true
        reference = "Cas d'école"
        """
    )
    foyer = un_foyer({"titulaires": [40], "garde_alternee": [9], "droit_de_visite": [7]})
    assert unites_de_consommation(foyer, JOUR, "35", parametres).valeur == Decimal("1.65")
    assert unites_de_consommation(foyer, JOUR, "35", PARAMETRES).valeur == Decimal("1.3")


def test_l_enfant_compte_pour_un_demi_le_jour_de_ses_quatorze_ans() -> None:
    foyer = un_foyer({"titulaires": [40], "enfants": [13]})
    assert unites_de_consommation(foyer, date(2027, 3, 14)).valeur == Decimal("1.3")
    assert unites_de_consommation(foyer, date(2027, 3, 15)).valeur == Decimal("1.5")


def test_un_nombre_d_enfants_a_naitre_impossible_ne_compte_pas_tant_qu_il_n_est_pas_corrige() -> None:
    for nombre, comptes in ((2, 2), (0, 0), (-3, 0), (900, 0)):
        formulaire = Formulaire(a_naitre=Naissances(nombre=nombre))
        assert composer_menage(formulaire, date(2026, 6, 15)).a_naitre == comptes
