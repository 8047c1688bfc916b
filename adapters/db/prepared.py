"""A statement compiled once and sent to asyncpg as it stands.

SQLAlchemy's own execution (greenlet, cursor, result) costs a hot statement more than its work: 0.30 ms against 0.06.
"""

from collections import namedtuple
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import asyncpg
from sqlalchemy import CompoundSelect, Connection, Delete, Dialect, Insert, Select, TextClause, Update
from sqlalchemy.dialects.postgresql.asyncpg import dialect
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import Numeric, TypeEngine

_DIALECT: Dialect = dialect()  # type: ignore[no-untyped-call]
_BUSY = (asyncpg.QueryCanceledError, asyncpg.LockNotAvailableError)
"""PostgreSQL gave up waiting: nothing is wrong with the statement."""
_LOST = (asyncpg.InterfaceError, asyncpg.PostgresConnectionError, OSError)


class Prepared:
    """Its parameters are named by `bindparam`, its rows read by the names of its columns.

    `filled`: the columns that an insertion fills, when not all of them.
    """

    def __init__(
        self,
        statement: Select[Any] | CompoundSelect[Any] | Insert | Update | Delete | TextClause,
        filled: Sequence[str] | None = None,
    ) -> None:
        compiled = statement.compile(dialect=_DIALECT, column_keys=filled)
        assert isinstance(compiled, SQLCompiler)
        asked = {name: None for name, bind in compiled.binds.items() if bind.required}
        written = compiled.construct_expanded_state(asked)
        self._sql = written.statement
        self._order = tuple(written.positiontup or ())
        processors = {**compiled._bind_processors, **written.processors}
        self._sent: dict[str, Any] = {name: processors[name] for name in self._order if name in processors}
        constants = {name: value for name, value in written.parameters.items() if name not in asked}
        self._constants = {name: self._sendable(name, value) for name, value in constants.items()}
        columns = list(statement.selected_columns) if isinstance(statement, Select | CompoundSelect) else []
        self._received = [(index, found) for index, c in enumerate(columns) if (found := _reader_of(c.type))]
        self._row = _row_of([c.name for c in columns]) if columns else None

    async def all(self, connection: AsyncConnection, values: Mapping[str, Any]) -> list[Any]:
        """On a read connection only: nothing here opens a transaction."""
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        arguments = self._arguments(values)
        self._tell(connection.sync_connection, arguments)
        try:
            records = await driver.fetch(self._sql, *arguments)
        except _LOST:
            await connection.exec_driver_sql("select 1")  # SQLAlchemy meets the same error, and empties its pool
            raise
        except _BUSY as error:
            raise OperationalError(self._sql, None, error, hide_parameters=True) from error
        return [self._made(record) for record in records]

    async def one(self, connection: AsyncConnection, values: Mapping[str, Any]) -> Any:
        return (await self.all(connection, values))[0]

    async def first(self, connection: AsyncConnection, values: Mapping[str, Any]) -> Any | None:
        return next(iter(await self.all(connection, values)), None)

    async def read(self, session: AsyncSession, values: Mapping[str, Any]) -> list[Any]:
        """In the session's transaction, which first writes what it still holds.

        Raises DBAPIError, as the session itself would.
        """
        held = session.sync_session
        if held.new or held.deleted or held.identity_map.check_modified():
            await session.flush()
        return [self._made(record) for record in await self.write(session, values)]

    async def write(self, session: AsyncSession, *rows: Mapping[str, Any]) -> Sequence[Any]:
        """In the session's transaction; many rows travel together.

        What a `returning` names comes back when one row is written.

        Raises DBAPIError, as the session itself would.
        """
        if not rows:
            return ()
        connection, driver = await _within(session)
        arguments = [self._arguments(row) for row in rows]
        self._tell(connection, arguments[0])
        try:
            if len(rows) > 1:
                await driver.executemany(self._sql, arguments)
                return ()
            records: Sequence[Any] = await driver.fetch(self._sql, *arguments[0])
            return records
        except asyncpg.PostgresError as error:
            kind = OperationalError if isinstance(error, _BUSY) else DBAPIError
            raise kind(self._sql, None, error, hide_parameters=True) from error

    def _arguments(self, values: Mapping[str, Any]) -> list[Any]:
        given = self._constants | {name: self._sendable(name, value) for name, value in values.items()}
        return [given[name] for name in self._order]

    def _sendable(self, name: str, value: Any) -> Any:
        processor = self._sent.get(name)
        return processor(value) if processor else value

    def _tell(self, heard: Connection | None, arguments: list[Any]) -> None:
        """Whoever listens to the engine (a tracer, a test that counts) hears this statement as any other."""
        assert heard is not None
        for listener in heard.dispatch.before_cursor_execute:
            listener(heard, None, self._sql, tuple(arguments), None, False)

    def _made(self, record: Any) -> Any:
        if self._row is None:
            self._row = _row_of(record.keys())
        if not self._received:
            return self._row._make(record)
        values = list(record)
        for index, processor in self._received:
            values[index] = processor(values[index])
        return self._row._make(values)


_OPENED = "opened"
"""Where a session keeps its open transaction, with the two connections that hold it."""


async def _within(session: AsyncSession) -> tuple[Connection | None, Any]:
    """SQLAlchemy's connection and the driver's, asked for once a transaction: the question costs half a statement."""
    held = session.sync_session
    opened = held.info.get(_OPENED)
    if opened is not None and opened[0] is held.get_transaction():
        return opened[1], opened[2]
    connection = await session.connection()
    raw = await connection.get_raw_connection()
    adapted: Any = raw.dbapi_connection
    assert raw.driver_connection is not None
    if adapted._transaction is None:
        await adapted._start_transaction()  # SQLAlchemy waits for its own first statement
    held.info[_OPENED] = held.get_transaction(), connection.sync_connection, raw.driver_connection
    return connection.sync_connection, raw.driver_connection


def _row_of(names: Iterable[str]) -> Any:
    return namedtuple("Row", names)


def _reader_of(kind: TypeEngine[Any]) -> Any | None:
    if isinstance(kind, Numeric):
        return None  # asyncpg gives a Decimal by itself
    return kind.dialect_impl(_DIALECT).result_processor(_DIALECT, None)
