"""E-mail by SMTP, from a thread: the standard library speaks it well and its timeouts are honest."""

import asyncio
import smtplib
import ssl
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from domain.communications.ports import Courriel, Issue, Remise

TIMEOUT_SECONDS = 15
_REFUSED = range(500, 600)
_OUR_MACHINE = frozenset({"127.0.0.1", "localhost", "::1"})
OURS = (
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPNotSupportedError,
    smtplib.SMTPSenderRefused,
)
"""Refusals of us, not of the recipient: they end when the operator mends something."""


class SmtpMessagerie:
    """`smtp://[user:password@]host[:port]`, encrypted as soon as the server offers it, or `smtps://…`."""

    def __init__(self, url: str, expediteur: str, timeout: float = TIMEOUT_SECONDS) -> None:
        self._url = urlsplit(url)
        self._expediteur = expediteur
        self._domain = expediteur.rpartition("@")[2]
        self._timeout = timeout

    async def envoyer(self, courriel: Courriel) -> Remise:
        return await asyncio.to_thread(self._send, compose(courriel, self._expediteur))

    def _send(self, message: EmailMessage) -> Remise:
        try:
            server = self._connect()
            try:
                self._introduce(server)
                server.send_message(message)
            finally:
                server.close()  # no QUIT: an accepted message must not be sent again because a goodbye was lost
        except OURS as error:
            return Remise(issue=Issue.REPORTE, cause=f"le relais de courriel nous refuse ({type(error).__name__})")
        except smtplib.SMTPRecipientsRefused as refused:
            code = max((code for code, _ in refused.recipients.values()), default=_REFUSED.start)
            return _answered(code)
        except smtplib.SMTPResponseException as answered:
            return _answered(answered.smtp_code)
        except (OSError, smtplib.SMTPException) as error:
            return Remise(issue=Issue.REPORTE, cause=f"le serveur de courriel ne répond pas ({type(error).__name__})")
        return Remise(issue=Issue.ACCEPTE)

    def _connect(self) -> smtplib.SMTP:
        host, port = self._url.hostname or "127.0.0.1", self._url.port
        # our own name is given: smtplib would look it up in the DNS at each message
        given: dict[str, Any] = {"timeout": self._timeout, "local_hostname": self._domain}
        if self._url.scheme == "smtps":
            return smtplib.SMTP_SSL(host, port or 465, context=ssl.create_default_context(), **given)
        return smtplib.SMTP(host, port or 25, **given)

    def _introduce(self, server: smtplib.SMTP) -> None:
        server.ehlo_or_helo_if_needed()
        encrypted = isinstance(server.sock, ssl.SSLSocket)
        if not encrypted and server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
            encrypted = True
        if self._url.username:
            if not encrypted and self._url.hostname not in _OUR_MACHINE:
                raise smtplib.SMTPNotSupportedError("no password over a connection that anybody reads")
            server.login(unquote(self._url.username), unquote(self._url.password or ""))


def compose(courriel: Courriel, expediteur: str) -> EmailMessage:
    """The same Message-ID at each try: a mailbox that received it twice shows it once."""
    domain = expediteur.rpartition("@")[2]
    message = EmailMessage()
    message["From"] = Address("Demande de logement social", addr_spec=expediteur)
    message["To"] = courriel.a
    message["Subject"] = courriel.objet
    message["Message-ID"] = f"<{courriel.reference}@{domain}>"
    message["Date"] = format_datetime(datetime.now(UTC))
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(courriel.corps)
    return message


def _answered(code: int) -> Remise:
    if code in _REFUSED:
        return Remise(issue=Issue.REFUSE, cause=f"le serveur du destinataire refuse l'adresse ({code})")
    return Remise(issue=Issue.REPORTE, cause=f"le serveur du destinataire demande d'attendre ({code})")
