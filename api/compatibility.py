"""What an OpenAPI 3.1 document takes away from those who use the one before it: what they may no longer send, what
they may no longer count on. What it adds breaks nobody; a list of codes in an answer may grow."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from api.problems import codes_of

Json = Mapping[str, Any]

METHODS = ("get", "head", "put", "post", "patch", "delete")
AT_MOST = ("maxLength", "maximum", "exclusiveMaximum", "maxItems", "maxProperties")
AT_LEAST = ("minLength", "minimum", "exclusiveMinimum", "minItems", "minProperties")
EXACTLY = ("pattern", "multipleOf", "uniqueItems", "propertyNames")
ANY = "quelconque"


class Way(StrEnum):
    """A client writes the requests and reads the answers: what may safely change in one may not in the other."""

    REQUEST = "requête"
    ANSWER = "réponse"


@dataclass(frozen=True, order=True)
class Break:
    """One promise that no longer holds."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where} : {self.what}"


def breaks(before: Json, after: Json) -> list[Break]:
    return sorted(set(_Comparison(before, after).run()))


def operations(document: Json) -> dict[str, Json]:
    """`GET /biens/{}` -> operation: the name of a path parameter is not on the wire."""
    return {
        f"{method.upper()} {_template(path)}": {**item[method], "parameters": _parameters(item, item[method])}
        for path, item in document["paths"].items()
        for method in METHODS
        if method in item
    }


def _template(path: str) -> str:
    return "/".join("{}" if part.startswith("{") else part for part in path.split("/"))


def _parameters(item: Json, operation: Json) -> dict[tuple[str, str], Json]:
    given = [*item.get("parameters", ()), *operation.get("parameters", ())]
    return {(p["in"], p["name"].lower()): p for p in given if p["in"] != "path"} | {
        ("path", str(rank)): p for rank, p in enumerate(p for p in given if p["in"] == "path")
    }


class _Comparison:
    def __init__(self, before: Json, after: Json) -> None:
        self._before = before
        self._after = after
        self._seen: set[tuple[str, str, Way]] = set()

    def run(self) -> Iterator[Break]:
        before, after = operations(self._before), operations(self._after)
        for name, operation in before.items():
            if name not in after:
                yield Break(name, "opération retirée")
                continue
            yield from self._operation(name, operation, after[name])
        yield from self._webhooks(self._before.get("webhooks", {}), self._after.get("webhooks", {}))
        for code in sorted(_codes(before) - _codes(after)):
            yield Break("refus", f"code retiré : {code}")

    def _webhooks(self, before: Json, after: Json) -> Iterator[Break]:
        """We are the ones who write: the client reads the body, as he reads an answer."""
        for name, item in before.items():
            if name not in after:
                yield Break(name, "avis retiré")
            else:
                ours, theirs = item["post"]["requestBody"], after[name]["post"]["requestBody"]
                yield from self._content(name, ours, theirs, Way.ANSWER)

    def _operation(self, name: str, before: Json, after: Json) -> Iterator[Break]:
        yield from self._security(name, before, after)
        yield from self._inputs(name, before["parameters"], after["parameters"])
        yield from self._body(name, before.get("requestBody"), after.get("requestBody"))
        yield from self._answers(name, before["responses"], after["responses"])

    def _security(self, name: str, before: Json, after: Json) -> Iterator[Break]:
        if not _needs(before) and _needs(after):
            yield Break(name, "demande désormais d'être connecté")
        for scope in sorted(_needs(after) - _needs(before)) if _needs(before) else ():
            yield Break(name, f"demande désormais {scope}")

    def _inputs(
        self, name: str, before: Mapping[tuple[str, str], Json], after: Mapping[tuple[str, str], Json]
    ) -> Iterator[Break]:
        for key, parameter in before.items():
            if key not in after:
                yield Break(name, f"paramètre retiré : {parameter['name']}")
            else:
                where = f"{name} {parameter['name']}"
                yield from self._schema(where, parameter["schema"], after[key]["schema"], Way.REQUEST)
        for key, parameter in after.items():
            if parameter.get("required") and not before.get(key, {}).get("required"):
                yield Break(name, f"paramètre désormais obligatoire : {parameter['name']}")

    def _body(self, name: str, before: Json | None, after: Json | None) -> Iterator[Break]:
        if before is None:
            if after is not None and after.get("required"):
                yield Break(name, "corps désormais obligatoire")
            return
        if after is None:
            yield Break(name, "corps retiré")
            return
        if after.get("required") and not before.get("required"):
            yield Break(name, "corps désormais obligatoire")
        yield from self._content(f"{name} corps", before, after, Way.REQUEST)

    def _answers(self, name: str, before: Mapping[str, Json], after: Mapping[str, Json]) -> Iterator[Break]:
        for status, answer in before.items():
            if status not in after:
                if status < "400":  # to refuse no longer takes nothing away
                    yield Break(name, f"réponse retirée : {status}")
                continue
            for header in answer.get("headers", {}):
                if header not in after[status].get("headers", {}):
                    yield Break(name, f"en-tête retiré : {header}")
            yield from self._content(f"{name} {status}", answer, after[status], Way.ANSWER)

    def _content(self, where: str, before: Json, after: Json, way: Way) -> Iterator[Break]:
        for media, given in before.get("content", {}).items():
            if media not in after.get("content", {}):
                yield Break(where, f"format retiré : {media}")
            else:
                yield from self._schema(where, given.get("schema", {}), after["content"][media].get("schema", {}), way)

    def _schema(self, where: str, before: Json, after: Json, way: Way) -> Iterator[Break]:
        ours, theirs = _kinds(before, self._before), _kinds(after, self._after)
        for kind, schema in ours.items():
            found = _matching(kind, theirs, way)
            if found is not None:
                yield from self._same_kind(where, schema, found, way)
            elif way is Way.REQUEST:
                yield Break(where, f"n'accepte plus : {kind}")
        if way is Way.ANSWER:
            for kind in theirs:
                if _matching(kind, ours, Way.REQUEST) is None:
                    yield Break(where, f"peut désormais être : {kind}")

    def _same_kind(self, where: str, before: Json, after: Json, way: Way) -> Iterator[Break]:
        """A component is compared once each way, under its own name, however many operations use it."""
        if "$ref" in before:
            key = (before["$ref"], after.get("$ref", where), way)
            if key in self._seen:
                return
            self._seen.add(key)
            where = f"{_name(before)} ({way})"
        before, after = _resolved(before, self._before), _resolved(after, self._after)
        yield from _values(where, before, after, way)
        if before.get("format") != after.get("format"):
            yield Break(where, f"format changé : {before.get('format')} → {after.get('format')}")
        if way is Way.REQUEST:
            yield from _limits(where, before, after)
        if "items" in before or "items" in after:
            yield from self._schema(f"{where}[]", before.get("items", {}), after.get("items", {}), way)
        yield from self._properties(where, before, after, way)

    def _properties(self, where: str, before: Json, after: Json, way: Way) -> Iterator[Break]:
        ours, theirs = before.get("properties", {}), after.get("properties", {})
        required, now = set(before.get("required", ())), set(after.get("required", ()))
        for name, schema in ours.items():
            if name not in theirs:
                yield Break(f"{where}.{name}", "champ retiré")
            else:
                yield from self._schema(f"{where}.{name}", schema, theirs[name], way)
        if way is Way.REQUEST:
            for name in sorted(now - required):
                yield Break(f"{where}.{name}", "champ désormais obligatoire")
            if after.get("additionalProperties") is False and before.get("additionalProperties", True) is not False:
                yield Break(where, "n'accepte plus d'autres champs")
        else:
            for name in sorted((required - now) & set(theirs)):
                yield Break(f"{where}.{name}", "champ désormais facultatif")
        free, bound = before.get("additionalProperties"), after.get("additionalProperties")
        if isinstance(free, dict) and isinstance(bound, dict):
            yield from self._schema(f"{where}.*", free, bound, way)


def _name(schema: Json) -> str:
    return str(schema["$ref"]).rpartition("/")[2]


def _resolved(schema: Json, document: Json) -> Json:
    found: Json = document["components"]["schemas"][_name(schema)] if "$ref" in schema else schema
    return found


def _kinds(schema: Json, document: Json) -> dict[str, Json]:
    """Each thing that it may be, by its type: `anyOf` and lists of types are the same choice."""
    resolved = _resolved(schema, document)
    if "allOf" in resolved:
        raise ValueError(f"allOf ne se compare pas encore : {resolved}")
    if choices := resolved.get("anyOf") or resolved.get("oneOf"):
        found: dict[str, Json] = {}
        for choice in choices:
            for kind, one in _kinds(choice, document).items():
                found[kind if kind not in found else f"{kind} {len(found)}"] = one
        return found
    kinds = resolved.get("type", ANY)
    return {kind: schema for kind in ([kinds] if isinstance(kinds, str) else kinds)}


def _codes(found: Mapping[str, Json]) -> set[str]:
    return {
        code
        for operation in found.values()
        for response in operation["responses"].values()
        for code in codes_of(response)
    }


def _needs(operation: Json) -> set[str]:
    """What the caller must hold, whichever of the ways in he takes."""
    return {
        f"{scheme}:{scope}" if scope else scheme
        for way_in in operation.get("security", ())
        for scheme, scopes in way_in.items()
        for scope in (scopes or [""])
    }


def _matching(kind: str, among: Mapping[str, Json], way: Way) -> Json | None:
    """Of the same type; an integer is a number, both when a number is accepted and when an integer is answered."""
    if kind in among:
        return among[kind]
    if ANY in among and way is Way.REQUEST:
        return among[ANY]
    wider = {"integer": "number"} if way is Way.REQUEST else {"number": "integer"}
    return among.get(wider.get(kind, ""))


def _values(where: str, before: Json, after: Json, way: Way) -> Iterator[Break]:
    ours, theirs = _listed(before), _listed(after)
    if way is Way.REQUEST and theirs is not None:
        if ours is None:
            yield Break(where, "n'accepte plus qu'une liste de valeurs")
        else:
            for value in sorted(ours - theirs):
                yield Break(where, f"valeur refusée : {value}")
    if way is Way.REQUEST and before.get("default") != after.get("default"):
        yield Break(where, f"valeur par défaut changée : {before.get('default')} → {after.get('default')}")
    if way is Way.ANSWER and ours is not None and theirs is None:
        yield Break(where, "n'est plus une liste de valeurs")


def _listed(schema: Json) -> set[str] | None:
    if "const" in schema:
        return {str(schema["const"])}
    return {str(value) for value in schema["enum"]} if "enum" in schema else None


def _limits(where: str, before: Json, after: Json) -> Iterator[Break]:
    narrower: tuple[tuple[tuple[str, ...], Callable[[Any, Any], bool]], ...] = (
        (AT_MOST, lambda was, now: now < was),
        (AT_LEAST, lambda was, now: now > was),
        (EXACTLY, lambda was, now: now != was),
    )
    for names, tightens in narrower:
        for name in names:
            was, now = before.get(name), after.get(name)
            if now is not None and (was is None or tightens(was, now)):
                yield Break(where, f"{name} resserré : {was} → {now}")
