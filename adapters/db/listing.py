"""One page and a capped total, in one statement whatever the page size."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

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
    total = known_total
    if total is None and len(rows) < size and (rows or page == 1):
        total = (page - 1) * size + len(rows)
    if total is None:
        total = await capped_count(connection, scope)
    return Page[T].de([view(row) for row in rows], total=total, page=page, size=size)


async def capped_count(connection: AsyncConnection, scope: Select[Any]) -> int:
    """Counts up to one past the cap: an exact total is the dearest part of a search (performance.md, lesson 1)."""
    capped = scope.with_only_columns(func.now()).order_by(None).limit(PLAFOND_DU_TOTAL + 1).subquery()
    found: int | None = await connection.scalar(select(func.count()).select_from(capped))
    return found or 0
