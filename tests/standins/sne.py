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

    documents: dict[str, list[tuple[str, str, str, bytes]]] = field(default_factory=dict)
    """What the nation keeps of each demande: reference, kind, name, content."""

    def fichiers(self, numero_unique: str) -> list[str]:
        """The facts received about a demande, in their order."""
        return [kind for kind in self._recus(numero_unique) if kind != "COP"]

    def dernier(self, numero_unique: str) -> ElementTree.Element:
        """The last fact received about it, whole."""
        return [
            f
            for f in self.registre.values()
            if f.findtext("demande/demandeLogement/numUnique") == numero_unique
            and f.findtext("entete/typeFichier") != "COP"
        ][-1]

    def copies(self, numero_unique: str) -> list[str]:
        """The kinds of documents received about it."""
        return [kind for _, kind, _, _ in self.documents.get(numero_unique, [])]

    def _recus(self, numero_unique: str) -> list[str]:
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

    def _keep(self, file: ElementTree.Element, contents: list[bytes]) -> None:
        for named, content in zip(file.iter("copieNumerique"), contents, strict=True):
            number = file.findtext("demande/demandeLogement/numUnique", "")
            kind = named.find("typePiece")
            assert kind is not None
            self.documents.setdefault(number, []).append(
                (named.get("reference", ""), kind.get("code", ""), named.findtext("nomFichier", ""), content)
            )

    def _give(self, number: str, panne: str, writer: asyncio.StreamWriter) -> None:
        kept = self.documents.get(number, [])
        named = "".join(NAMED.format(ref, kind, name, rank) for rank, (ref, kind, name, _) in enumerate(kept))
        body = _documents(named, [content for *_, content in kept])
        if panne == "truncated":
            body = body[: len(body) // 2]
        if panne == "reset_after_commit":
            writer.transport.abort()
            return
        if panne.startswith("status:"):
            _raw(writer, panne.removeprefix("status:"), "text/html", b"<h1>Maintenance</h1>")
        elif panne == "html":
            _raw(writer, "200", "text/html", b"<h1>Une erreur inattendue est survenue</h1>")
        else:
            _raw(writer, "200", 'multipart/related; boundary="limite"', body)

    async def _answer(self, kind: str, body: bytes, writer: asyncio.StreamWriter) -> None:
        self.appels += 1
        panne = self.pannes.pop(0) if self.pannes else ""
        if panne == "reset_before":
            writer.transport.abort()
            return
        envelope, *parts = _parts(kind, body)
        asked = envelope.findtext(".//numUnique")
        name = envelope.findtext(".//nomFichierDemande")
        if name is None:
            self._give(asked or "", panne, writer)
            await writer.drain()
            return
        file = ElementTree.fromstring(parts[0])
        if panne.startswith("anomalie:"):
            _, code, said = panne.split(":", 2)
            anomaly = f'<listeAnomalie><anomalie code="{code}"><message>{said}</message></anomalie></listeAnomalie>'
            _say(writer, XML.format(anomaly))
            return
        if panne.startswith("status:"):
            _raw(writer, panne.removeprefix("status:"), "text/html", b"<h1>Maintenance</h1>")
            return
        if name not in self.registre:
            self.registre[name] = file
            self._keep(file, parts[1:])
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


NAMED = (
    '<copieNumerique reference="{}"><typePiece code="{}"/><nomFichier>{}</nomFichier>'
    "<contenu>cid:doc{}</contenu></copieNumerique>"
)


def _parts(kind: str, body: bytes) -> tuple[ElementTree.Element, *tuple[bytes, ...]]:
    message = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body, policy=policy.HTTP)
    envelope, *others = (p.get_payload(decode=True) for p in message.iter_parts())
    assert isinstance(envelope, bytes)
    return ElementTree.fromstring(envelope), *(o for o in others if isinstance(o, bytes))


def _documents(named: str, documents: list[bytes]) -> bytes:
    head = "--limite\r\nContent-Type: application/xop+xml\r\n\r\n<soap/>\r\n"
    xml = XML.format(f"<demande><listeCopieNumerique>{named}</listeCopieNumerique></demande>")
    body = f"{head}--limite\r\nContent-Type: text/xml\r\nContent-Transfer-Encoding: binary\r\n\r\n{xml}\r\n".encode()
    for rank, content in enumerate(documents):
        kind = f"--limite\r\nContent-Type: application/octet-stream\r\nContent-ID: <doc{rank}>\r\n"
        body += kind.encode() + b"Content-Transfer-Encoding: binary\r\n\r\n" + content + b"\r\n"
    return body + b"--limite--\r\n"


def _say(writer: asyncio.StreamWriter, xml: str) -> None:
    body = (
        "--limite\r\nContent-Type: application/xop+xml\r\n\r\n<soap/>\r\n"
        f"--limite\r\nContent-Type: text/xml\r\nContent-Transfer-Encoding: binary\r\n\r\n{xml}\r\n--limite--\r\n"
    )
    _raw(writer, "200", 'multipart/related; boundary="limite"', body.encode())


def _raw(writer: asyncio.StreamWriter, status: str, kind: str, body: bytes) -> None:
    writer.write(f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
