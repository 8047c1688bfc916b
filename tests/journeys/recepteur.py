"""The landlord's software: a real HTTP server that hears our notices, and may refuse them or never answer."""

import hashlib
import hmac
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Avis:
    id: str
    horodatage: str
    signature: str
    corps: bytes
    statut: int
    """What we answered; 0 when the caller was gone before we could."""

    @property
    def contenu(self) -> dict[str, Any]:
        read: dict[str, Any] = json.loads(self.corps)
        return read

    def signe_par(self, secret: str) -> bool:
        """Computed as the contract's page says, not with the code that signs."""
        message = self.horodatage.encode() + b"." + self.corps
        return hmac.compare_digest(
            self.signature, "v1=" + hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()
        )


class Recepteur:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._avis: list[Avis] = []
        self._refuse = 0
        self.tient = threading.Event()
        """Set while a notice waits for an answer that `taire` holds back."""
        self._parle = threading.Event()
        self._parle.set()

    @classmethod
    @contextmanager
    def ouvert(cls) -> Iterator["Recepteur"]:
        recepteur = cls()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                recepteur._entendre(self)

            def log_message(self, format: str, *args: Any) -> None:
                """Silent: pytest shows what failed."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        recepteur.url = f"http://127.0.0.1:{server.server_address[1]}/avis"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield recepteur
        finally:
            recepteur._parle.set()
            server.shutdown()
            server.server_close()
            thread.join()

    url: str

    def refuser(self, combien: int) -> None:
        """The next ones are answered by an error."""
        with self._lock:
            self._refuse = combien

    def taire(self) -> None:
        """From now on they are read, and nobody answers."""
        self.tient.clear()
        self._parle.clear()

    def parler(self) -> None:
        self._parle.set()

    def avis(self, type: str | None = None, *, acceptes: bool = True) -> list[Avis]:
        with self._lock:
            return [
                a
                for a in self._avis
                if (type is None or a.contenu["type"] == type) and (not acceptes or 200 <= a.statut < 300)
            ]

    def _entendre(self, request: BaseHTTPRequestHandler) -> None:
        corps = request.rfile.read(int(request.headers["Content-Length"]))
        with self._lock:
            statut = 503 if self._refuse else 204
            self._refuse = max(0, self._refuse - 1)
        if not self._parle.is_set():
            self.tient.set()
            self._parle.wait()
        if _is_gone(request.connection):
            statut = 0
        else:
            request.send_response(statut)
            request.end_headers()
        headers = request.headers
        with self._lock:
            self._avis.append(
                Avis(
                    id=headers["Fdls-Id"],
                    horodatage=headers["Fdls-Horodatage"],
                    signature=headers["Fdls-Signature"],
                    corps=corps,
                    statut=statut,
                )
            )


def _is_gone(connection: socket.socket) -> bool:
    """A first write to a closed connection succeeds: only reading tells."""
    try:
        return connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except ConnectionError:
        return True
