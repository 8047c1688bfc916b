"""Une ligne du fichier se lit selon le dictionnaire et se contrôle comme une saisie."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any, get_type_hints
from uuid import UUID

import pytest

from domain.demandes.formulaire import Formulaire, SecteurSouhaite
from domain.imports.rules.controle import Contexte, FormulaireConnu, controler_ligne
from domain.imports.rules.dictionnaire import Enregistrement, colonne_connue, dictionnaire
from domain.imports.rules.lecture import LigneBrute, LigneLue, lire_ligne
from domain.kernel.calendrier import PARIS
from domain.kernel.identifiers import new_id
from tests.domain.cas import cas
from tests.factories.fichiers import cases

LE = date(2026, 6, 15)
NIR = "288043523801169"
LIGNE: Mapping[str, str] = {
    "numero_unique": "0350625000123 35A01".replace(" ", ""),
    "reference_externe": "DOS-42",
    "modifiee_le": "2026-05-04T10:30:00",
    "deposee_le": "2025-06-15",
    "demandeur.civilite": "2",
    "demandeur.nom_naissance": "EXEMPLE",
    "demandeur.prenoms": "Camille",
    "demandeur.ne_le": "1988-04-12",
    "demandeur.nationalite": "1",
    "demandeur.situation_familiale": "C",
    "demandeur.telephone": "0600000000",
    "demandeur.nir": NIR,
    "demandeur.adresse.voie": "rue du Bois",
    "demandeur.adresse.code_postal": "35000",
    "demandeur.adresse.commune": "35238",
    "demandeur.situation_professionnelle.contrat": "CDI",
    "revenus.ressources.1.personne": "demandeur",
    "revenus.ressources.1.nature": "SAL",
    "revenus.ressources.1.montant": "1500",
    "logement_actuel.statut": "LP",
    "logement_actuel.loyer": "512",
    "logement_recherche.typologies": "T2|T3",
    "logement_recherche.communes": "35238|35051",
    "motifs.codes": "09|13",
}
CONTEXTE = Contexte(departement="35", organisme_id=new_id(), communes=None, le=LE)


def lire(change: Mapping[str, str] | None = None) -> LigneLue:
    return lire_ligne(LigneBrute(numero=2, cases={k: v for k, v in {**LIGNE, **(change or {})}.items() if v}), LE)


@pytest.mark.parametrize("un", cas(__file__, "lignes"))
def test_le_rapport_dit_la_colonne_et_la_raison(un: dict[str, Any]) -> None:
    ligne = controler_ligne(lire(un["change"]), None, CONTEXTE)
    assert [f"{a.champ} : {a.code}" for a in ligne.anomalies] == un["rapport"]
    assert ligne.prete is (un["rapport"] == [])
    assert all(colonne_connue(a.champ, LE) and a.message for a in ligne.anomalies)


def test_aucune_anomalie_ne_repete_une_valeur_ni_un_numero_de_securite_sociale() -> None:
    fausse = controler_ligne(
        lire({"demandeur.nir": "288043523801199", "demandeur.ne_le": "pas-une-date"}), None, CONTEXTE
    )
    dit = " ".join(f"{a.champ} {a.code} {a.message}" for a in fausse.anomalies)
    assert "288043523801199" not in dit
    assert "pas-une-date" not in dit


def test_l_interface_du_sne_n_a_pas_de_place_pour_le_numero_de_securite_sociale() -> None:
    assert controler_ligne(lire({"demandeur.nir": ""}), None, replace(CONTEXTE, nir_attendu=False)).prete


def test_une_demande_deja_connue_garde_ses_personnes_et_leur_numero() -> None:
    connue = controler_ligne(lire(), None, CONTEXTE).demande
    assert connue is not None
    assert connue.formulaire.demandeur is not None
    son_id = connue.formulaire.demandeur.id
    connu = FormulaireConnu(formulaire=connue.formulaire, avec_nir=frozenset({son_id}))
    relue = controler_ligne(lire({"demandeur.nir": "", "demandeur.prenoms": "Camille"}), connu, CONTEXTE)
    assert relue.demande is not None
    assert relue.demande.formulaire.demandeur is not None
    assert relue.demande.formulaire.demandeur.id == son_id
    assert relue.demande.formulaire.revenus.ressources[0].personne_id == son_id


@pytest.mark.parametrize(
    ("dit", "attendu"),
    [
        ({"source": "tiers"}, ["accord-du-demandeur-manquant"]),
        ({"source": "tiers", "accord_le": "2099-01-01"}, ["accord-du-demandeur-manquant"]),
        ({"source": "tiers", "accord_le": "2026-05-03"}, []),
        ({"source": "piece"}, []),
        ({}, []),
    ],
)
def test_ce_qu_un_tiers_apporte_par_fichier_attend_l_accord_de_la_personne(
    dit: dict[str, str], attendu: list[str]
) -> None:
    assert [a.code for a in controler_ligne(lire(dit), None, CONTEXTE).anomalies] == attendu


def test_un_secteur_cite_par_son_nom_prend_ses_communes_et_un_inconnu_rejette_la_ligne() -> None:
    nord = SecteurSouhaite(id=new_id(), nom="Couronne nord", communes=("35024", "35051"))
    contexte = replace(CONTEXTE, secteurs=(nord,))
    dit = {"logement_recherche.communes": "", "logement_recherche.secteurs.1.nom": "couronne  NORD"}
    reconnue = controler_ligne(lire(dit), None, contexte)
    assert reconnue.anomalies == ()
    assert reconnue.demande is not None
    assert reconnue.demande.formulaire.communes == ("35024", "35051")
    [anomalie] = controler_ligne(lire({"logement_recherche.secteurs.1.nom": "Ailleurs"}), None, contexte).anomalies
    assert (anomalie.champ, anomalie.code) == ("logement_recherche.secteurs.1.nom", "secteur-inconnu")


def test_hors_des_communes_de_l_organisme_la_ligne_est_rejetee() -> None:
    ailleurs = replace(CONTEXTE, communes=frozenset({"35288"}))
    assert [a.code for a in controler_ligne(lire(), None, ailleurs).anomalies] == ["hors-perimetre"]
    ici = replace(CONTEXTE, communes=frozenset({"35051"}))
    assert controler_ligne(lire(), None, ici).prete


def test_tout_champ_du_formulaire_a_sa_colonne() -> None:
    """Une rubrique nouvelle entre au dictionnaire le jour où elle entre au formulaire."""
    noms = {c.nom for c in dictionnaire(LE)}
    for champ in fields(Formulaire):
        assert any(n == champ.name or n.startswith(f"{champ.name}.") for n in noms), champ.name
    assert {"demandeur.nir", "codemandeurs.N.nir", "codemandeurs.N.adresse.voie", "occupants.N.lien"} <= noms
    assert all(c.nom in {"nir"} or not c.nom.endswith("_id") for c in dictionnaire(LE))


def test_le_dictionnaire_dit_les_codes_les_longueurs_et_ce_qui_est_obligatoire() -> None:
    par_nom = {c.nom: c for c in dictionnaire(LE)}
    assert [c.code for c in par_nom["demandeur.nationalite"].codes] == ["1", "2", "3"]
    assert par_nom["demandeur.nom_naissance"].longueur == 36
    assert par_nom["codemandeurs.N.lien"].obligatoire
    assert par_nom["codemandeurs.N.lien"].repetee == 5
    assert "ancienneté" in par_nom["deposee_le"].description


def test_une_colonne_mal_nommee_ne_passe_pas() -> None:
    assert colonne_connue("codemandeurs.5.nir", LE)
    for faute in ("codemandeurs.6.nir", "codemandeurs.0.nir", "demandeur.nom", "demandeur", "demandeur.adresse", "x"):
        assert not colonne_connue(faute, LE), faute


def test_ce_qui_s_ecrit_se_relit() -> None:
    """Aller et retour d'un foyer où presque tout est rempli."""
    from tests.factories.formulaires import un_formulaire

    formulaire = un_formulaire()
    dit = Enregistrement(modifiee_le=datetime(2026, 5, 4, 10, 30, tzinfo=PARIS), reference_externe="DOS-1")
    relue = lire_ligne(LigneBrute(numero=2, cases=cases(formulaire, dit)), LE)
    assert relue.anomalies == ()
    assert relue.demande is not None
    assert relue.demande.enregistrement == dit
    assert _sans_identifiants(relue.demande.formulaire) == _sans_identifiants(formulaire)


def _sans_identifiants(objet: Any) -> Any:
    """Every identifier replaced by nothing: the import gives its own."""
    if isinstance(objet, UUID):
        return None
    if isinstance(objet, tuple):
        return tuple(_sans_identifiants(un) for un in objet)
    if hasattr(objet, "__dataclass_fields__"):
        return {nom: _sans_identifiants(getattr(objet, nom)) for nom in get_type_hints(type(objet)) if nom[:2] != "__"}
    return objet
