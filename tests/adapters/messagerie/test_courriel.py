"""Le courriel face à de vrais serveurs : un qui accepte, un qui refuse, un qui se tait."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest

from adapters.embedded.smtp import Mailbox
from adapters.messagerie.courriel import SmtpMessagerie
from domain.communications.ports import Courriel, Issue
from tests.embedded import Servers

pytestmark = pytest.mark.asyncio(loop_scope="session")
EXPEDITEUR = "fichier@exemple.test"


def courriel(a: str = "une@exemple.test", objet: str = "Objet accentué : été") -> Courriel:
    return Courriel(reference="message-1", a=a, objet=objet, corps="Là-bas, l'été.\n")


@contextmanager
def smtp_server(*answers: bytes) -> Iterator[int]:
    """Says `answers` one after the other, one per line received, then keeps silent."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(10)

        def serve() -> None:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection, connection.makefile("rwb") as lines:
                for answer in answers:
                    lines.write(answer + b"\r\n")
                    lines.flush()
                    if answer.startswith(b"354"):
                        while lines.readline().strip() != b".":
                            pass
                    elif not lines.readline():
                        return
                lines.readline()

        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1]
        thread.join()


async def test_un_envoi_rejoue_porte_le_meme_identifiant(servers: Servers, mailbox: Mailbox) -> None:
    a = f"{uuid4().hex}@exemple.test"
    messagerie = SmtpMessagerie(servers.smtp_url, EXPEDITEUR)
    for _ in range(2):
        assert (await messagerie.envoyer(courriel(a))).issue is Issue.ACCEPTE

    recus = mailbox.messages(to=a)
    assert [m["Message-ID"] for m in recus] == ["<message-1@exemple.test>"] * 2
    assert recus[0]["Subject"] == "Objet accentué : été"
    assert recus[0]["Auto-Submitted"] == "auto-generated"
    assert recus[0].get_content().splitlines() == ["Là-bas, l'été."]


@pytest.mark.parametrize(
    ("answers", "attendue"),
    [
        ((b"220 pret", b"250 bonjour", b"250 ok", b"550 adresse inconnue", b"250 ok"), Issue.REFUSE),
        ((b"220 pret", b"250 bonjour", b"250 ok", b"450 plus tard", b"250 ok"), Issue.REPORTE),
        ((b"220 pret", b"250 bonjour", b"250 ok", b"250 ok", b"354 dites", b"452 plein"), Issue.REPORTE),
        ((b"220 pret", b"250 bonjour", b"250 ok", b"250 ok", b"354 dites", b"554 refus"), Issue.REFUSE),
        ((b"220 pret", b"250 bonjour", b"250 ok", b"250 ok", b"354 dites", b"250 garde"), Issue.ACCEPTE),
        ((b"220 pret", b"250 bonjour", b"553 expediteur refuse", b"250 ok"), Issue.REPORTE),
        ((b"554 pas de service ici",), Issue.REPORTE),
        ((b"421 ferme",), Issue.REPORTE),
        ((b"n'importe quoi",), Issue.REPORTE),
    ],
)
async def test_la_reponse_du_serveur_dit_s_il_faut_reessayer(answers: tuple[bytes, ...], attendue: Issue) -> None:
    with smtp_server(*answers) as port:
        remise = await SmtpMessagerie(f"smtp://127.0.0.1:{port}", EXPEDITEUR, timeout=1).envoyer(courriel())

    assert remise.issue is attendue
    assert "@" not in remise.cause


async def test_un_serveur_muet_ou_absent_reporte_l_envoi() -> None:
    with smtp_server(b"220 pret") as port:
        muet = await SmtpMessagerie(f"smtp://127.0.0.1:{port}", EXPEDITEUR, timeout=0.3).envoyer(courriel())
    absent = await SmtpMessagerie(f"smtp://127.0.0.1:{port}", EXPEDITEUR, timeout=1).envoyer(courriel())

    assert (muet.issue, absent.issue) == (Issue.REPORTE, Issue.REPORTE)


async def test_un_mot_de_passe_ne_part_jamais_en_clair(monkeypatch: pytest.MonkeyPatch) -> None:
    """A relay that offers no encryption is used without its password leaving, or not at all."""
    with smtp_server(b"220 pret", b"250 bonjour") as port:
        url = f"smtp://agent:secret@localhost.localdomain:{port}"
        monkeypatch.setattr(socket, "getaddrinfo", _to_our_machine(socket.getaddrinfo))
        remise = await SmtpMessagerie(url, EXPEDITEUR, timeout=2).envoyer(courriel())

    assert remise.issue is Issue.REPORTE
    assert "NotSupported" in remise.cause


def _to_our_machine(real: Any) -> Any:
    return lambda host, *rest, **options: real("127.0.0.1", *rest, **options)
