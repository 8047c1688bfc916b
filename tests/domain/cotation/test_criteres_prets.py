"""Les critères que l'éditeur propose tout prêts : ceux des grilles de l'ouest y sont, et donnent des points."""

from datetime import date
from typing import Any

import pytest

from domain.cotation.document import lire_grille
from domain.cotation.interpreter import Evaluateur
from domain.cotation.registre.catalogue import criteres_prets
from tests.domain.cotation.cases import faits, un_bloc

LE = date(2026, 3, 1)
PRETS = {pret["critere"]["code"]: pret for pret in criteres_prets()}
LOCAUX: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("MUTATION_PRO", {"motifs": ["18"]}, {"motifs": ["11"]}),
    ("ELOIGNEMENT", {"km_travail_logement": 31}, {"km_travail_logement": 12}),
    ("SUROCCUPATION", {"sur_occupation": True}, {"sur_occupation": False}),
    (
        "SOUS_OCCUPATION_HLM",
        {"statut_logement": "HLM", "sous_occupation": True},
        {"statut_logement": "LP", "sous_occupation": True},
    ),
    ("SANS_LOGEMENT", {"statut_logement": "SD"}, {"statut_logement": "HLM"}),
    ("HEBERGE", {"statut_logement": "CP"}, {"statut_logement": "HLM"}),
    ("HANDICAP_INADAPTE", {"handicap": True, "logement_adapte": True}, {"handicap": True, "logement_adapte": False}),
    ("HANDICAP_INADAPTE", {"handicap": True, "motifs": ["07"]}, {"handicap": False, "motifs": ["07"]}),
    ("RESSOURCES", {"pourcentage_plafond_plus": 39}, {"pourcentage_plafond_plus": 80}),
    ("SEPARATION", {"motifs": ["11"]}, {"motifs": ["18"]}),
]
"""Professionnels, de logement, de famille : qui en relève, et qui n'en relève pas."""


@pytest.mark.parametrize(("code", "concerne", "autre"), LOCAUX)
def test_chaque_critere_local_courant_est_tout_pret(code: str, concerne: dict[str, Any], autre: dict[str, Any]) -> None:
    evaluateur = Evaluateur(lire_grille({"id": "PRETE", "blocs": [un_bloc(PRETS[code]["critere"])]}))
    declares = [evaluateur.evaluer(faits({"faits": lus}), LE).total_declare for lus in (concerne, autre)]
    assert (declares[0] or 0) > 0, "qui en relève a des points, une fois la preuve donnée"
    assert declares[1] == 0


def test_chaque_critere_tout_pret_se_dit_au_public() -> None:
    for pret in PRETS.values():
        assert pret["theme"]
        assert pret["critere"]["libelle_public"]
        assert pret["critere"]["explication_public"].endswith(".")
