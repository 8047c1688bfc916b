"""A partner's server as tests need it: it answers what it is told, well or badly, and keeps what it received."""

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self


@dataclass
class Received:
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """`answer` decides, call after call: a status, `"reset"`, `"silence"`, or `"endless"` for a body without end."""

    answer: Callable[[int], int | str] = lambda _: 200
    tls: ssl.SSLContext | None = None
    received: list[Received] = field(default_factory=list)

    async def __aenter__(self) -> Self:
        self._closing = asyncio.Event()
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self.tls)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        self._closing.set()
        self._server.close()
        await self._server.wait_closed()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/avis"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            first, *lines = head.strip().split("\r\n")
            headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines)}
            body = await reader.readexactly(int(headers.get("content-length", 0)))
            self.received.append(Received(path=first.split()[1], headers=headers, body=body))
            await self._respond(self.answer(len(self.received)), writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            return  # the caller gave up first, as some of these tests want
        finally:
            writer.close()

    async def _respond(self, what: int | str, writer: asyncio.StreamWriter) -> None:
        if what == "reset":
            writer.transport.abort()
        elif what == "silence":
            await self._closing.wait()
        elif what == "endless":
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
            while not self._closing.is_set():
                writer.write(b"x" * 65536)
                await writer.drain()
        else:
            location = f"Location: {self.url}/ailleurs\r\n" if 300 <= int(what) < 400 else ""
            writer.write(f"HTTP/1.1 {what} X\r\n{location}Content-Length: 0\r\nConnection: close\r\n\r\n".encode())
            await writer.drain()
