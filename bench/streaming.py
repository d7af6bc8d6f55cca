"""Three hundred thousand observations from the real server: first byte, speed, memory, and what a cut looks like.

Gunicorn runs as ``langso serve --only public`` runs it, with one worker, over a store made here. Goals: the first byte
within 100 ms, and no more than 100 MB of memory beyond what the worker held before.
"""

import argparse
import http.client
import os
import re
import signal
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bench.filling import COMMUNES, TODAY, fill
from portal.cli.serve import list_commands
from portal.db import PublicStore, Store
from portal.settings import ROOT
from tests.postgresql import free_port, running_server
from tests.stores import PostgreSQLDatabases

FIRST_BYTE, MEMORY = 0.1, 100
MEGABYTE = 1e6


@dataclass(frozen=True)
class Measured:
    """One download.

    :param first: seconds until the first byte of its body.
    :param took: seconds until the last.
    :param lines: how many lines the body had.
    """

    status: int
    first: float
    took: float
    size: int
    lines: int


@contextmanager
def serving(url: str) -> Iterator[tuple[int, int]]:
    """The port of a server over a public store, and the process id of the server's head."""
    port = free_port()
    (command,) = list_commands({"WORKERS": "1", "THREADS": "4"}, "127.0.0.1", port, "public")
    settings = {
        "LANGSO_DATABASE_URL": url,
        "LANGSO_FILES_DIR": "/nonexistent",
        "LANGSO_SECRET_KEY": "bench",
        "LANGSO_TODAY": TODAY.isoformat(),
    }
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | settings)
    try:
        _wait_for(port)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(port: int) -> None:
    for _ in range(300):
        with suppress(OSError):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            connection.close()
            return
        time.sleep(0.1)
    raise TimeoutError("the server did not begin to answer")


def worker_of(head: int) -> int:
    """The process that answers, below the server's head."""
    return int(Path(f"/proc/{head}/task/{head}/children").read_text().split()[0])


def memory(pid: int) -> tuple[float, float]:
    """Megabytes resident now, and at most since the process began."""
    status = Path(f"/proc/{pid}/status").read_text()
    now, most = (int(re.search(rf"{name}:\s+(\d+) kB", status)[1]) for name in ("VmRSS", "VmHWM"))  # type: ignore[index]
    return now * 1024 / MEGABYTE, most * 1024 / MEGABYTE


def download(port: int, path: str) -> Measured:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    begun = time.perf_counter()
    connection.request("GET", path)
    response = connection.getresponse()
    size = lines = 0
    first = 0.0
    while chunk := response.read1(1 << 16):
        first = first or time.perf_counter() - begun
        size += len(chunk)
        lines += chunk.count(b"\n")
    taken = time.perf_counter() - begun
    connection.close()
    return Measured(response.status, first, taken, size, lines)


def cut(port: int, head: int, path: str) -> str:
    """What Python's own client says when the server dies in the middle of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    response = connection.getresponse()
    response.read(100_000)
    os.kill(worker_of(head), signal.SIGKILL)
    try:
        rest = response.read()
    except (http.client.IncompleteRead, ConnectionError) as error:
        return type(error).__name__
    finally:
        connection.close()
    return f"no error, {len(rest):,} bytes"


def cut_curl(port: int, head: int, path: str) -> str:
    """What curl says."""
    address = f"http://127.0.0.1:{port}{path}"
    killing = threading.Timer(1.5, lambda: os.kill(worker_of(head), signal.SIGKILL))
    killing.start()
    command = ["curl", "--silent", "--show-error", "--limit-rate", "1M", "--output", "/dev/null", address]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    killing.join()
    return f"exit code {done.returncode}, {done.stderr.strip()}"


def report(url: str, paths: list[str]) -> None:
    with serving(url) as (port, head):
        download(port, "/api/v1/observations.csv?limit=1000")  # what is made once, at the first answer, is not counted
        yardstick = statistics.median(download(port, "/healthz").first for _ in range(9))
        print(f"/healthz, the yardstick: first byte {yardstick * 1000:.0f} ms")
        for path in paths:
            _report_one(port, head, path)
        print(f"cut in the middle, http.client: {cut(port, head, paths[0])}")
        _wait_for(port)
        print(f"cut in the middle, curl: {cut_curl(port, head, paths[0])}")


def _report_one(port: int, head: int, path: str) -> None:
    pid = worker_of(head)
    before, _ = memory(pid)
    got = download(port, path)
    _, most = memory(pid)
    if got.status != 200:
        print(f"{path}: status {got.status}")
        return
    missed = [
        name for name, over in (("first byte", got.first > FIRST_BYTE), ("memory", most - before > MEMORY)) if over
    ]
    print(
        f"{path}: {got.lines:,} lines, {got.size / MEGABYTE:.1f} MB; first byte {got.first * 1000:.0f} ms, "
        f"whole {got.took:.1f} s, {got.lines / got.took:,.0f} rows/s; "
        f"worker {before:.0f} MB before, {most:.0f} MB at most, {most - before:.0f} MB more"
        + (f"; MISSED: {', '.join(missed)}" if missed else "")
    )


@contextmanager
def store(asked: argparse.Namespace) -> Iterator[str]:
    """The address of a filled public store."""
    with tempfile.TemporaryDirectory(prefix="langso-bench-") as name, ExitStack() as stack:
        if asked.postgresql:
            databases = PostgreSQLDatabases(Path(name), stack.enter_context(running_server()))
            public, desk = stack.enter_context(databases.pair())
            fill(public, desk, communes=asked.communes)
            yield public.url.render_as_string(hide_password=False)
            return
        folder = asked.keep or Path(name)
        public = PublicStore(f"sqlite:///{folder}/public.sqlite")
        if public.is_missing:
            fill(public, Store(f"sqlite:///{folder}/desk.sqlite"), communes=asked.communes)
        yield public.url.render_as_string()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--communes", type=int, default=COMMUNES, help="15,000 observations each")
    parser.add_argument(
        "--keep", type=Path, help="make the SQLite store in this folder, or use the one that lies there"
    )
    parser.add_argument("--postgresql", action="store_true", help="a throw-away PostgreSQL server instead of SQLite")
    parser.add_argument("paths", nargs="*", default=["/api/v1/observations.csv", "/api/v1/observations.ndjson"])
    asked = parser.parse_args()
    with store(asked) as url:
        report(url, asked.paths)


if __name__ == "__main__":
    main()
