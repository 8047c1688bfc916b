"""What FastAPI cannot say of our answers: refusals have a media type of their own, whoever must be known may be
refused before the route begins, and a limited route says what is left of its limit."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute

from api.dependencies import REFUSALS, dependants, rate_limit
from api.middleware import UNVERIFIED_ORIGIN
from api.parameters import MEANINGS
from api.problems import EVERYWHERE, MEDIA_TYPE, NOWHERE, codes_of, described, problems

NO_NUL = r"^[^\x00]*$"
COOKIE: dict[str, list[str]] = {"session": []}
CONVENTIONS = """\
**Refus.** `application/problem+json` (RFC 9457) : `code` est stable, `title` est la phrase à montrer, `raisons` et
`erreurs` disent pourquoi et quel champ. Chaque réponse porte `X-Correlation-Id` : donnez-le à qui vous aide.

**Créer.** Une clé `Idempotency-Key` neuve par intention, la même à chaque nouvel essai : rien n'est créé deux fois.

**Modifier.** Un PATCH change ce qu'il nomme : un champ absent reste tel quel, `null` le vide là où il est permis.
La `version` lue est à renvoyer ; si le dossier a changé entre-temps, rien n'est enregistré
(409 `modification-concurrente`).

**Lister.** `page`, `size`, `sort` et des filtres ; un fil se lit avec `apres` et `size`. Un champ ou un paramètre
inconnu est refusé. Une liste de codes peut s'allonger : acceptez de lire une valeur nouvelle.

**Écrire un texte.** Les blancs du début et de la fin ne comptent pas : ce qui reste doit avoir la longueur demandée.
Le caractère nul (U+0000) n'a de place dans aucun texte.

**Limites.** Les routes limitées portent `RateLimit-Limit`, `RateLimit-Remaining` et `RateLimit-Reset` ; au-delà, 429 et
`Retry-After`."""

LIMIT_HEADERS = {
    "RateLimit-Limit": "Appels permis dans la période.",
    "RateLimit-Remaining": "Appels qui restent dans la période.",
    "RateLimit-Reset": "Secondes avant la fin de la période.",
}
RETRY_AFTER = {"Retry-After": "Secondes à attendre avant de recommencer."}
HEADERS = {
    name: {"description": text, "schema": {"type": "integer", "minimum": 0}}
    for name, text in (LIMIT_HEADERS | RETRY_AFTER).items()
}


class DocumentedApi(FastAPI):
    def __init__(self, *, routers: Iterable[APIRouter], **given: Any) -> None:
        super().__init__(**given)
        self._guards: dict[str, Mapping[int | str, Mapping[str, Any]]] = {}
        self._limited: set[str] = set()
        for router in routers:
            self.include_router(router)
            for route in router.routes:
                if isinstance(route, APIRoute) and route.operation_id:
                    calls = [dependant.call for dependant in dependants(route)]
                    self._guards[route.operation_id] = _guards(calls)
                    if rate_limit in calls:
                        self._limited.add(route.operation_id)

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            document = super().openapi()
            _tighten(document)
            for item in document["paths"].values():
                for method, operation in item.items():
                    self._complete(method, operation)
            for item in document.get("webhooks", {}).values():
                for operation in item.values():
                    _ours_to_call(operation)
            schemas = document["components"]["schemas"]
            schemas["CodeDeRefus"] = _codes(document)
            schemas["Problem"]["properties"]["code"] = {"$ref": "#/components/schemas/CodeDeRefus"}
            for name in _FASTAPI_REFUSAL:
                schemas.pop(name, None)
            if self._limited:
                document["components"]["headers"] = HEADERS
        assert self.openapi_schema is not None
        return self.openapi_schema

    def _complete(self, method: str, operation: dict[str, Any]) -> None:
        _speak(operation)
        operation.setdefault("security", [])
        for parameter in operation.get("parameters", ()):
            _never_null(parameter["schema"])
            if meaning := MEANINGS.get(parameter["name"]):
                parameter.setdefault("description", meaning)
        responses = operation["responses"]
        if any(parameter["in"] == "path" for parameter in operation.get("parameters", ())):
            # a line break in an address leads nowhere, before any route is looked for
            responses.setdefault("404", _refusal({NOWHERE}))
        for status, guard in self._guards[operation["operationId"]].items():
            _may_refuse(responses, str(status), codes_of(guard))
        # signing in is refused too, with the cookie of an older session
        if method != "get" and (COOKIE in operation["security"] or not operation["security"]):
            _may_refuse(responses, "403", {UNVERIFIED_ORIGIN})
        for status, response in responses.items():
            if response["description"] == "Successful Response":
                response["description"] = "Ce qui est demandé"
            if status >= "400" and "application/json" in response.get("content", {}):
                response["content"] = {MEDIA_TYPE: response["content"]["application/json"]}
            if operation["operationId"] in self._limited and status in _COUNTED:
                names = LIMIT_HEADERS if status < "400" else LIMIT_HEADERS | RETRY_AFTER
                response["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
        operation["responses"] = dict(sorted(responses.items()))


_COUNTED = frozenset({"200", "201", "202", "204", "429"})
"""Where the counters are promised: whatever else refuses may do so before anything is counted."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def _speak(operation: dict[str, Any]) -> None:
    """A route's docstring: its first sentence is the summary, what follows the description."""
    operation.pop("summary", None)  # FastAPI's is the name of the function
    first, *rest = _SENTENCE.split(operation.pop("description", ""), maxsplit=1)
    if first:
        operation["summary"] = first.rstrip(".")
    if rest:
        operation["description"] = rest[0]


_FASTAPI_REFUSAL = ("HTTPValidationError", "ValidationError")
"""Its own form of a refusal: none of our routes answers it."""


def _ours_to_call(operation: dict[str, Any]) -> None:
    """A webhook: what the receiver must answer, and nothing of what we would refuse ourselves."""
    _speak(operation)
    operation["security"] = []
    del operation["responses"]["422"]
    for response in operation["responses"].values():
        response["description"] = "Reçu"


def _codes(document: Mapping[str, Any]) -> dict[str, Any]:
    """Every code that this contract may answer: an application compiled with the list knows them all."""
    operations = (operation for item in document["paths"].values() for operation in item.values())
    named = (codes_of(response) for operation in operations for response in operation["responses"].values())
    return {
        "title": "CodeDeRefus",
        "type": "string",
        "description": "Code stable d'un refus, connu des applications.",
        "enum": sorted(EVERYWHERE.union(*named)),
    }


def _may_refuse(responses: dict[str, Any], status: str, codes: set[str]) -> None:
    responses[status] = _refusal(codes | codes_of(responses.get(status, {})))


def _refusal(codes: set[str]) -> dict[str, Any]:
    return {
        "description": described(codes),
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _tighten(document: dict[str, Any]) -> None:
    """What api.exact refuses in every body, said of every schema that a body reaches."""
    components = document["components"]["schemas"]
    bodies = [op["requestBody"] for item in document["paths"].values() for op in item.values() if "requestBody" in op]
    waiting: list[Any] = list(bodies)
    known: set[str] = set()
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            waiting += node.values()
            name = str(node.get("$ref", "")).rpartition("/")[2]
            if name in components and name not in known:
                known.add(name)
                waiting.append(components[name])
            if "properties" in node:
                node.setdefault("additionalProperties", False)
            if node.get("type") == "string" and not node.keys() & {"pattern", "format", "enum", "const"}:
                node["pattern"] = NO_NUL


def _never_null(schema: dict[str, Any]) -> None:
    """A parameter is given or absent: HTTP has no way to write null in an address or a header."""
    kinds = [kind for kind in schema.get("anyOf", ()) if kind != {"type": "null"}]
    if len(kinds) == 1:
        del schema["anyOf"]
        schema |= kinds[0]
    elif kinds:
        schema["anyOf"] = kinds


def _guards(calls: Iterable[Callable[..., Any] | None]) -> Mapping[int | str, Mapping[str, Any]]:
    return problems(*(refusal for call in calls for refusal in REFUSALS.get(call, ())))
