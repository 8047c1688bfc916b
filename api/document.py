"""What FastAPI cannot say of our answers: refusals have a media type of their own, and whoever must be known
may be refused before the route begins."""

from collections.abc import Iterable, Mapping
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute

from api.dependencies import REFUSALS, dependants
from api.middleware import UNVERIFIED_ORIGIN
from api.problems import MEDIA_TYPE, codes_of, described, problems

NO_NUL = r"^[^\x00]*$"
COOKIE: dict[str, list[str]] = {"session": []}


class DocumentedApi(FastAPI):
    def __init__(self, *, routers: Iterable[APIRouter], **given: Any) -> None:
        super().__init__(**given)
        self._guards: dict[str, Mapping[int | str, Mapping[str, Any]]] = {}
        for router in routers:
            self.include_router(router)
            for route in router.routes:
                if isinstance(route, APIRoute) and route.operation_id:
                    self._guards[route.operation_id] = _guards(route)

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            document = super().openapi()
            _tighten(document)
            for item in document["paths"].values():
                for method, operation in item.items():
                    self._complete(method, operation)
        assert self.openapi_schema is not None
        return self.openapi_schema

    def _complete(self, method: str, operation: dict[str, Any]) -> None:
        for parameter in operation.get("parameters", ()):
            _never_null(parameter["schema"])
        responses = operation["responses"]
        for status, guard in self._guards[operation["operationId"]].items():
            _may_refuse(responses, str(status), codes_of(guard))
        if method != "get" and COOKIE in operation.get("security", ()):
            _may_refuse(responses, "403", {UNVERIFIED_ORIGIN})
        for status, response in responses.items():
            if response["description"] == "Successful Response":
                response["description"] = "Ce qui est demandé"
            if status >= "400" and "application/json" in response.get("content", {}):
                response["content"] = {MEDIA_TYPE: response["content"]["application/json"]}
        operation["responses"] = dict(sorted(responses.items()))


def _may_refuse(responses: dict[str, Any], status: str, codes: set[str]) -> None:
    responses[status] = {
        "description": described(codes | codes_of(responses.get(status, {}))),
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


def _guards(route: APIRoute) -> Mapping[int | str, Mapping[str, Any]]:
    return problems(*(refusal for dependant in dependants(route) for refusal in REFUSALS.get(dependant.call, ())))
