"""Un corps de requête dit exactement ce que son document permet, à toute profondeur."""

from typing import Any

import pytest
from pydantic import ValidationError

from api.demande_forms import ModificationBody
from api.fiche_bien import ConditionsBody
from api.partenaires.annonces import AnnonceModificationBody

PERSONNE = "0197a7a0-0000-7000-8000-000000000001"


def fautes(body: type[Any], **corps: Any) -> list[tuple[str, str]]:
    try:
        body.model_validate(corps)
    except ValidationError as error:
        return sorted((".".join(map(str, e["loc"])), e["type"]) for e in error.errors())
    return []


@pytest.mark.parametrize(
    ("corps", "attendu"),
    [
        ({"motifs": {"codes": ["09"], "precisions": "x"}}, ("motifs.precisions", "extra_forbidden")),
        ({"motifs": {"autre": "a\0b"}}, ("motifs.autre", "string_pattern_mismatch")),
        ({"demandeur": {"id": PERSONNE, "ne_le": 0}}, ("demandeur.ne_le", "date_parsing")),
        ({"demandeur": {"id": PERSONNE, "ne_le": "0"}}, ("demandeur.ne_le", "date_parsing")),
        ({"demandeur": {"id": PERSONNE, "ne_le": "1990-02-03T00:00:00"}}, ("demandeur.ne_le", "date_parsing")),
        ({"demandeur": {"id": PERSONNE, "handicap": 1}}, ("demandeur.handicap", "bool_type")),
        (
            {
                "demandeur": {
                    "id": PERSONNE,
                    "adresse": {"voie": "x", "code_postal": "1", "commune": "1", "region": "FR"},
                }
            },
            ("demandeur.adresse.region", "extra_forbidden"),
        ),
        ({"revenus": {"rfr": [{"personne_id": PERSONNE, "annee": "2024"}]}}, ("revenus.rfr.0.annee", "int_type")),
        ({"revenus": {"pension_versee": True}}, ("revenus.pension_versee", "int_type")),
        ({"inconnu": 1}, ("inconnu", "extra_forbidden")),
    ],
)
def test_ce_que_pydantic_laisserait_passer_est_refuse_a_sa_place(
    corps: dict[str, Any], attendu: tuple[str, str]
) -> None:
    assert attendu in fautes(ModificationBody, version=1, **corps)


def test_ce_que_json_ecrit_normalement_passe() -> None:
    corps = {
        "demandeur": {"id": PERSONNE, "ne_le": "1990-02-03", "nom_usage": None, "handicap": False},
        "revenus": {"rfr": [{"personne_id": PERSONNE, "annee": 2024, "montant": 15600.0}], "pension_versee": 0},
        "motifs": {"codes": ["09"]},
        "a_naitre": None,
    }
    assert fautes(ModificationBody, version=1, **corps) == []


def test_un_montant_est_un_nombre() -> None:
    assert fautes(ConditionsBody, disponible_le="2026-11-23", loyer=412.35) == []
    assert fautes(ConditionsBody, disponible_le="2026-11-23", loyer="412.35") == [("loyer", "decimal_type")]


def test_une_modification_oublie_un_champ_mais_ne_le_vide_pas() -> None:
    assert fautes(AnnonceModificationBody, version=1) == []
    assert fautes(AnnonceModificationBody, version=1, titre=None) == [("titre", "missing")]
