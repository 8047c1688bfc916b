"""The door of the SNE: SOAP 1.2 in `multipart/related` (MTOM), mutual TLS, one file a call.

Every answer is one of three: received, refused with its anomalies, or nothing readable, and then it is sent again
under the same name. XML comes back through expat, without DTD.
"""

import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import Message
from functools import cached_property
from uuid import uuid4

import httpx

from adapters.sne.copie import PART, read_copies, write_copy
from adapters.sne.ecriture import write
from adapters.sne.reponse import anomalies_of
from domain.echanges.sne.errors import SneIndisponible
from domain.echanges.sne.model import Accuse
from domain.echanges.sne.ports import CopieNumerique, FichierSne

CONNECT_SECONDS, TOTAL_SECONDS = 2.0, 10.0
ANSWER_BYTES = 2 * 1024 * 1024
COPIES_BYTES = 120 * 1024 * 1024
"""What the documents of one demande may weigh together."""
SERVICE = "/services/DemandeLogementImplService/"
ACTION = "http://ws.metier.nuu.application.i2/getNumUnique"
READ = "http://ws.metier.nuu.application.i2/getDemandeLogement"
_OK = 200

ENVELOPE = """\
<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope" xmlns:ws="http://ws.metier.nuu.application.i2/">\
<soap:Header/><soap:Body><ws:numUniqueParametres><nomFichierDemande>{nom}</nomFichierDemande>\
<fichierDemande ws:contentType="text/xml">\
<xop:Include href="cid:demande" xmlns:xop="http://www.w3.org/2004/08/xop/include"/></fichierDemande>\
{copie}<nomCertificat>{certificat}</nomCertificat></ws:numUniqueParametres></soap:Body></soap:Envelope>"""
COPY = """\
<fichierCopie ws:contentType="application/pdf">\
<xop:Include href="cid:{part}" xmlns:xop="http://www.w3.org/2004/08/xop/include"/></fichierCopie>"""
ASK = """\
<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope" xmlns:ws="http://ws.metier.nuu.application.i2/">\
<soap:Header/><soap:Body><ws:demandeLogementParametres><numUnique>{numero}</numUnique>\
<nomCertificat>{certificat}</nomCertificat><complet>true</complet></ws:demandeLogementParametres></soap:Body>\
</soap:Envelope>"""


@dataclass(frozen=True, slots=True)
class _Answer:
    kind: str
    content: bytes


class SneFerme:
    """No agreement with the State opens the door yet: what happens waits in its register."""

    ouvert = False

    async def transmettre(self, fichier: FichierSne) -> Accuse:
        raise SneIndisponible("Aucune liaison avec le SNE n'est ouverte.")

    async def copies(self, numero_unique: str, le: datetime) -> Sequence[CopieNumerique]:
        raise SneIndisponible("Aucune liaison avec le SNE n'est ouverte.")


class SneSoap:
    ouvert = True

    def __init__(self, url: str, certificat: str | None = None, *, total_seconds: float = TOTAL_SECONDS) -> None:
        self._url = url.rstrip("/") + SERVICE
        self._certificat = certificat
        self._total = total_seconds

    @cached_property
    def _client(self) -> httpx.AsyncClient:
        """Made by the first call: reading the certificates of the world takes half a second."""
        context = ssl.create_default_context()
        if self._certificat is not None:
            context.load_cert_chain(self._certificat)
        return httpx.AsyncClient(
            verify=context,
            trust_env=False,
            follow_redirects=False,
            timeout=httpx.Timeout(self._total, connect=CONNECT_SECONDS),
        )

    async def close(self) -> None:
        if "_client" in self.__dict__:
            await self._client.aclose()

    async def transmettre(self, fichier: FichierSne) -> Accuse:
        parts: list[tuple[str, str, bytes]] = []
        if fichier.copie is None:
            content, losses = write(fichier)
        else:
            content, losses = write_copy(fichier, fichier.copie), ()
            parts.append((PART, "application/pdf", fichier.copie.contenu))
        envelope = ENVELOPE.format(
            nom=fichier.nom,
            certificat=_certificate(fichier.guichet, fichier.le),
            copie=COPY.format(part=PART) if parts else "",
        )
        answer = await self._call(ACTION, envelope, [("demande", "text/xml", content), *parts], ANSWER_BYTES)
        return Accuse(anomalies=anomalies_of(_file_in(answer)), pertes=losses)

    async def copies(self, numero_unique: str, le: datetime) -> Sequence[CopieNumerique]:
        envelope = ASK.format(numero=numero_unique, certificat=_certificate(numero_unique[-5:], le))
        return read_copies(_message(await self._call(READ, envelope, [], COPIES_BYTES)))

    async def _call(self, action: str, envelope: str, parts: Sequence[tuple[str, str, bytes]], limit: int) -> "_Answer":
        boundary = uuid4().hex
        headers = {
            "Content-Type": f'multipart/related; type="application/xop+xml"; start="<soaproot>"; '
            f'start-info="application/soap+xml"; boundary="{boundary}"; action="{action}"'
        }
        return await self._post(_parts(boundary, envelope.encode(), parts), headers, limit)

    async def _post(self, body: bytes, headers: dict[str, str], limit: int) -> "_Answer":
        try:
            async with self._client.stream("POST", self._url, content=body, headers=headers) as answer:
                read = bytearray()
                async for chunk in answer.aiter_bytes():
                    read += chunk
                    if len(read) > limit:
                        raise SneIndisponible("La réponse du SNE est trop longue pour être lue.")
        except httpx.TimeoutException as slow:
            raise SneIndisponible("Le SNE n'a pas répondu à temps.") from slow
        except httpx.HTTPError as broken:
            raise SneIndisponible("La connexion au SNE a été coupée.") from broken
        if answer.status_code != _OK:
            raise SneIndisponible(f"Le SNE répond par une erreur ({answer.status_code}).")
        return _Answer(answer.headers.get("content-type", ""), bytes(read))


def _certificate(guichet: str, le: datetime) -> str:
    return f"CER{guichet}-{le:%Y%m%d%H%M}.pem"


def _parts(boundary: str, envelope: bytes, parts: Sequence[tuple[str, str, bytes]]) -> bytes:
    """CRLF everywhere, and the include on the line of its parent: their parser asks for both."""
    lines = [
        f"--{boundary}".encode(),
        b'Content-Type: application/xop+xml; charset=UTF-8; type="application/soap+xml"',
        b"Content-Transfer-Encoding: binary",
        b"Content-ID: <soaproot>",
        b"",
        envelope,
    ]
    for name, kind, content in parts:
        lines += [
            f"--{boundary}".encode(),
            f"Content-Type: {kind}".encode(),
            b"Content-Transfer-Encoding: binary",
            f"Content-ID: <{name}>".encode(),
            b"",
            content,
        ]
    return b"\r\n".join((*lines, f"--{boundary}--".encode(), b""))


def _message(answer: _Answer) -> Message:
    head = f"Content-Type: {answer.kind}\r\n\r\n".encode()
    return message_from_bytes(head + answer.content, policy=policy.HTTP)


def _file_in(answer: _Answer) -> bytes:
    """The file that comes back beside the envelope."""
    for part in _message(answer).walk():
        payload = part.get_payload(decode=True)
        if part.get_content_type() == "text/xml" and isinstance(payload, bytes):
            return payload
    raise SneIndisponible("La réponse du SNE ne contient pas de fichier lisible.")
