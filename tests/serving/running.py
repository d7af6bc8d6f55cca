"""``langso serve`` as a process of its own, and a client that holds its connections itself."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from portal.settings import ROOT
from tests.conftest import NOW, Installation
from tests.postgresql import free_port

PATIENCE = 120.0  # seconds for a server to begin or to end on a busy machine


@dataclass(frozen=True)
class Portal:
    """A running server."""

    port: int
    process: "subprocess.Popen[bytes]"
    log: Path

    def connect(self, timeout: float = 60) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers in small letters and body, over a connection of its own."""
        connection = self.connect()
        try:
            connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            response = connection.getresponse()
            return response.status, {k.lower(): v for k, v in response.getheaders()}, response.read()
        finally:
            connection.close()

    def slow_reader(self, path: str) -> socket.socket:
        """A connection that asked for something and takes nothing of the answer yet; its window is small."""
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(60)
        connection.connect(("127.0.0.1", self.port))
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        return connection

    def stop(self) -> None:
        """Ask it to end, without waiting."""
        self.process.send_signal(signal.SIGTERM)

    def workers(self) -> list[int]:
        """The process ids of those that answer."""
        return _children(self.process.pid)


@contextmanager
def running_portal(installation: Installation, folder: Path, **settings: str) -> Iterator[Portal]:
    """The public application over an installation, served until the end.

    :param folder: for what it logs and what is sent to it.
    """
    port, log = free_port(), folder / "serve.log"
    command = [sys.executable, "-m", "portal.cli", "serve", "--only", "public", "--port", str(port)]
    with log.open("wb") as output:
        environ = _environment(installation, folder, settings)
        process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=output, stderr=output)
        try:
            _wait_for(port, process, log)
            yield Portal(port, process, log)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _environment(installation: Installation, folder: Path, settings: dict[str, str]) -> dict[str, str]:
    own = {
        "DATABASE_URL": installation.public.url.render_as_string(hide_password=False),
        "FILES_DIR": str(installation.files),
        "SPOOL_DIR": str(folder / "spool"),
        "SECRET_KEY": "for tests only",
        "TODAY": NOW.isoformat(),
        "RATE_LIMIT": "",
        "DEMO": "1",
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LANGSO_")}
    return kept | {f"LANGSO_{name}": value for name, value in (own | settings).items()}


def _wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text()
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise AssertionError(f"nothing listens on {port}: {log.read_text()}")


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
