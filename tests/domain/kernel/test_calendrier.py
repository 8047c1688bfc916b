from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.kernel.calendrier import (
    age,
    ajouter_mois,
    aujourd_hui,
    delai_de_reponse,
    est_ouvre,
    jours_feries,
    mois_entiers,
    paques,
)
from tests.domain.cas import cas


@pytest.mark.parametrize("ligne", cas(__file__, "calendrier", "paques"))
def test_les_fetes_mobiles_suivent_paques(ligne: dict[str, Any]) -> None:
    assert paques(ligne["annee"]) == ligne["dimanche"]
    feries = jours_feries(ligne["annee"])
    assert {ligne["dimanche"] + timedelta(days=1), ligne["ascension"], ligne["pentecote"]} <= feries


def test_il_y_a_onze_jours_feries_et_treize_en_alsace_moselle() -> None:
    assert len(jours_feries(2026)) == 11
    assert jours_feries(2026, "67") - jours_feries(2026) == {date(2026, 4, 3), date(2026, 12, 26)}
    assert jours_feries(2026, "35") == jours_feries(2026)


@pytest.mark.parametrize("ligne", cas(__file__, "calendrier", "delais"))
def test_le_delai_de_reponse_finit_un_jour_ouvre(ligne: dict[str, Any]) -> None:
    fin = delai_de_reponse(ligne["notifiee"], ligne["jours"])
    assert fin == ligne["fin"]
    assert est_ouvre(fin)


def test_le_vendredi_saint_prolonge_le_delai_en_alsace_moselle_seulement() -> None:
    assert delai_de_reponse(date(2026, 3, 24), 10) == date(2026, 4, 3)
    assert delai_de_reponse(date(2026, 3, 24), 10, "67") == date(2026, 4, 7)


@pytest.mark.parametrize("ligne", cas(__file__, "calendrier", "mois"))
def test_les_mois_se_comptent_entiers(ligne: dict[str, Any]) -> None:
    assert mois_entiers(ligne["du"], ligne["au"]) == ligne["entiers"]


@pytest.mark.parametrize(
    ("depart", "mois", "arrivee"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -13, date(2024, 12, 15)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_ajouter_des_mois_garde_le_quantieme_ou_le_dernier_jour(depart: date, mois: int, arrivee: date) -> None:
    assert ajouter_mois(depart, mois) == arrivee


@pytest.mark.parametrize(
    ("instant", "jour"),
    [
        (datetime(2026, 6, 15, 21, 59, tzinfo=UTC), date(2026, 6, 15)),
        (datetime(2026, 6, 15, 22, 0, tzinfo=UTC), date(2026, 6, 16)),
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_le_jour_legal_est_celui_de_paris(instant: datetime, jour: date) -> None:
    assert aujourd_hui(instant) == jour


def test_un_instant_sans_fuseau_n_a_pas_de_jour() -> None:
    with pytest.raises(ValueError, match="fuseau"):
        aujourd_hui(datetime(2026, 6, 15, 12))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("ne_le", "le", "ans"),
    [
        (date(2008, 6, 16), date(2026, 6, 15), 17),
        (date(2008, 6, 15), date(2026, 6, 15), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2026, 6, 1), date(2026, 6, 15), 0),
    ],
)
def test_l_age_est_en_annees_revolues(ne_le: date, le: date, ans: int) -> None:
    assert age(ne_le, le) == ans
