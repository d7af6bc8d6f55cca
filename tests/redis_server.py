"""A throw-away Redis on loopback, and one that goes away."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from tests.postgresql import NotInstalled, free_port


class Server:
    """A server that can be stopped and started again on its port."""

    def __init__(self, folder: Path) -> None:
        self.port, self._folder = free_port(), folder
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        if (program := shutil.which("redis-server")) is None:
            raise NotInstalled("Redis is not installed (Debian: redis-server)")
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen(
            [program, *options, "--dir", str(self._folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._wait()

    def stop(self) -> None:
        """At once, as when its machine fails."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None

    def _wait(self) -> None:
        with redis.from_url(self.url) as client:
            for _ in range(200):
                try:
                    client.ping()
                except redis.ConnectionError:
                    time.sleep(0.05)
                else:
                    return
        raise TimeoutError("Redis did not begin to answer")


@contextmanager
def running_redis(folder: Path) -> Iterator[Server]:
    server = Server(folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()
