"""A primary and its replica, started here: the replica has every commit before it is acknowledged."""

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.postgresql import drop_root, find_binaries, free_port, run

PATIENCE = 60.0  # seconds
USUAL = "-c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off -c wal_level=replica"


@dataclass
class Server:
    """One server; its processes are of a group that only this test ends."""

    folder: Path
    port: int

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def start(self, options: str = "") -> None:
        given = f"-p {self.port} -k {self.folder} {USUAL} {options}"
        self._control("-o", given, "-l", self.folder / "log", "-w", "start")

    def stop(self) -> None:
        with suppress(subprocess.CalledProcessError):  # it was killed
            self._control("-m", "immediate", "-w", "stop")

    def kill(self) -> None:
        """SIGKILL to the server and everything it started."""
        pid = int((self.data / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for number in (pid, *map(int, children)):
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)

    def promote(self) -> None:
        """Make a replica the primary; it answers when it is."""
        self._control("-w", "promote")

    def execute(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        url = f"postgresql://langso@127.0.0.1:{self.port}/{database}"
        with psycopg.connect(url, autocommit=True, connect_timeout=5) as connection:
            cursor = connection.execute(statement)  # type: ignore[call-overload]
            return list(cursor.fetchall()) if cursor.description else []

    def follow(self, primary: "Server") -> None:
        """Copy the primary and start as its replica."""
        source = f"host=127.0.0.1 port={primary.port} user=langso application_name=replica"
        command = [find_binaries() / "pg_basebackup", "-D", self.data, "-d", source, "-R", "-X", "stream", "-c", "fast"]
        run(self.folder, [*drop_root(self.folder), *command])
        self.start("-c hot_standby=on -c hot_standby_feedback=on")

    def create(self) -> None:
        command = [find_binaries() / "initdb", "-D", self.data, "-U", "langso", "--auth=trust", "-E", "UTF8"]
        run(self.folder, [*drop_root(self.folder), *command, "--locale=C"])
        self.start("-c synchronous_commit=remote_apply")

    def _control(self, *parts: object) -> None:
        run(self.folder, [*drop_root(self.folder), find_binaries() / "pg_ctl", "-D", self.data, *parts])


@dataclass
class Pair:
    """Two servers; ``url`` is the address of a database on both."""

    primary: Server
    replica: Server

    def url(self, database: str, user: str = "langso") -> str:
        hosts = "&".join(f"host=127.0.0.1:{server.port}" for server in (self.primary, self.replica))
        return f"postgresql://{user}@/{database}?{hosts}"


@contextmanager
def running_pair() -> Iterator[Pair]:
    """A primary that acknowledges what its replica shows already.

    :raises tests.postgresql.NotInstalled: there are no server binaries.
    """
    find_binaries()
    with ExitStack() as stack:
        primary, replica = (_make_server(stack) for _ in range(2))
        primary.create()
        replica.follow(primary)
        primary.execute("alter system set synchronous_standby_names = 'replica'")
        primary.execute("select pg_reload_conf()")
        wait_until(lambda: primary.execute("select sync_state from pg_stat_replication") == [("sync",)])
        yield Pair(primary, replica)


def _make_server(stack: ExitStack) -> Server:
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="langso-pg-", ignore_cleanup_errors=True))
    server = Server(Path(folder), free_port())
    stack.callback(server.stop)
    return server


def wait_until(condition: Callable[[], object], patience: float = PATIENCE) -> None:
    """:raises TimeoutError: it did not come true."""
    until = time.monotonic() + patience
    while not condition():
        if time.monotonic() > until:
            raise TimeoutError("what was waited for did not come true")
        time.sleep(0.05)
