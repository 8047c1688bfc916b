"""Starts a server in the given folder and is killed at once, as when memory runs out."""

import os
import signal
import sys
from pathlib import Path

from adapters.embedded import process
from adapters.embedded.postgres import Postgres
from adapters.embedded.server import Server
from adapters.embedded.valkey import Valkey

SERVERS: dict[str, type[Server]] = {"postgres": Postgres, "valkey": Valkey}

if __name__ == "__main__":
    name, folder, kernel = sys.argv[1:]
    process.KERNEL_TELLS_CHILDREN = kernel == "avec-signal"
    server = SERVERS[name](Path(folder), durable=False)
    server.start()
    assert server.process is not None
    print(server.process.pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
