from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.demandes.codes import Financement
from domain.demandes.rules.menage import Categorie
from domain.demandes.rules.plafonds import plafond, plafonds_changes, pourcentage
from domain.kernel.parametres import ParametreAbsent
from domain.referentiel.model import ZonePlafonds
from tests.domain.cas import cas
from tests.factories.formulaires import JOUR


@pytest.mark.parametrize("bareme", cas(__file__, "plafonds"))
def test_le_plafond_est_celui_qui_est_publie(bareme: dict[str, Any]) -> None:
    financement, zone = Financement(bareme["financement"]), ZonePlafonds(bareme["zone"])
    for le in (date(bareme["annee"], 1, 1), date(bareme["annee"], 12, 31)):
        for rang, montant in enumerate(bareme["montants"], start=1):
            if rang == 7:
                sans = plafond(Categorie(numero=6, supplement=0), zone, financement, le)
                avec = plafond(Categorie(numero=6, supplement=1), zone, financement, le)
                assert sans is not None
                assert avec is not None
                assert avec.valeur - sans.valeur == montant
            else:
                trouve = plafond(Categorie(numero=rang, supplement=0), zone, financement, le)
                assert trouve is not None
                assert trouve.valeur == montant
                assert trouve.a_verifier is bareme.get("a_verifier", False)


def test_chaque_personne_au_dela_de_la_sixieme_categorie_ajoute_un_montant() -> None:
    trouve = plafond(Categorie(numero=6, supplement=2), ZonePlafonds.AUTRES, Financement.PLUS, JOUR)
    assert trouve is not None
    assert trouve.valeur == 60156 + 2 * 6710


def test_le_plafond_s_explique_et_cite_son_arrete() -> None:
    trouve = plafond(Categorie(numero=3, supplement=0), ZonePlafonds.AUTRES, Financement.PLUS, JOUR)
    assert trouve is not None
    assert trouve.phrase.replace("\u00a0", " ").replace("\u202f", " ") == (
        "Le plafond PLUS de la catégorie 3 hors Île-de-France est de 37 584 € par an au 15 juin 2026."
    )
    assert trouve.reference == ("Arrêté du 29 juillet 1987 modifié par l'arrêté du 19 décembre 2025, annexe I")


@pytest.mark.parametrize(("zone", "financement"), [(None, Financement.PLUS), (ZonePlafonds.AUTRES, Financement.PLI)])
def test_sans_bareme_connu_il_n_y_a_pas_de_plafond(zone: ZonePlafonds | None, financement: Financement) -> None:
    assert plafond(Categorie(numero=1, supplement=0), zone, financement, JOUR) is None


def test_avant_2022_aucun_plafond_n_est_connu() -> None:
    assert plafond(Categorie(numero=1, supplement=0), ZonePlafonds.AUTRES, Financement.PLUS, date(2021, 12, 31)) is None


def test_une_categorie_inconnue_est_une_erreur() -> None:
    with pytest.raises(ParametreAbsent):
        plafond(Categorie(numero=7, supplement=0), ZonePlafonds.AUTRES, Financement.PLUS, JOUR)


@pytest.mark.parametrize(
    ("ressources", "maximum", "attendu"),
    [
        (0, 20_000, "0.0"),
        (10_000, 20_000, "50.0"),
        (20_000, 20_000, "100.0"),
        (20_001, 20_000, "100.1"),
        (25_000, 20_000, "125.0"),
        (12_345, 23_403, "52.7"),
    ],
)
def test_les_ressources_se_rapportent_au_plafond(ressources: int, maximum: int, attendu: str) -> None:
    assert pourcentage(ressources, maximum) == Decimal(attendu)


def test_les_plafonds_changent_au_premier_janvier_et_ce_jour_la_seulement() -> None:
    assert plafonds_changes(date(2025, 12, 31), date(2026, 1, 1))
    assert plafonds_changes(date(2025, 11, 3), date(2026, 1, 4)), "une nuit manquée n'oublie pas l'année nouvelle"
    assert not plafonds_changes(date(2026, 1, 1), date(2026, 1, 2))
    assert not plafonds_changes(date(2026, 1, 1), date(2026, 12, 31))
