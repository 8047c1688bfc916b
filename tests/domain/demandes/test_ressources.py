from dataclasses import replace
from typing import Any

import pytest

from domain.demandes.codes import Ressource
from domain.demandes.formulaire import Formulaire, RessourceMensuelle, RevenuFiscal, Revenus
from domain.demandes.rules.ressources import ressources_mensuelles, rfr_a_comparer, rfr_total
from tests.factories.formulaires import JOUR, des_revenus, un_codemandeur, un_formulaire, une_personne


def un_foyer_avec(**revenus: Any) -> Formulaire:
    formulaire = un_formulaire()
    return replace(formulaire, revenus=replace(formulaire.revenus, **revenus))


def des_rfr(formulaire: Formulaire, *lignes: tuple[int, int]) -> tuple[RevenuFiscal, ...]:
    assert formulaire.demandeur is not None
    return tuple(RevenuFiscal(personne_id=formulaire.demandeur.id, annee=a, montant=m) for a, m in lignes)


def test_toutes_les_ressources_s_additionnent() -> None:
    formulaire = un_foyer_avec(
        ressources=(
            RessourceMensuelle(nature=Ressource.SALAIRE, montant=1200),
            RessourceMensuelle(nature=Ressource.ALLOCATIONS_FAMILIALES, montant=148),
        )
    )
    assert ressources_mensuelles(formulaire, JOUR).valeur == 1348


def test_la_pension_versee_est_deduite_et_se_dit() -> None:
    resultat = ressources_mensuelles(un_foyer_avec(pension_versee=250), JOUR)
    assert resultat.valeur == 1200
    assert "250\u00a0€ de pension versée déduits" in resultat.phrase
    assert resultat.a_verifier


def test_les_ressources_ne_sont_jamais_negatives() -> None:
    assert ressources_mensuelles(un_foyer_avec(ressources=(), pension_versee=250), JOUR).valeur == 0


def test_le_revenu_fiscal_compare_est_celui_de_l_avant_derniere_annee() -> None:
    resultat = rfr_a_comparer(un_formulaire(), JOUR)
    assert (resultat.valeur, resultat.code, resultat.parametres["annee"]) == (14_000, "rfr-n-2", 2024)


def test_les_revenus_de_tous_les_titulaires_s_additionnent() -> None:
    demandeur, conjoint = une_personne(), un_codemandeur()
    formulaire = un_formulaire(demandeur=demandeur, codemandeurs=(conjoint,))
    assert rfr_total(formulaire, 2024) == 28_000


def test_il_manque_le_revenu_d_un_titulaire() -> None:
    demandeur, conjoint = une_personne(), un_codemandeur()
    formulaire = un_formulaire(demandeur=demandeur, codemandeurs=(conjoint,), revenus=des_revenus([demandeur.id], JOUR))
    resultat = rfr_a_comparer(formulaire, JOUR)
    assert resultat.valeur is None
    assert resultat.phrase == "Le revenu fiscal de référence 2024 n'est pas renseigné pour Dominique."


@pytest.mark.parametrize(
    ("avant_derniere", "derniere", "retenu", "code"),
    [
        (20_000, 18_000, 18_000, "rfr-n-1"),  # baisse de 10 % tout juste
        (20_000, 18_001, 20_000, "rfr-n-2"),  # pas tout à fait 10 %
        (20_000, 25_000, 20_000, "rfr-n-2"),  # une hausse ne compte pas
        (0, 0, 0, "rfr-n-2"),
        (20_000, 0, 0, "rfr-n-1"),
    ],
)
def test_une_baisse_d_au_moins_dix_pour_cent_fait_retenir_la_derniere_annee(
    avant_derniere: int, derniere: int, retenu: int, code: str
) -> None:
    formulaire = un_formulaire()
    rfr = des_rfr(formulaire, (2024, avant_derniere), (2025, derniere))
    resultat = rfr_a_comparer(replace(formulaire, revenus=Revenus(rfr=rfr)), JOUR)
    assert (resultat.valeur, resultat.code) == (retenu, code)


def test_un_formulaire_vide_n_a_pas_de_revenu_fiscal() -> None:
    resultat = rfr_a_comparer(Formulaire(), JOUR)
    assert resultat.valeur is None
    assert resultat.phrase == "Le revenu fiscal de référence 2024 n'est pas renseigné."
