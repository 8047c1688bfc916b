"""Chaque route de chaque contrat tient ce que son document promet, quoi qu'on lui envoie.

Un vrai serveur répond, dans son propre processus : une application appelée sur place partagerait la boucle des
essais, à laquelle ses connexions ne sont pas liées.
"""

import json
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig
from schemathesis.core.parameters import ParameterLocation
from schemathesis.core.result import Ok
from schemathesis.pytest.lazy import get_all_tests
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
        "seed": 35,  # the same cases at each run, until a contract changes
        "checks": {
            # what the law or the state of a dossier refuses is a documented 409, 422 or 423, not a broken promise
            "positive_data_acceptance": {
                "expected-statuses": ["2xx", "3xx", "401", "403", "404", "409", "413", "422", "423", "429"]
            },
        },
    }
)


@cache
def document(name: str) -> dict[str, Any]:
    app = create_contract(next(c for c in CONTRACTS if c.name == name))
    read: dict[str, Any] = json.loads(json.dumps(app.openapi()))
    return read


@cache
def contrat(name: str) -> Any:
    return schemathesis.openapi.from_dict(document(name), config=REGLAGES)


def operations(name: str) -> list[Any]:
    """One test an operation; its cases are made when it is played, for making them all costs a minute."""
    return [
        pytest.param(said["operationId"], id=f"{method.upper()} {path}")
        for path, item in document(name)["paths"].items()
        for method, said in item.items()
        if method != "parameters" and said["operationId"] not in ECARTEES
    ]


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
    if any(nul_motif_ne_le_dit(case.body, e) for e in problem["erreurs"]):
        return
    between_fields = problem["erreurs"] and all(e["champ"] == "corps" for e in problem["erreurs"])
    assert problem["code"] != "saisie-invalide" or between_fields, f"conforme au document, refusée : {response.text}"


def nul_motif_ne_le_dit(body: Any, erreur: dict[str, str]) -> bool:
    """The conventions of the document do: a text is trimmed before it is measured, and holds no null character."""
    if erreur["code"] == "document_text":
        return True
    value = body
    for step in erreur["champ"].split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return erreur["code"] == "string_too_short" and isinstance(value, str) and value != value.strip()


@schemathesis.check
def refus_annonce(ctx: Any, response: Any, case: Any) -> None:
    """403, 409, 423: the code is one that this very route announces, so that the application can say why."""
    if response.status_code not in REFUS or case.method == "HEAD":
        return
    said = codes_of(case.operation.definition.raw["responses"].get(str(response.status_code), {}))
    problem = response.json()
    assert problem["code"] in said | EVERYWHERE, f"code que le contrat n'annonce pas : {response.text}"
    assert problem["title"].strip(), f"refus sans phrase : {response.text}"


@pytest.mark.parametrize("operation", operations("partenaires"))
def test_le_contrat_des_partenaires_est_tenu(operation: str, scene: Scene) -> None:
    tenir("partenaires", operation, scene, lambda tags: "bailleur" if tags & DU_BAILLEUR else "gestionnaire")


@pytest.mark.parametrize("operation", operations("grandpublic"))
def test_le_contrat_du_grand_public_est_tenu(operation: str, scene: Scene) -> None:
    tenir("grandpublic", operation, scene, lambda _: "demandeur")


@pytest.mark.parametrize("operation", operations("tiers"))
def test_le_contrat_des_tiers_est_tenu(operation: str, scene: Scene) -> None:
    tenir("tiers", operation, scene, lambda _: "tiers")


def tenir(name: str, operation: str, scene: Scene, qui: Callable[[set[str]], str]) -> None:
    def test(case: Any) -> None:
        jouer(case, scene, qui(set(case.operation.definition.raw.get("tags", ()))))

    (made,) = get_all_tests(
        schema=contrat(name).include(operation_id=operation), test_func=test, settings=PEU, given_kwargs=None
    )
    assert isinstance(made, Ok)
    _, played = made.ok()
    played()
    assert scene.played[operation], "aucun cas n'a été joué"


def jouer(case: Any, scene: Scene, acteur: str) -> None:
    name = case.operation.definition.raw["operationId"]
    played = scene.played[name] = scene.played[name] + 1
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
