"""Des communes nommées ensemble : « souhaite la première couronne », « travaille dans une commune déficitaire »."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from domain.cotation.comparaison import comparer
from domain.cotation.document import lire_grille
from domain.cotation.explanation import expliquer
from domain.cotation.faits import Faits
from domain.cotation.grille import Grille
from domain.cotation.interpreter import preparer
from domain.cotation.model import GrilleCotation, VersionDeGrille
from domain.cotation.phrases import condition
from domain.cotation.register import decrire
from domain.cotation.rules import relire
from domain.cotation.vocabulary import Population
from domain.cotation.writer import ecrire_grille
from tests.domain.cotation.cases import un_bloc, une_grille

LE = date(2026, 3, 1)
NOMS = {"35238": "Rennes", "35024": "Betton", "35051": "Cesson-Sévigné"}
SECTEURS = [
    {"code": "VILLE", "libelle": "Ville-centre", "communes": ["35238"]},
    {"code": "COURONNE", "libelle": "Première couronne", "communes": ["35024", "35051"]},
]


def dans(champ: str, *secteurs: str) -> dict[str, Any]:
    return {"champ": champ, "op": "dans", "secteurs": list(secteurs)}


def grille(si: dict[str, Any]) -> Grille:
    lue = une_grille(un_bloc({"code": "A", "libelle_public": "Lien", "points": 7, "si": si}), secteurs=SECTEURS)
    assert lire_grille(ecrire_grille(lue)) == lue
    return lue


@pytest.mark.parametrize(
    ("si", "faits", "attendu"),
    [
        (dans("commune_actuelle", "COURONNE"), {"commune_actuelle": "35024"}, 7),
        (dans("commune_actuelle", "COURONNE"), {"commune_actuelle": "35238"}, 0),
        (dans("commune_actuelle", "COURONNE"), {}, 0),
        (dans("commune_actuelle", "COURONNE", "VILLE"), {"commune_actuelle": "35238"}, 7),
        (dans("commune_travail", "VILLE"), {"commune_travail": ["35051", "35238"]}, 7),
        (dans("communes_souhaitees", "COURONNE"), {"communes_souhaitees": ["35238", "35051"]}, 7),
        ({"non": dans("communes_souhaitees", "COURONNE")}, {"communes_souhaitees": ["35238"]}, 7),
    ],
)
def test_une_condition_nomme_des_secteurs(si: dict[str, Any], faits: dict[str, Any], attendu: int) -> None:
    assert preparer(grille(si)).evaluer(Faits.de(faits), LE).total_verifie == attendu


def test_le_secteur_se_lit_par_son_nom() -> None:
    lue = grille(dans("communes_souhaitees", "VILLE", "COURONNE"))
    [critere] = lue.criteres
    assert critere.si is not None
    assert condition(critere.si) == "Communes souhaitées : secteur « Ville-centre » ou secteur « Première couronne »"
    version = VersionDeGrille(
        id=UUID(int=1),
        departement="35",
        epci="243500139",
        population=Population.TOUS,
        version_grille=1,
        effet_du=date(2026, 1, 1),
        effet_au=None,
        contenu=lue,
    )
    cotation = expliquer(version, Faits.de({"communes_souhaitees": ["35051"]}), LE, epci_nom="Rennes Métropole")
    assert cotation.blocs[0].lignes[0].valeur_lue == "Première couronne"
    ailleurs = expliquer(version, Faits.de({"communes_souhaitees": ["35288"]}), LE, epci_nom="Rennes Métropole")
    assert ailleurs.blocs[0].lignes[0].valeur_lue == "aucun des secteurs de ce critère"


def test_le_registre_dit_les_communes_de_chaque_secteur() -> None:
    une = GrilleCotation.ebaucher(
        departement="35",
        epci="243500139",
        contenu=grille(dans("commune_actuelle", "VILLE")),
        le=datetime(2026, 1, 1, tzinfo=UTC),
    )
    detail = decrire(une, epci_nom="Rennes Métropole", nom_commune=NOMS.__getitem__, le=LE)
    assert [(s.libelle, s.communes) for s in detail.secteurs] == [
        ("Ville-centre", ["Rennes"]),
        ("Première couronne", ["Betton", "Cesson-Sévigné"]),
    ]


def test_une_commune_ajoutee_a_un_secteur_change_la_grille() -> None:
    avant = grille(dans("commune_actuelle", "VILLE"))
    ville, couronne = avant.secteurs
    apres = replace(avant, secteurs=(replace(ville, communes=ville.communes | {"35047"}), couronne))
    [change] = comparer(avant, apres)
    assert change.phrase == "Secteur « Ville-centre », communes : 35238 devient 35047, 35238."


def test_un_secteur_que_rien_ne_nomme_se_remarque() -> None:
    remarques = [o.raison.phrase for o in relire(grille(dans("commune_actuelle", "VILLE")), LE)]
    assert "Aucune condition ne nomme « Première couronne »." in remarques
