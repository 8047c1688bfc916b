"""Transactions for use cases, autocommit for reads and for the traces that reads leave. All run as `fdls_app`."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import Select, Text, bindparam, event, func, select, text
from sqlalchemy.engine.interfaces import ExceptionContext
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine

from adapters.db.prepared import Prepared

_WAITED_TOO_LONG = {"57014", "55P03"}

ROLE = "fdls_app"
"""Not the owner of the tables, so that row-level security applies to everything the application does."""

_EVERY_STATEMENT_IS_KEPT = {"max_cacheable_statement_size": 0}
"""Of whatever length: the driver parses a long one (over 15 KB) again each time, three milliseconds to score a file."""

_SET_CONTEXT = text("select set_config('app.departement', :d, :local), set_config('app.demande', :f, :local)")


def create_engine(
    url: str,
    *,
    role: str | None = ROLE,
    pool_size: int = 10,
    statement_timeout_s: int = 5,
    server_settings: Mapping[str, str] | None = None,
    **options: Any,
) -> AsyncEngine:
    settings = {"application_name": "fdls", "statement_timeout": f"{statement_timeout_s}s", "timezone": "UTC"}
    settings |= server_settings or {}
    if role:
        settings["role"] = role
    engine = create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=5,
        # the connection given back last knows the statements, and the département, asked for last
        pool_use_lifo=True,
        pool_pre_ping=False,
        json_deserializer=orjson.loads,  # a whole form is read three times faster
        hide_parameters=True,  # an error is logged: the values of its statement may be personal
        connect_args={"server_settings": settings, **_EVERY_STATEMENT_IS_KEPT},
        **options,
    )
    event.listen(engine.sync_engine, "handle_error", _say_busy)
    return engine


def _say_busy(context: ExceptionContext) -> None:
    """A statement that waited too long is a busy database, as `Prepared` says it: no fault of whoever asked."""
    found = context.sqlalchemy_exception
    cause = context.original_exception
    if isinstance(found, DBAPIError) and getattr(cause, "sqlstate", None) in _WAITED_TOO_LONG:
        raise OperationalError(found.statement, None, cause, hide_parameters=True) from cause


def create_read_engine(url: str, **options: Any) -> AsyncEngine:
    """Reads and nothing else, so that its URL may be a replica's.

    In autocommit from its birth: asked of each connection it hands out, that costs more than a short query.
    """
    only = {"default_transaction_read_only": "on"}
    return create_engine(url, isolation_level="AUTOCOMMIT", server_settings=only, **options)


def create_trace_engine(url: str, **options: Any) -> AsyncEngine:
    """The reads that write a line (who opened which file, a session, a counter), and those that must not be late.

    On the primary, and durable: a file is shown once its consultation can no longer be lost.
    """
    return create_engine(url, isolation_level="AUTOCOMMIT", **options)


async def set_context(connection: AsyncConnection, departement: str, demande_id: UUID | None, *, local: bool) -> None:
    """Tells row-level security whose rows this connection may see."""
    found = str(demande_id) if demande_id else ""
    await connection.execute(_SET_CONTEXT, {"d": departement, "f": found, "local": local})


def context_of_the_transaction() -> Select[Any]:
    """Its parameters: `d`, the département, and `f`, the demande of a demandeur or nothing."""
    return select(
        func.set_config("app.departement", bindparam("d", type_=Text), True).label("departement"),
        func.set_config("app.demande", bindparam("f", type_=Text), True).label("demande"),
    )


_ENTER = Prepared(context_of_the_transaction())


async def enter(session: AsyncSession, departement: str, demande_id: UUID | None) -> None:
    """The same for one transaction: whoever takes the connection next sees nothing before he says who he is."""
    await _ENTER.write(session, {"d": departement, "f": str(demande_id) if demande_id else ""})


class Reader:
    """Hands out the connections of a read engine, whose row-level security matches the reader.

    `reader.tracing` does the same on the engine that may write what a read leaves behind.

    The context is kept by the connection between two requests of one département: a list costs one
    round trip. A pooler in transaction mode in front of PostgreSQL would make reads come back empty
    (never another département's rows, the query names its own): use session mode.
    """

    def __init__(
        self,
        engine: AsyncEngine,
        traces: AsyncEngine | None = None,
        correlation: Callable[[], str | None] = lambda: None,
    ) -> None:
        """`correlation`: of the request under way, that the trace of a consultation keeps."""
        self._engine = engine
        self.correlation = correlation
        self.tracing = self if traces is None else Reader(traces, correlation=correlation)

    @asynccontextmanager
    async def __call__(
        self, departement: str | None = None, demande_id: UUID | None = None
    ) -> AsyncIterator[AsyncConnection]:
        """Without département: for the national tables, which have no row-level security to speak to."""
        async with self._engine.connect() as connection:
            wanted = (departement, demande_id)
            info = (await connection.get_raw_connection()).info
            if departement is not None and info.get("context") != wanted:
                info["context"] = None
                await set_context(connection, departement, demande_id, local=False)
                info["context"] = wanted
            yield connection
