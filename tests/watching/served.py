"""The portal as it is served, under gunicorn with two workers, with its log in a file."""

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

from portal.settings import ROOT
from tests.postgresql import free_port

PATIENCE = 120


@dataclass
class Server:
    process: "subprocess.Popen[bytes]"
    port: int
    log: Path
    counted: Path

    def ask(self, path: str, method: str = "GET", body: str | None = None, **headers: str) -> tuple[int, str, Any]:
        """Status, body and headers; each time over a connection of its own."""
        with contextlib.closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.request(method, path, body, {name.replace("_", "-"): said for name, said in headers.items()})
            answer: HTTPResponse = connection.getresponse()
            return answer.status, answer.read().decode("utf-8", "replace"), answer.headers

    def metric(self, sample: str) -> float:
        """The value of a sample, as ``/metrics`` writes its name and labels; 0 where there is none."""
        for line in self.ask("/metrics")[1].splitlines():
            name, _space, value = line.rpartition(" ")
            if name == sample:
                return float(value)
        return 0.0

    def lines(self) -> list[dict[str, Any]]:
        """What was logged so far; every line is JSON."""
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]

    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(number) for number in children.read_text().split()]

    def wait_until(self, what: Any) -> None:
        """:raises TimeoutError: it did not become true."""
        end = time.monotonic() + PATIENCE
        while not what():
            if time.monotonic() > end:
                raise TimeoutError(str(what))
            time.sleep(0.1)


@contextlib.contextmanager
def serving(folder: Path, application: str = "wsgi:site", **settings: str) -> Iterator[Server]:
    """An application until the end; ``settings`` by their names without what is before them."""
    port, log, counted = free_port(), folder / "log", folder / "counted"
    own = {"SECRET_KEY": "for tests only", "TODAY": "2026-11-22", "RATE_LIMIT": "", "LOG_FORMAT": "json"}
    environ = os.environ | {f"LANGSO_{name}": value for name, value in (own | settings).items()}
    environ["PROMETHEUS_MULTIPROC_DIR"] = str(counted)
    command = [sys.executable, "-m", "gunicorn", "--no-control-socket", "--config", "python:portal.gunicorn_hooks"]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--worker-class", "gthread", "--threads", "4"]
    command += ["--timeout", str(PATIENCE)]  # a busy machine takes long to start a worker
    with log.open("wb") as said:
        process = subprocess.Popen([*command, application], cwd=ROOT, env=environ, stderr=said, stdout=said)
    server = Server(process, port, log, counted)
    try:
        server.wait_until(lambda: process.poll() is not None or _answers(server))
        yield server
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _answers(server: Server) -> bool:
    with contextlib.suppress(OSError):
        return server.ask("/healthz")[0] in {200, 404, 503}
    return False
