"""A throw-away PostgreSQL cluster from the installed server binaries, or the server the environment names."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

GIVEN = "LANGSO_TEST_POSTGRES_URL"


class NotInstalled(RuntimeError):
    """There is no PostgreSQL server on this machine; the message says what to install."""


@contextmanager
def running_server() -> Iterator[str]:
    """The address of a server on which databases may be made and dropped; stopped at the end if it was started."""
    given = os.environ.get(GIVEN)
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="langso-pg-", ignore_cleanup_errors=True) as folder:
        yield from _started(find_binaries(), Path(folder))


def find_binaries() -> Path:
    """:raises NotInstalled: there are none."""
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    found = candidates[0] if candidates else shutil.which("initdb")
    if found is None:
        raise NotInstalled(
            f"PostgreSQL's server binaries are not installed (Debian: postgresql) and {GIVEN} is not set"
        )
    return Path(found).resolve().parent


def _started(binaries: Path, folder: Path) -> Iterator[str]:
    data, port = folder / "data", free_port()
    as_owner = drop_root(folder)
    run(
        folder, [*as_owner, binaries / "initdb", "-D", data, "-U", "langso", "--auth=trust", "-E", "UTF8", "--locale=C"]
    )
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off"
    run(folder, [*as_owner, binaries / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start"])
    try:
        yield f"postgresql://langso@127.0.0.1:{port}/postgres"
    finally:
        run(folder, [*as_owner, binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"])


def run(folder: Path, command: list[object]) -> None:
    """A program of the server's, in its folder.

    :raises subprocess.CalledProcessError: it failed.
    """
    subprocess.run([str(part) for part in command], check=True, capture_output=True, cwd=folder)


def drop_root(folder: Path) -> list[str]:
    """The server refuses to run as root: then it runs as the user that Debian's package made."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres")
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
