"""Orders of a superuser, given from synchronous code: never from the application."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import asyncpg


def execute(url: str, *statements: str) -> None:
    async def play(connection: Any) -> None:
        for statement in statements:
            await connection.execute(statement)

    _run(url, play)


def scalar(url: str, query: str, *parameters: object) -> Any:
    async def ask(connection: Any) -> Any:
        return await connection.fetchval(query, *parameters)

    return _run(url, ask)


def database_url(url: str, database: str) -> str:
    """The same server and role, another database."""
    return urlsplit(url)._replace(path=f"/{database}").geturl()


def _run(url: str, work: Any) -> Any:
    async def connected() -> Any:
        connection = await asyncpg.connect(url.replace("+asyncpg", ""))
        try:
            return await work(connection)
        finally:
            await connection.close()

    # a thread of its own: the caller may already be inside an event loop
    with ThreadPoolExecutor(max_workers=1) as executor:
        return executor.submit(asyncio.run, connected()).result()
