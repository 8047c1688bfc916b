"""A body says what its document allows, and nothing else: no unknown field however deep, no NUL that PostgreSQL
would refuse, no number where a date is meant, no text where a number is."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, TypeAlias, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic_core import InitErrorDetails, PydanticCustomError

Location: TypeAlias = tuple[int | str, ...]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ].+")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


WRITTEN: Mapping[type, tuple[str, Callable[[Any], bool]]] = {
    bool: ("bool_type", lambda value: isinstance(value, bool)),
    int: ("int_type", _is_number),
    float: ("float_type", _is_number),
    Decimal: ("decimal_type", _is_number),
    date: ("date_parsing", lambda value: isinstance(value, str) and _DAY.fullmatch(value) is not None),
    datetime: ("datetime_parsing", lambda value: isinstance(value, str) and _INSTANT.fullmatch(value) is not None),
}
"""How JSON writes each kind of value. Pydantic alone would read 0 as the first of January 1970, and "12" as 12."""


def faults(kind: Any, value: Any, where: Location = ()) -> Iterator[InitErrorDetails]:
    """Everything in `value` that its kind does not allow and that pydantic would let through or drop.

    `kind`: already read by `_plain`.
    """
    if isinstance(value, str) and "\0" in value:
        yield _fault("string_pattern_mismatch", where)
    elif isinstance(value, dict):
        yield from _of_object(kind, value, where)
    elif isinstance(value, list):
        items = _items(kind)
        for rank, item in enumerate(value):
            yield from faults(items, item, (*where, rank))
    elif isinstance(kind, type) and kind in WRITTEN and value is not None:
        name, is_written = WRITTEN[kind]
        if not is_written(value):
            yield _fault(name, where)


def _of_object(kind: Any, value: dict[Any, Any], where: Location) -> Iterator[InitErrorDetails]:
    allowed = _fields(kind) if isinstance(kind, type) else None
    for name, item in value.items():
        if allowed is None:
            yield from faults(Any, item, (*where, name))
        elif name in allowed:
            yield from faults(allowed[name], item, (*where, name))
        elif is_dataclass(kind):  # a model says so by itself
            yield _fault("extra_forbidden", (*where, name))


@cache
def _fields(kind: type) -> Mapping[str, Any] | None:
    """Read once a class: a form has a hundred values."""
    if issubclass(kind, BaseModel):
        return {name: _plain(field.annotation) for name, field in kind.model_fields.items()}
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return {field.name: _plain(hints[field.name]) for field in fields(kind)}
    return None


def _items(kind: Any) -> Any:
    return _plain(next((arg for arg in get_args(kind) if arg is not Ellipsis), Any))


def _plain(kind: Any) -> Any:
    """Without its constraints; what may also be null is what it is when given."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if get_origin(kind) in (Union, UnionType):
        given = [_plain(arg) for arg in get_args(kind)]
        given = [arg for arg in given if arg is not NoneType]
        return given[0] if len(given) == 1 else Any
    return kind


def _fault(name: str, where: Location) -> InitErrorDetails:
    return InitErrorDetails(type=PydanticCustomError(name, "inexact"), loc=where, input=None)
