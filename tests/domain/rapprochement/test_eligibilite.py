from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.demandes.codes import CategorieLogement, EtatDemande, Financement, Typologie
from domain.demandes.rules.menage import Categorie
from domain.rapprochement.rules.eligibilite import (
    FaitsBien,
    FaitsDemande,
    eligibilite,
    est_eligible,
    manquements,
)
from domain.referentiel.model import ZonePlafonds
from tests.domain.cas import cas
from tests.factories.formulaires import JOUR

BIEN = FaitsBien(
    departement="35",
    commune="35238",
    commune_nom="Rennes",
    epci="200000001",
    zone=ZonePlafonds.AUTRES,
    typologie=Typologie.T3,
    surface=62,
    etage=2,
    ascenseur=True,
    adapte_handicap=False,
    financement=Financement.PLUS,
    mensualite=Decimal(480),
)
DEMANDE = FaitsDemande(
    etat=EtatDemande.ACTIVE,
    expire_le=date(2027, 1, 31),
    communes=("35238", "35047"),
    demande_elargie=False,
    epcis=frozenset({"200000001"}),
    typologies=(Typologie.T3,),
    personnes=3,
    categorie=Categorie(numero=3, supplement=0),
    rfr=20_000,
)
ELIGIBILITES = cas(__file__, "eligibilite")

LECTURES: dict[str, Any] = {
    "etat": EtatDemande,
    "categorie_logement": CategorieLogement,
    "financement": Financement,
    "communes": tuple,
    "epcis": frozenset,
    "typologies": lambda codes: tuple(Typologie(c) for c in codes),
    "rfr": lambda montant: None if montant == "inconnu" else montant,
    "surface": lambda surface: None if surface == "inconnue" else surface,
}


def champs(description: dict[str, Any]) -> dict[str, Any]:
    return {nom: LECTURES.get(nom, lambda v: v)(valeur) for nom, valeur in description.items()}


@pytest.mark.parametrize("ligne", ELIGIBILITES)
def test_chaque_condition_repond_et_toutes_les_raisons_se_disent(ligne: dict[str, Any]) -> None:
    bien = replace(BIEN, **champs(ligne.get("bien", {})))
    demande = replace(DEMANDE, **champs(ligne.get("demande", {})))
    conditions = eligibilite(bien, demande, JOUR)
    assert [c.code for c in manquements(conditions)] == ligne["manque"]
    assert [c.code for c in conditions if c.a_verifier] == ligne.get("a_verifier", [])
    assert est_eligible(conditions) is (ligne["manque"] == [])
    assert all(c.phrase.endswith(".") and c.libelle for c in conditions)


def test_les_quatorze_conditions_sont_toujours_dites_dans_le_meme_ordre() -> None:
    codes = [c.code for c in eligibilite(BIEN, DEMANDE, JOUR)]
    assert len(codes) == len(set(codes)) == 14
    ailleurs = replace(DEMANDE, etat=EtatDemande.SATISFAITE, communes=(), typologies=())
    assert [c.code for c in eligibilite(BIEN, ailleurs, JOUR)] == codes


@pytest.mark.parametrize(
    ("code", "changement", "phrase"),
    [
        ("commune", {}, "Rennes est la commune souhaitée en rang 1."),
        (
            "commune",
            {"communes": ()},
            "Rennes n'est pas citée et la demande n'est pas élargie à d'autres communes.",
        ),
        ("typologie-souhaitee", {}, "Souhait : T3 ; le bien est un T3."),
        (
            "plafond",
            {"rfr": 40_000},
            "Les ressources du foyer (40 000 €) dépassent le plafond de 37 584 € de la catégorie 3.",
        ),
        ("loyer-max", {"loyer_max": 450}, "La mensualité (480 €) dépasse le maximum souhaité (450 €)."),
        (
            "active",
            {"etat": EtatDemande.SATISFAITE},
            "La demande n'est pas active : elle est « satisfaite ».",
        ),
    ],
)
def test_la_phrase_dit_ce_qui_est_attendu_et_ce_que_dit_la_demande(
    code: str, changement: dict[str, Any], phrase: str
) -> None:
    conditions = {c.code: c for c in eligibilite(BIEN, replace(DEMANDE, **changement), JOUR)}
    assert conditions[code].phrase.replace("\u00a0", " ").replace("\u202f", " ") == phrase


def test_une_maison_n_a_ni_rez_de_chaussee_ni_ascenseur_a_refuser() -> None:
    maison = replace(BIEN, etage=None, ascenseur=False, categorie=CategorieLogement.MAISON)
    difficile = replace(DEMANDE, rez_de_chaussee=False, sans_ascenseur=False)
    assert est_eligible(eligibilite(maison, difficile, JOUR))


def test_outre_mer_le_plafond_est_a_verifier() -> None:
    conditions = {c.code: c for c in eligibilite(replace(BIEN, zone=None), DEMANDE, JOUR)}
    assert (conditions["plafond"].remplie, conditions["plafond"].a_verifier) == (True, True)
