"""ClamAV's daemon over TCP or a Unix socket: `clamav://host:3310`, `clamav+unix:///run/clamav/clamd.ctl`."""

import asyncio
import struct
from contextlib import suppress
from urllib.parse import urlsplit

from domain.pieces.errors import AntivirusIndisponible
from domain.pieces.ports import Verdict

CHUNK = 64 * 1024
PORT = 3310


class ClamAv:
    """INSTREAM. Only « stream: OK » is a clean bill; anything else that is not « FOUND » is a silence."""

    nom = "Analysé par l'antivirus ClamAV."

    def __init__(self, url: str, *, timeout_s: float = 30) -> None:
        parts = urlsplit(url)
        self._unix = parts.path if parts.scheme == "clamav+unix" else None
        self._host = parts.hostname or "127.0.0.1"
        self._port = parts.port or PORT
        self._timeout_s = timeout_s

    async def analyser(self, contenu: bytes) -> Verdict:
        try:
            answer = await asyncio.wait_for(self._scan(contenu), self._timeout_s)
        except (OSError, EOFError, TimeoutError) as error:
            raise AntivirusIndisponible(type(error).__name__) from error
        if answer == "stream: OK":
            return Verdict(signature=None)
        if answer.startswith("stream: ") and answer.endswith(" FOUND"):
            return Verdict(signature=answer.removeprefix("stream: ").removesuffix(" FOUND"))
        raise AntivirusIndisponible("unexpected answer")

    async def _scan(self, contenu: bytes) -> str:
        if self._unix is not None:
            reader, writer = await asyncio.open_unix_connection(self._unix)
        else:
            reader, writer = await asyncio.open_connection(self._host, self._port)
        try:
            writer.write(b"zINSTREAM\0")
            for start in range(0, len(contenu), CHUNK):
                chunk = contenu[start : start + CHUNK]
                writer.write(struct.pack(">I", len(chunk)))
                writer.write(chunk)
                await writer.drain()
            writer.write(struct.pack(">I", 0))
            await writer.drain()
            return (await reader.readuntil(b"\0"))[:-1].decode("ascii", "replace")
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()
