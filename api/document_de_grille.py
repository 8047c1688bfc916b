"""A grid as an agent is writing it: any JSON object that can be kept and shown again, however unfinished."""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

DEPTH, NODES, LENGTH = 24, 20_000, 8000


def _nodes(value: Any, depth: int) -> Iterator[Any]:
    if depth > DEPTH:
        raise PydanticCustomError("document_deep", "Ce document emboîte trop d'éléments")
    yield value
    children = [*value.keys(), *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else ()
    for child in children:
        yield from _nodes(child, depth + 1)


def _writable(text: str) -> bool:
    return len(text) <= LENGTH and "\0" not in text and not any("\ud800" <= c <= "\udfff" for c in text)


def keepable(document: dict[str, Any]) -> dict[str, Any]:
    for count, node in enumerate(_nodes(document, 0)):
        if count >= NODES:
            raise PydanticCustomError("document_long", "Ce document est trop long")
        if isinstance(node, str) and not _writable(node):
            raise PydanticCustomError("document_text", "Ce document contient un texte illisible ou trop long")
    return document


DocumentDeGrille = Annotated[dict[str, Any], AfterValidator(keepable)]
"""Le document JSON d'une grille, dans le format d'échange du registre."""
