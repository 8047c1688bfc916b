import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from adapters.embedded.folders import ROOT
from adapters.embedded.process import Process
from adapters.embedded.server import answers, free_port


class Processes:
    """Real API and worker processes: to be spoken to over HTTP, or killed in the middle of a job."""

    def __init__(self, logs: Path, exit_stack: ExitStack) -> None:
        self._logs = logs
        self._exit_stack = exit_stack
        self._started = 0

    @classmethod
    @contextmanager
    def running(cls, logs: Path) -> Iterator["Processes"]:
        with ExitStack() as exit_stack:
            yield cls(logs, exit_stack)

    def api(self, variables: dict[str, str]) -> str:
        """Its address, once it answers."""
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        serve = ("--host", "127.0.0.1", "--port", str(port))
        process = self._spawn({**variables, "URL_PUBLIQUE": address}, "uvicorn", "api.main:app", *serve)
        process.wait_until(lambda: answers(port))
        return address

    def written(self) -> str:
        """Everything that they have written until now."""
        return "".join(log.read_text(errors="replace") for log in sorted(self._logs.glob("*.log")))

    def worker(self, variables: dict[str, str]) -> Process:
        return self._spawn(variables, "api.worker")

    def _spawn(self, variables: dict[str, str], *module: str) -> Process:
        self._started += 1
        log = self._logs / f"{module[0]}-{self._started}.log"
        process = Process([sys.executable, "-m", *module], log=log, cwd=ROOT, env=variables)
        self._exit_stack.callback(process.stop)
        return process
