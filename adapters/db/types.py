from enum import StrEnum
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import Column, Dialect, MetaData, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import registry
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ck": "%(table_name)s_%(constraint_name)s_check",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)
mapper_registry = registry(metadata=metadata)

PERSONAL = {"rls": "departement"}
"""`Table(info=PERSONAL)`: rows are seen only from their département (adapters/db/rls.py)."""

OWN_FILE = {"rls": "demande"}
"""`Table(info=OWN_FILE)`: as PERSONAL, and an applicant sees only the rows of his own demande_id."""

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


def departement_column() -> Column[str]:
    """First column of the primary key of every territory table: the partition key."""
    return Column("departement", String(3), primary_key=True)


_adapters: dict[Any, TypeAdapter[Any]] = {}


def adapter_of(type_: Any) -> TypeAdapter[Any]:
    """Built at its first use and kept: that of a demande's form takes a third of a second."""
    return _adapters.get(type_) or _adapters.setdefault(type_, TypeAdapter(type_))


class AsJson(TypeDecorator[T], Generic[T]):
    """Stores a frozen value object of the domain in one JSONB column.

    `sparse`: without the fields that are None. Each of them must then be None by default.
    """

    impl = JSONB
    cache_ok = True

    def __init__(self, type_: Any, *, sparse: bool = False) -> None:
        super().__init__(none_as_null=True)
        self.type_ = type_
        self.sparse = sparse

    def process_bind_param(self, value: T | None, dialect: Dialect) -> Any:
        return (
            None if value is None else adapter_of(self.type_).dump_python(value, mode="json", exclude_none=self.sparse)
        )

    def process_result_value(self, value: Any, dialect: Dialect) -> T | None:
        return None if value is None else adapter_of(self.type_).validate_python(value)


class AsEnum(TypeDecorator[E], Generic[E]):
    """Stores the value, not the name: adding a member needs no ALTER TYPE."""

    impl = Text
    cache_ok = True

    def __init__(self, type_: type[E]) -> None:
        super().__init__()
        self.type_ = type_

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:
        return None if value is None else value.value

    def process_result_value(self, value: Any, dialect: Dialect) -> E | None:
        return None if value is None else self.type_(value)
