"""Chaque route de chaque contrat tient ce que son document promet, quoi qu'on lui envoie.

Un vrai serveur répond, dans son propre processus : une application appelée sur place partagerait la boucle des
essais, à laquelle ses connexions ne sont pas liées.
"""

import json
from collections import defaultdict
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig
from schemathesis.core.parameters import ParameterLocation
from schemathesis.transport.serialization import serialize_binary

from api.contracts import CONTRACTS
from api.main import create_contract
from api.problems import EVERYWHERE, codes_of
from tests.api.refus import REFUS
from tests.contrats.conftest import Scene

pytestmark = [pytest.mark.contrat, pytest.mark.lent]

FERME_LA_SESSION = "ferme ou remplace la session qui joue toutes les autres routes"
ECARTEES = {
    "fermer_session": FERME_LA_SESSION,
    "deconnecter_partout": FERME_LA_SESSION,
    "changer_departement": FERME_LA_SESSION,
    "choisir_mot_de_passe": FERME_LA_SESSION,
    "changer_mot_de_passe": "cinq essais ratés ferment le compte qui joue les autres routes",
    "confirmer_totp": "un code juste exigerait ensuite un second facteur de tous les essais",
}
SIGNED_IN = ("cookie", "x-fdls", "authorization")
WHERE_SIGNED_IN = defaultdict(lambda: ParameterLocation.COOKIE, tiers=ParameterLocation.HEADER)
"""A case that plays with this place plays with who it is: we do not say it in its stead."""
DU_BAILLEUR = {"biens", "annonces", "propositions", "commissions", "candidats", "conventions de flux"}

ENOUGH = 120
"""The whole form has nine hundred ways of being wrong, a name at a time: beyond this many, one in four is played."""

PEU = settings(max_examples=6, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
REGLAGES = SchemathesisConfig.from_dict(
    {
        "checks": {
            # what the law or the state of a dossier refuses is a documented 409, 422 or 423, not a broken promise
            "positive_data_acceptance": {
                "expected-statuses": ["2xx", "3xx", "401", "403", "404", "409", "413", "422", "423", "429"]
            },
        }
    }
)


def contrat(name: str) -> Any:
    described = next(c for c in CONTRACTS if c.name == name)
    app = create_contract(None, described)
    # read eagerly: pytest collects one test per operation, and only the calls go to the live server
    document = json.loads(json.dumps(app.openapi()))
    return schemathesis.openapi.from_dict(document, config=REGLAGES).exclude(operation_id=list(ECARTEES))


partenaires, grandpublic, tiers = contrat("partenaires"), contrat("grandpublic"), contrat("tiers")


@schemathesis.serializer("application/offset+octet-stream")
def morceau(ctx: Any, value: Any) -> bytes:
    """The piece of a file that an interrupted sending resumes with (tus)."""
    return serialize_binary(value)


@schemathesis.check
def saisie_conforme_acceptee(ctx: Any, response: Any, case: Any) -> None:
    """What the document allows, the route's own validation may not refuse."""
    if case.meta is None or not case.meta.generation.mode.is_positive or response.status_code != 422:
        return
    problem = response.json()
    between_fields = problem["erreurs"] and all(e["champ"] == "corps" for e in problem["erreurs"])
    assert problem["code"] != "saisie-invalide" or between_fields, f"conforme au document, refusée : {response.text}"


@schemathesis.check
def refus_annonce(ctx: Any, response: Any, case: Any) -> None:
    """403, 409, 423: the code is one that this very route announces, so that the application can say why."""
    if response.status_code not in REFUS or case.method == "HEAD":
        return
    said = codes_of(case.operation.definition.raw["responses"].get(str(response.status_code), {}))
    problem = response.json()
    assert problem["code"] in said | EVERYWHERE, f"code que le contrat n'annonce pas : {response.text}"
    assert problem["title"].strip(), f"refus sans phrase : {response.text}"


@partenaires.parametrize()
@PEU
def test_le_contrat_des_partenaires_est_tenu(case: Any, scene: Scene) -> None:
    tags = set(case.operation.definition.raw.get("tags", ()))
    jouer(case, scene, "bailleur" if tags & DU_BAILLEUR else "gestionnaire")


@grandpublic.parametrize()
@PEU
def test_le_contrat_du_grand_public_est_tenu(case: Any, scene: Scene) -> None:
    jouer(case, scene, "demandeur")


@tiers.parametrize()
@PEU
def test_le_contrat_des_tiers_est_tenu(case: Any, scene: Scene) -> None:
    jouer(case, scene, "tiers")


def jouer(case: Any, scene: Scene, acteur: str) -> None:
    played = scene.played[case.operation.label] = scene.played[case.operation.label] + 1
    if played > ENOUGH and played % 4:
        return
    client = scene.acteurs[acteur]
    for name, value in (case.path_parameters or {}).items():
        case.path_parameters[name] = viser(value, scene.connus.get(name, []))
    forgotten = case.meta is not None and case.meta.is_negative_at(WHERE_SIGNED_IN[acteur])
    signed = SIGNED_IN if not forgotten else ("x-fdls",)
    headers = {name: client.headers[name] for name in signed if name in client.headers}
    case.call_and_validate(base_url=str(client.base_url).rstrip("/"), headers=headers, timeout=60)


def viser(value: Any, connus: list[str]) -> Any:
    """Two identifiers out of three become those of real things: a 404 proves little."""
    if not connus or not isinstance(value, str):
        return value
    dice = sum(value.encode("utf-8", "replace"))
    return value if dice % 3 == 0 else connus[dice % len(connus)]
