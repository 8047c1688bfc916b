"""Les règles de la demande, par cas lisibles, et ce que les écrans en disent."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.demandes.codes import Nationalite, NatureDossier
from domain.demandes.explications import Theme, regles_lues
from domain.demandes.formulaire import Formulaire, RevenuFiscal, Revenus
from domain.demandes.rules.controles import bloquants, controler
from domain.demandes.rules.nir import incoherences_nir
from domain.demandes.rules.ressources import rfr_a_comparer
from domain.demandes.rules.siret import siret_juste
from domain.demandes.synthese import nom_affiche
from domain.kernel.vocabulary import Nir, NirInvalide
from domain.referentiel.model import ZonePlafonds
from tests.domain.cas import cas
from tests.factories.formulaires import JOUR, un_formulaire, un_foyer, une_personne


def lues(formulaire: Formulaire, **options: Any) -> dict[str, str]:
    donnees: dict[str, Any] = {"le": JOUR, "departement": "35", "zone": ZonePlafonds.AUTRES} | options
    return {r.titre: _plain(r.phrase) for r in regles_lues(formulaire, **donnees)}


def _plain(phrase: str) -> str:
    return phrase.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("ligne", cas(__file__, "nir", "numeros"))
def test_le_numero_de_securite_sociale_est_controle(ligne: dict[str, Any]) -> None:
    if "refus" in ligne:
        with pytest.raises(NirInvalide, match=ligne["refus"]):
            Nir.lire(ligne["nir"])
        return
    nir = Nir.lire(ligne["nir"])
    assert [r.code for r in nir.alertes()] == ([ligne["alerte"]] if "alerte" in ligne else [])


def test_un_mois_inconnu_ne_contredit_pas_la_date_de_naissance() -> None:
    personne = une_personne(civilite=None, ne_le=date(1985, 4, 2))
    assert incoherences_nir(personne, Nir.lire("185209912345653")) == ()


@pytest.mark.parametrize("ligne", cas(__file__, "nir", "obligations"))
def test_le_numero_n_est_obligatoire_que_pour_une_personne_francaise_hors_anru(ligne: dict[str, Any]) -> None:
    nationalite = Nationalite(ligne["nationalite"]) if "nationalite" in ligne else None
    formulaire = un_formulaire(demandeur=une_personne(nationalite=nationalite))
    trouves = bloquants(controler(formulaire, JOUR, nature=NatureDossier(ligne["nature"])))
    assert ("nir-obligatoire" in {c.code for c in trouves}) is ligne["obligatoire"]


def test_un_mois_inconnu_dans_le_numero_est_une_alerte_qui_n_empeche_rien() -> None:
    formulaire = un_formulaire()
    personnes = [a.id for a in formulaire.adultes]
    [alerte] = controler(formulaire, JOUR, avec_nir=personnes, nirs_a_verifier=personnes)
    assert (alerte.champ, alerte.code) == ("demandeur.nir", "nir-mois-inconnu")
    assert bloquants([alerte]) == []


@pytest.mark.parametrize("ligne", cas(__file__, "noms"))
def test_le_nom_d_usage_se_lit_d_abord(ligne: dict[str, Any]) -> None:
    personne = une_personne(nom_usage=ligne.get("usage"), nom_naissance=ligne["naissance"], prenoms=ligne["prenoms"])
    assert nom_affiche(personne) == ligne["affiche"]


@pytest.mark.parametrize("ligne", cas(__file__, "siret"))
def test_le_siret_est_controle(ligne: dict[str, Any]) -> None:
    assert siret_juste(ligne["siret"]) is ligne["juste"]


@pytest.mark.parametrize("ligne", cas(__file__, "rfr"))
def test_le_revenu_fiscal_retenu(ligne: dict[str, Any]) -> None:
    formulaire = un_formulaire()
    assert formulaire.demandeur is not None
    rfr = tuple(
        RevenuFiscal(personne_id=formulaire.demandeur.id, annee=annee, montant=ligne[cle])
        for cle, annee in (("n_2", 2024), ("n_1", 2025))
        if cle in ligne
    )
    trouve = rfr_a_comparer(replace(formulaire, revenus=Revenus(rfr=rfr)), JOUR)
    assert (trouve.valeur, trouve.code) == (ligne.get("retenu"), ligne["code"])


def test_chaque_regle_se_lit_avec_son_annee_sa_zone_et_son_pourcentage() -> None:
    phrases = lues(un_foyer({"titulaires": [34], "enfants": [8]}))
    assert phrases["Catégorie de ménage"] == "Catégorie 3 : personne seule avec 1 personne à charge."
    assert phrases["Plafond PLUS"] == (
        "Le plafond PLUS de la catégorie 3 hors Île-de-France est de 37 584 € par an au 15 juin 2026. "
        "Le revenu retenu représente 37,2 % du plafond PLUS : il le respecte."
    )
    assert phrases["Revenu fiscal retenu"] == "Revenu fiscal de référence 2024 : 14 000 €."
    assert phrases["Surface du logement actuel"] == "38 m² pour 1 personne : le minimum est de 9 m²."


def test_un_plafond_calcule_dit_qu_il_est_a_verifier() -> None:
    regles = {r.titre: r for r in regles_lues(un_formulaire(), le=JOUR, departement="35", zone=ZonePlafonds.AUTRES)}
    assert regles["Plafond PLAI"].a_verifier
    assert not regles["Plafond PLUS"].a_verifier
    assert all(r.reference for r in regles.values())
    assert {r.theme for r in regles.values()} == set(Theme)


def test_la_phrase_ne_dit_pas_le_handicap_a_qui_ne_doit_pas_le_lire() -> None:
    foyer = un_foyer({"titulaires": [34], "handicap": True})
    assert "handicap" in lues(foyer)["Catégorie de ménage"]
    assert "handicap" not in lues(foyer, masque=True)["Catégorie de ménage"]


def test_sans_commune_choisie_aucun_plafond_ne_se_lit() -> None:
    assert not [titre for titre in lues(un_formulaire(), zone=None) if titre.startswith("Plafond")]


def test_un_formulaire_vide_n_appelle_aucune_regle() -> None:
    assert lues(Formulaire()) == {}
