"""One page and a capped total, in one statement whatever the page size."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.db.prepared import Prepared
from domain.kernel.read_model import PLAFOND_DU_TOTAL, Page

T = TypeVar("T")


async def page_of(
    connection: AsyncConnection,
    scope: Select[Any],
    order: Sequence[Any],
    view: Callable[[Any], T],
    *,
    page: int,
    size: int,
    known_total: int | None = None,
) -> Page[T]:
    rows = (await connection.execute(scope.order_by(*order).limit(size).offset((page - 1) * size))).all()
    total = known_total if known_total is not None else _evident(rows, page, size)
    if total is None:
        total = await capped_count(connection, scope)
    return Page[T].de([view(row) for row in rows], total=total, page=page, size=size)


class PreparedPage:
    """The same page of a hot list, whose two statements are compiled once.

    `dressed`: what the lines show, read once they are chosen.
    """

    def __init__(
        self,
        scope: Select[Any],
        order: Sequence[Any],
        dressed: Callable[[Select[Any]], Select[Any]] = lambda page: page,
    ) -> None:
        page = scope.order_by(*order).limit(bindparam("size")).offset(bindparam("skip"))
        self._rows = Prepared(dressed(page))
        self._total = Prepared(_capped(scope))

    async def read(
        self,
        connection: AsyncConnection,
        values: Mapping[str, Any],
        view: Callable[[Any], T],
        *,
        page: int,
        size: int,
    ) -> Page[T]:
        rows = await self._rows.all(connection, {**values, "size": size, "skip": (page - 1) * size})
        total = _evident(rows, page, size)
        if total is None:
            total = (await self._total.one(connection, values)).total
        return Page[T].de([view(row) for row in rows], total=total, page=page, size=size)


async def capped_count(connection: AsyncConnection, scope: Select[Any]) -> int:
    found: int | None = await connection.scalar(_capped(scope))
    return found or 0


def _evident(rows: Sequence[Any], page: int, size: int) -> int | None:
    """A page that is not full tells the total."""
    return (page - 1) * size + len(rows) if len(rows) < size and (rows or page == 1) else None


def _capped(scope: Select[Any]) -> Select[Any]:
    """Counts up to one past the cap: an exact total is the dearest part of a search (performance.md, lesson 1)."""
    capped = scope.with_only_columns(func.now()).order_by(None).limit(PLAFOND_DU_TOTAL + 1).subquery()
    return select(func.count().label("total")).select_from(capped)
