"""A mail server that delivers to nobody: each message becomes an .eml file that any mail reader opens."""

import argparse
import asyncio
import email
import email.policy
import signal
import sys
import time
from email.message import EmailMessage
from itertools import count
from pathlib import Path

from adapters.embedded.server import Server, answers


class Smtp(Server):
    name = "smtp"
    drops_privileges = False  # the person who started us must be able to read and delete the messages

    @property
    def mailbox(self) -> "Mailbox":
        return Mailbox(self.folder / "courriels")

    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def _command(self) -> list[str | Path]:
        self.mailbox.folder.mkdir(mode=0o700, exist_ok=True)
        module = "adapters.embedded.smtp"
        return [sys.executable, "-m", module, "--port", str(self.port), "--folder", self.mailbox.folder]

    def _working_folder(self) -> Path:
        return Path(__file__).parents[2]

    def _is_ready(self) -> bool:
        return answers(self.port)


class Mailbox:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def messages(self, to: str | None = None) -> list[EmailMessage]:
        """Oldest first."""
        found = [self.read(path) for path in sorted(self.folder.glob("*.eml"))]
        return [message for message in found if to is None or to in message["X-Envelope-To"]]

    @staticmethod
    def read(path: Path) -> EmailMessage:
        return email.message_from_bytes(path.read_bytes(), EmailMessage, policy=email.policy.default)

    def empty(self) -> None:
        for path in self.folder.glob("*.eml"):
            path.unlink()


def _serve(port: int, folder: Path) -> None:
    from aiosmtpd.smtp import SMTP, Envelope, Session

    numbers = count(1)

    class ToFile:
        async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
            content = envelope.content if isinstance(envelope.content, bytes) else b""
            recipients = ", ".join(envelope.rcpt_tos)
            path = folder / f"{time.strftime('%Y%m%d-%H%M%S')}-{time.time_ns()}-{next(numbers)}.eml"
            draft = path.with_suffix(".part")
            draft.write_bytes(f"X-Envelope-To: {recipients}\r\n".encode() + content)
            draft.rename(path)  # a reader never sees half a message
            return "250 Message gardé"

    async def listen() -> None:
        loop = asyncio.get_running_loop()
        stopped = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stopped.set)
        server = await loop.create_server(
            lambda: SMTP(ToFile(), enable_SMTPUTF8=True, loop=loop), host="127.0.0.1", port=port
        )
        async with server:
            await stopped.wait()

    asyncio.run(listen())


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    arguments = parser.parse_args()
    _serve(arguments.port, arguments.folder)
