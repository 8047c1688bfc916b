import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from domain.cotation.catalogue import CATALOGUE, champ_nomme
from domain.cotation.champs import Absence, Rubrique, Temps, TypeChamp, Unite
from domain.cotation.document import lire_grille
from domain.cotation.errors import GrilleInvalide
from domain.cotation.faits import FaitInvalide, Faits
from domain.cotation.predicats import Comparaison
from domain.cotation.vocabulary import ModeDePreuve, Population
from domain.cotation.writer import ecrire_grille
from tests.domain.cas import cas
from tests.domain.cotation.cases import document, document_du_cas, grille_d_un_critere, grille_d_une_condition, un_bloc


@pytest.mark.parametrize(
    "nom",
    [
        "epci_test",
        "toulouse_extrait",
        "lyon_extrait",
        "demonstration",
        "wallonie_2024_extrait",
        "paris_2014_points",
        "rennes_2015_fragments",
        "dunkerque_criteres",
        "essai_validations",
        "nice_2022_criteres",
    ],
)
def test_une_grille_relue_est_la_meme(nom: str) -> None:
    lue = lire_grille(document(nom))
    assert lire_grille(json.loads(json.dumps(ecrire_grille(lue)))) == lue


def test_les_mots_d_une_grille_ecrite_a_la_main_deviennent_des_codes() -> None:
    criteres = {critere.code: critere for critere in lire_grille(document("epci_test")).criteres}
    heberge = criteres["N4_HEBERGE_TIERS"].si
    assert isinstance(heberge, Comparaison)
    assert heberge.val == frozenset({"CP", "CPE"})
    violences = criteres["N2_VIOLENCES"]
    assert isinstance(violences.si, Comparaison)
    assert (violences.si.champ, violences.si.val) == ("motifs", frozenset({"06"}))
    assert violences.preuve.mode is ModeDePreuve.JUSTIFIE


def test_un_document_complet_garde_sa_deliberation() -> None:
    complet = document("lyon_extrait") | {
        "epci_siren": "200046977",
        "communes_insee": ["69123"],
        "version": 3,
        "statut": "publiee",
        "effet_du": "2024-01-10",
        "deliberation": {"date": "2023-12-01", "ref": "2023-88"},
        "departage": ["date_depot_initial"],
    }
    grille = lire_grille(complet)
    assert grille.adoption is not None
    assert grille.adoption.deliberation is not None
    assert grille.adoption.effet_du == date(2024, 1, 10)
    assert grille.population is Population.PRIMO
    assert lire_grille(ecrire_grille(grille)) == grille


@pytest.mark.parametrize("ligne", cas(__file__, "refus"))
def test_le_document_est_refuse_avec_l_emplacement_de_la_faute(ligne: dict[str, Any]) -> None:
    with pytest.raises(GrilleInvalide) as refus:
        lire_grille(document_du_cas(ligne))
    assert (ligne["chemin"], ligne["code"]) in [(erreur.champ, erreur.code) for erreur in refus.value.erreurs]
    assert all(erreur.message.endswith((".", "?")) for erreur in refus.value.erreurs)


def test_des_comptes_de_conditions_ne_s_emboitent_pas_sans_fin() -> None:
    condition: dict[str, Any] = {"champ": "dalo", "op": "=", "val": True}
    for _ in range(4):
        condition = {"au_moins": 1, "parmi": [condition]}
    with pytest.raises(GrilleInvalide) as refus:
        lire_grille(grille_d_un_critere(points=1, si=condition))
    assert "condition-trop-profonde" in {erreur.code for erreur in refus.value.erreurs}
    lire_grille(grille_d_un_critere(points=1, si=condition["parmi"][0]))


def test_toutes_les_fautes_se_disent_en_une_fois() -> None:
    brut = {
        "id": "X",
        "blocs": [
            un_bloc({"code": "A", "points": "dix"}, {"code": "B", "points": 1, "si": {"champ": "agee", "op": "="}}),
            un_bloc({"code": "C", "points": 1, "preuve": "parole"}, code="D", mode="produit"),
        ],
        "popualtion": "tous",
    }
    with pytest.raises(GrilleInvalide) as refus:
        lire_grille(brut)
    assert [erreur.champ for erreur in refus.value.erreurs] == [
        "blocs[0].criteres[0].points",
        "blocs[0].criteres[1].si.champ",
        "blocs[1].mode",
        "popualtion",
    ]


def test_une_faute_de_frappe_recoit_un_conseil() -> None:
    with pytest.raises(GrilleInvalide) as refus:
        lire_grille(grille_d_une_condition(champ="anciennete_moi", op=">", val=3))
    assert "anciennete_mois" in refus.value.erreurs[0].message


def test_une_condition_sans_fin_est_refusee() -> None:
    condition: dict[str, Any] = {"champ": "dalo", "op": "=", "val": True}
    for _ in range(60):
        condition = {"non": condition}
    with pytest.raises(GrilleInvalide) as refus:
        lire_grille(grille_d_une_condition(**condition))
    assert refus.value.erreurs[0].code == "condition-trop-profonde"


# ------------------------------------------------------------------------------------------------- catalogue


def test_le_catalogue_ignore_ce_qui_ne_doit_pas_compter() -> None:
    for interdit in ("nationalite", "sexe", "civilite", "nom", "ne_le", "adresse"):
        assert champ_nomme(interdit) is None


RANGS = {"rfr_uc_quartile", "rang_du_territoire"}
HORS_DU_FORMULAIRE = {Rubrique.DEPOT, Rubrique.DALO, Rubrique.LABEL, Rubrique.DELAI, Rubrique.PIECES}


@pytest.mark.parametrize("champ", CATALOGUE.values(), ids=lambda champ: champ.code)
def test_chaque_champ_dit_son_type_et_ce_que_vaut_son_absence(champ: Any) -> None:
    assert champ.libelle
    if champ.type is TypeChamp.ENSEMBLE:
        assert champ.absence is Absence.VIDE
    if champ.unite is Unite.MOIS:
        assert champ.temps is not None
    if champ.type is TypeChamp.NOMBRE:
        assert (champ.unite is None) is (champ.code in RANGS), "un nombre a une unité, sauf un rang"
    if champ.temps in (Temps.MOIS, Temps.ANNEES):
        assert champ.unite in (Unite.MOIS, Unite.ANNEES)
    assert champ.rubrique.libelle
    if champ.saisi:
        assert champ.rubrique not in HORS_DU_FORMULAIRE, "ce que le demandeur complète est au formulaire"
    if champ.decimales or champ.unite:
        assert champ.type is TypeChamp.NOMBRE


@pytest.mark.parametrize(
    ("champ", "brut"),
    [
        ("nationalite", "1"),
        ("dalo", 1),
        ("nb_enfants", True),
        ("nb_enfants", "3"),
        ("motifs", ["99"]),
        ("motifs", "06"),
        ("statut_logement", "MAISON"),
        ("dalo", date(2026, 1, 1)),
        ("anciennete_mois", datetime(2026, 1, 1)),  # noqa: DTZ001
    ],
)
def test_un_fait_du_mauvais_type_est_refuse(champ: str, brut: object) -> None:
    with pytest.raises(FaitInvalide):
        Faits.de({champ: brut})


def test_un_fait_s_arrondit_a_la_precision_du_champ() -> None:
    faits = Faits.de({"taux_effort": Decimal("33.349"), "km_travail_logement": Decimal("20.00"), "dalo": None})
    assert faits.valeurs == {"taux_effort": Decimal("33.3"), "km_travail_logement": 20}
