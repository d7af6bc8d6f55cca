"""Asking a server by wrk over keep-alive connections: requests a second, and what the server's processes spent."""

import http.client
import os
import re
import subprocess
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from bench.against import trees
from bench.against.environment import require
from bench.against.folders import HERE
from bench.against.ratios import Measured
from bench.against.servers import Server

CONNECTIONS = 8
AT_ONCE = 20_000  # addresses handed to wrk, more than it can ask of anybody who makes the answer
SCRIPT = HERE / "urls.lua"
RESULT = re.compile(r"^RESULT (\d+) (\d+) (\d+) (\d+)$", re.MULTILINE)


@dataclass(frozen=True)
class Asked:
    """What wrk says: requests answered, how many failed, seconds it took, and the 99th percentile of one answer's."""

    requests: int
    failed: int
    seconds: float
    p99: float


class Addresses:
    """Addresses that one server is asked: round and round, or each only once."""

    def __init__(self, paths: Sequence[str], *, fresh: bool = False) -> None:
        self.paths = paths
        self._left: Sequence[str] | None = paths if fresh else None

    def next(self) -> Sequence[str]:
        return self.paths if self._left is None else self._left[:AT_ONCE]

    def spend(self, count: int) -> None:
        """:raises ValueError: what was to be asked once was asked again."""
        if self._left is None:
            return
        if count > len(self._left[:AT_ONCE]):
            raise ValueError(f"{count} requests, but only {len(self._left)} addresses that were never asked before")
        self._left = self._left[count:]


def measure(server: Server, addresses: Addresses, seconds: float) -> Measured:
    """Ask for so long; the client's own time is not counted."""
    before = trees.processor_seconds(*server.heads)
    asked = ask(server, addresses.next(), seconds)
    spent = trees.processor_seconds(*server.heads) - before
    addresses.spend(asked.requests + CONNECTIONS)
    answered = max(asked.requests - asked.failed, 0)  # a refusal is cheap, and no answer
    return Measured(spent / max(answered, 1), answered / asked.seconds, asked.failed)


def ask(server: Server, paths: Sequence[str], seconds: float) -> Asked:
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(paths) + "\n")
        file.flush()
        environment = os.environ | {"ADDRESSES": file.name, "ENCODING": server.encoding}
        command = [require("wrk", "wrk"), "-t1", f"-c{CONNECTIONS}", f"-d{seconds:g}s", "--timeout", "30s"]
        command += ["-s", str(SCRIPT), server.address]
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=True, timeout=seconds + 60
        )
    return read(done.stdout)


def read(printed: str) -> Asked:
    """What the script printed at the end of a run.

    :raises ValueError: it did not come to its end.
    """
    found = RESULT.search(printed)
    if found is None:
        raise ValueError(f"wrk said nothing of its requests: {printed!r}")
    requests, microseconds, failed, p99 = map(int, found.groups())
    return Asked(requests, failed, microseconds / 1e6, p99 / 1e6)


def get(server: Server, path: str) -> tuple[bytes, dict[str, str]]:
    """One answer's body and headers.

    :raises ValueError: it is not 200.
    """
    connection = server.connect()
    try:
        return _get(connection, server, path)
    finally:
        connection.close()


def _get(connection: http.client.HTTPConnection, server: Server, path: str) -> tuple[bytes, dict[str, str]]:
    connection.request("GET", path, headers={"Accept-Encoding": server.encoding})
    response = connection.getresponse()
    content = response.read()
    if response.status != 200:
        raise ValueError(f"{server.name} answers {response.status} to {path}: {content[:300]!r}")
    return content, dict(response.headers.items())


def ask_each(server: Server, paths: Sequence[str]) -> None:
    """Every address exactly once, over as many connections as wrk has."""
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        list(pool.map(lambda some: _ask_some(server, some), [paths[n::CONNECTIONS] for n in range(CONNECTIONS)]))


def _ask_some(server: Server, paths: Sequence[str]) -> None:
    connection = server.connect()
    for path in paths:
        _get(connection, server, path)
    connection.close()
