from datetime import date

import pytest

from domain.referentiel.model import Point, ZonePlafonds
from domain.referentiel.rules import (
    distance_km,
    lire_recherche,
    nom_de_recherche,
    parametres,
    zone_plafonds,
)

RENNES, NANTES = Point(48.1113, -1.6800), Point(47.2181, -1.5528)
LE_JOUR = date(2026, 1, 1)


def test_rennes_est_a_cent_kilometres_de_nantes() -> None:
    assert distance_km(RENNES, NANTES) == pytest.approx(99.8, abs=0.2)


def test_la_distance_ne_depend_pas_du_sens() -> None:
    assert distance_km(RENNES, NANTES) == distance_km(NANTES, RENNES)


def test_un_lieu_est_a_zero_kilometre_de_lui_meme() -> None:
    assert distance_km(RENNES, RENNES) == 0


def test_deux_voisins_gardent_une_distance_precise() -> None:
    assert distance_km(Point(48.0, -1.0), Point(48.0001, -1.0)) == pytest.approx(0.01112, abs=1e-5)


def test_les_antipodes_sont_a_une_demi_circonference() -> None:
    assert distance_km(Point(0, 0), Point(0, 180)) == pytest.approx(20015.1, abs=0.1)
    assert distance_km(Point(90, 0), Point(-90, 0)) == pytest.approx(20015.1, abs=0.1)


@pytest.mark.parametrize(
    ("commune", "departement", "zone"),
    [
        ("75056", "75", ZonePlafonds.PARIS),
        ("75113", "75", ZonePlafonds.PARIS),
        ("92012", "92", ZonePlafonds.PARIS),
        ("93001", "93", ZonePlafonds.PARIS),
        ("93006", "93", ZonePlafonds.PARIS),
        ("92048", "92", ZonePlafonds.IDF),
        ("77288", "77", ZonePlafonds.IDF),
        ("35238", "35", ZonePlafonds.AUTRES),
        ("2A004", "2A", ZonePlafonds.AUTRES),
        ("97411", "974", None),
    ],
)
def test_la_zone_de_plafonds_suit_l_arrete_de_1987(commune: str, departement: str, zone: ZonePlafonds | None) -> None:
    assert zone_plafonds(commune, departement, LE_JOUR) is zone


def test_paris_a_vingt_neuf_communes_limitrophes() -> None:
    liste = parametres().a_la_date("zones_plafonds.paris_et_limitrophes", LE_JOUR).textes()
    assert len([code for code in liste if not code.startswith("75")]) == 29
    assert len(set(liste)) == len(liste)


@pytest.mark.parametrize(
    ("nom", "cle"),
    [
        ("Rennes", "rennes"),
        ("Le Rheu", "rheu"),
        ("L'Hermitage", "hermitage"),
        ("Les Sables-d'Olonne", "sables d olonne"),
        ("St-Malo", "saint malo"),
        ("Ste Luce sur Loire", "sainte luce sur loire"),
        ("st", "st"),
        ("les", "les"),
        ("Île-de-Bréhat", "ile de brehat"),
        ("Plœmeur", "ploemeur"),
        ("", ""),
    ],
)
def test_une_commune_se_trouve_comme_on_la_tape(nom: str, cle: str) -> None:
    assert nom_de_recherche(nom) == cle


@pytest.mark.parametrize(
    ("saisie", "prefixe", "code"),
    [
        ("ren", "ren", None),
        ("35000", "", "35000"),
        ("2a004", "", "2A004"),
        ("2B033", "", "2B033"),
        ("35000 Rennes", "rennes", "35000"),
        ("Rennes (35000)", "rennes", "35000"),
        ("3500", "3500", None),
        ("  ", "", None),
    ],
)
def test_une_recherche_melange_nom_et_code(saisie: str, prefixe: str, code: str | None) -> None:
    recherche = lire_recherche(saisie)
    assert (recherche.prefixe, recherche.code) == (prefixe, code)


def test_une_saisie_sans_lettre_ni_chiffre_ne_cherche_rien() -> None:
    assert lire_recherche("-- '").est_vide


@pytest.mark.parametrize("saisie", ["ren", "saint", "z", "a b"])
def test_la_borne_superieure_suit_tous_les_noms_qui_commencent_ainsi(saisie: str) -> None:
    recherche = lire_recherche(saisie)
    assert recherche.prefixe <= recherche.prefixe + "zzzz" < recherche.borne_superieure
