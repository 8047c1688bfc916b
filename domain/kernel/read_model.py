from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

PLAFOND_DU_TOTAL = 500
"""Au-delà, un total exact coûterait plus que la recherche elle-même : l'écran dit « plus de 500 »."""


class ReadModel:
    """A view, not an entity. Field docstrings become the descriptions of the OpenAPI contract."""

    __slots__ = ()
    __pydantic_config__ = {"use_attribute_docstrings": True}  # noqa: RUF012


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(ReadModel, Generic[T]):
    items: list[T]
    total: int
    """Nombre de résultats, au plus le plafond."""
    total_plafonne: bool
    """Vrai quand il y a davantage de résultats que `total`."""
    page: int
    size: int

    @classmethod
    def de(cls, items: list[T], *, total: int, page: int, size: int) -> "Page[T]":
        return cls(
            items=items,
            total=min(total, PLAFOND_DU_TOTAL),
            total_plafonne=total > PLAFOND_DU_TOTAL,
            page=page,
            size=size,
        )
