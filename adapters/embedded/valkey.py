import socket
from pathlib import Path

from adapters.embedded import binaries
from adapters.embedded.server import Server


class Valkey(Server):
    name = "valkey"

    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def _command(self) -> list[str | Path]:
        program = binaries.valkey().within_reach(self.identity)
        lines = [
            "bind 127.0.0.1",
            f"port {self.port}",
            f'dir "{self.folder}"',
            f"requirepass {self.password}",
            "daemonize no",
            # the queue must refuse a job rather than forget one
            "maxmemory-policy noeviction",
            *(["appendonly yes", "save 300 1"] if self.durable else ["appendonly no", 'save ""']),
        ]
        # a file, not arguments: everyone on the machine can read a command line
        configuration = self.folder / "valkey.conf"
        configuration.touch(mode=0o600)
        configuration.write_text("\n".join(lines) + "\n")
        self.identity.own(configuration)
        return [program, configuration]

    def _is_ready(self) -> bool:
        """It listens before its append-only file is read again: only an answer to PING says it is ready."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), 0.5) as connection:
                connection.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                answer = b""
                while answer.count(b"\r\n") < 2 and (received := connection.recv(256)):
                    answer += received
        except OSError:
            return False
        return b"+PONG" in answer
