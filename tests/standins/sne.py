"""The State's server as our tests need it: it reads the multipart, keeps one file a name, and fails when told."""

import asyncio
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from types import TracebackType
from typing import Self
from xml.etree import ElementTree

XML = (
    '<?xml version="1.0" encoding="UTF-8"?><n:interfaceNuu xmlns:n="http://nuu.application.i2/"'
    ' versionInterface="02.01"><entete><typeFichier>RET</typeFichier></entete>{}</n:interfaceNuu>'
)


@dataclass
class FauxSne:
    """`pannes`: what happens to the next calls, in order; then all is well.

    `reset_before`, `reset_after_commit`, `status:503`, `html`, `truncated`, `hang`, or `anomalie:CODE:texte`.
    """

    pannes: list[str] = field(default_factory=list)
    appels: int = 0
    registre: dict[str, ElementTree.Element] = field(default_factory=dict)
    """What the nation knows: one file a name, however many times it came."""

    async def __aenter__(self) -> Self:
        self._closing = asyncio.Event()
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        self._closing.set()
        self._server.close()
        await self._server.wait_closed()

    def fichiers(self, numero_unique: str) -> list[str]:
        """The kinds of files received about a demande, in their order."""
        return [
            f.findtext("entete/typeFichier", "")
            for f in self.registre.values()
            if f.findtext("demande/demandeLogement/numUnique") == numero_unique
        ]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while not reader.at_eof():
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                headers = {k.lower(): v.strip() for k, _, v in (x.partition(":") for x in head.split("\r\n")[1:])}
                if "content-length" in headers:
                    body = await reader.readexactly(int(headers["content-length"]))
                    await self._answer(headers["content-type"], body, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()

    async def _answer(self, kind: str, body: bytes, writer: asyncio.StreamWriter) -> None:
        self.appels += 1
        panne = self.pannes.pop(0) if self.pannes else ""
        if panne == "reset_before":
            writer.transport.abort()
            return
        name, file = _read(kind, body)
        if panne.startswith("anomalie:"):
            _, code, said = panne.split(":", 2)
            anomaly = f'<listeAnomalie><anomalie code="{code}"><message>{said}</message></anomalie></listeAnomalie>'
            _say(writer, XML.format(anomaly))
            return
        if panne.startswith("status:"):
            _raw(writer, panne.removeprefix("status:"), "text/html", b"<h1>Maintenance</h1>")
            return
        self.registre.setdefault(name, file)
        if panne == "reset_after_commit":
            writer.transport.abort()
        elif panne == "html":
            _raw(writer, "200", "text/html", b"<h1>Une erreur inattendue est survenue</h1>")
        elif panne == "truncated":
            _say(writer, XML.format("")[:80])
        elif panne == "hang":
            await self._closing.wait()
        else:
            _say(writer, XML.format(""))
        await writer.drain()


def _read(kind: str, body: bytes) -> tuple[str, ElementTree.Element]:
    message = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body, policy=policy.HTTP)
    envelope, file = (p.get_payload(decode=True) for p in message.iter_parts())
    assert isinstance(envelope, bytes)
    assert isinstance(file, bytes)
    name = ElementTree.fromstring(envelope).findtext(".//nomFichierDemande")
    assert name is not None
    return name, ElementTree.fromstring(file)


def _say(writer: asyncio.StreamWriter, xml: str) -> None:
    body = (
        "--limite\r\nContent-Type: application/xop+xml\r\n\r\n<soap/>\r\n"
        f"--limite\r\nContent-Type: text/xml\r\nContent-Transfer-Encoding: binary\r\n\r\n{xml}\r\n--limite--\r\n"
    )
    _raw(writer, "200", 'multipart/related; boundary="limite"', body.encode())


def _raw(writer: asyncio.StreamWriter, status: str, kind: str, body: bytes) -> None:
    writer.write(f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
