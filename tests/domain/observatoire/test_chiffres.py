"""La fiche publique d'une commune : chaque nombre avec sa définition, et rien qui laisse reconnaître un ménage."""

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.observatoire.chiffres.rules import Comptes, fiche

LE = datetime(2026, 11, 28, 2, tzinfo=UTC)


def chiffres(**comptes: Any) -> dict[str, float | None]:
    dite = fiche("35", "35085", "Combourg", Comptes(**comptes), {}, LE)
    for chiffre in dite.chiffres:
        assert chiffre.definition
        assert (chiffre.valeur is None) == (chiffre.secret is not None)
    return {chiffre.code: chiffre.valeur for chiffre in dite.chiffres}


def test_une_commune_demandee_dit_son_parc_sa_demande_ses_attributions_et_l_attente() -> None:
    lus = chiffres(
        logements=200,
        demandes=120,
        premiers_choix=40,
        attributions=30,
        attributions_en_qpv=12,
        attente_mediane_jours=365.28,
    )
    assert lus == {
        "logements": 200,
        "demandes": 120,
        "premiers-choix": 40,
        "attributions-annee": 30,
        "attributions-qpv": 12,
        "attente-mediane": 12.0,
    }


def test_un_petit_nombre_de_menages_se_tait_et_zero_se_dit() -> None:
    lus = chiffres(logements=3, demandes=10, premiers_choix=0, attributions=10, attente_mediane_jours=90)
    assert lus["logements"] == 3, "un logement n'est pas un ménage"
    assert (lus["demandes"], lus["attributions-annee"], lus["attente-mediane"]) == (None, None, None)
    rien = chiffres(logements=3)
    assert (rien["demandes"], rien["attributions-annee"]) == (0, 0)
    assert "attente-mediane" not in rien, "personne n'a attendu ici"


@pytest.mark.parametrize(("premiers", "dit"), [(0, 0), (9, None), (11, 11), (15, 15), (16, None), (26, 26)])
def test_ce_que_le_reste_laisserait_deduire_se_tait_aussi(premiers: int, dit: int | None) -> None:
    assert chiffres(demandes=26, premiers_choix=premiers)["premiers-choix"] == dit


def test_les_quartiers_les_plus_demandes_viennent_d_abord_et_les_rares_sans_nombre() -> None:
    dite = fiche("35", "35085", "Combourg", Comptes(demandes=90), {"Gare": 4, "Lac": 40, "Centre": 11}, LE)
    assert [(q.nom, q.demandes) for q in dite.quartiers] == [("Lac", 40), ("Centre", 11), ("Gare", None)]


@pytest.mark.parametrize(
    ("comptes", "code", "unite"),
    [
        ({"logements": 1}, "logements", "logement"),
        ({"logements": 2}, "logements", "logements"),
        ({"demandes": 0}, "demandes", "demande"),
        ({"demandes": 30}, "demandes", "demandes"),
        ({"attributions": 30, "attente_mediane_jours": 30.44}, "attente-mediane", "mois"),
    ],
)
def test_l_unite_s_accorde_au_nombre(comptes: dict[str, Any], code: str, unite: str) -> None:
    dite = fiche("35", "35085", "Combourg", Comptes(**comptes), {}, LE)
    assert next(c.unite for c in dite.chiffres if c.code == code) == unite


@pytest.mark.parametrize("seule", [1, 2])
def test_un_nombre_tu_ne_se_devine_pas_a_son_unite(seule: int) -> None:
    dite = fiche("35", "35085", "Combourg", Comptes(demandes=seule), {}, LE)
    assert [(c.valeur, c.unite) for c in dite.chiffres if c.code == "demandes"] == [(None, "demandes")]
