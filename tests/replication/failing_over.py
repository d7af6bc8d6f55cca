"""Publishing and reading while the primary is killed and its replica takes its place."""

import http.client
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from psycopg import Error
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from portal.db import PublicStore, Store
from portal.domain.releases import Release
from portal.publishing.audit import verify_desk
from portal.publishing.publisher import Publisher
from portal.publishing.stores import prepare
from portal.publishing.submissions import Cell, Submission, SubmissionState
from portal.settings import ROOT
from tests.builders import AT, COMMUNE, make_installation, make_submission
from tests.postgresql import free_port
from tests.replication.pair import PATIENCE, Pair, wait_until

READERS = 4
MORE = 3  # releases before the primary is killed, and after


@dataclass
class Readers:
    """Threads that ask a server over and over, of what lies ready and of what was never asked before."""

    port: int
    answers: list[int] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    last: bytes = b""
    _stopping: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def reading(self) -> Iterator["Readers"]:
        threads = [threading.Thread(target=self._read, args=(number,)) for number in range(READERS)]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self._stopping.set()
            for thread in threads:
                thread.join(PATIENCE)

    def _read(self, number: int) -> None:
        turns = count()
        while not self._stopping.is_set():
            turn = next(turns)
            limit = 1 + (turn * READERS + number) % 200
            self.ask(f"/api/v1/observations?limit={limit}" if turn % 2 else "/releases")

    def ask(self, path: str) -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        begun = time.monotonic()
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            body = response.read()
            self.seconds.append(time.monotonic() - begun)
            self.answers.append(response.status)
            if response.status != 200:
                self.failures.append(f"{path}: {response.status} {body[:200]!r}")
            return body
        except (OSError, http.client.HTTPException) as error:
            self.failures.append(f"{path}: {error!r}")
            return b""
        finally:
            connection.close()


@dataclass
class Press:
    """Publishes over and over; what is answered is acknowledged, what fails is tried again until it is."""

    publisher: Publisher
    acknowledged: list[str] = field(default_factory=list)
    failed: int = 0
    without: float = 0.0  # seconds in which nothing could be published after ``mark``
    _marked: float = 0.0
    _stopping: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def publishing(self) -> Iterator["Press"]:
        thread = threading.Thread(target=self._publish)
        thread.start()
        try:
            yield self
        finally:
            self._stopping.set()
            thread.join(PATIENCE)

    def _publish(self) -> None:
        for turn in count():
            if self._stopping.is_set():
                return
            number = self._until_done(lambda turn=turn: self.hand_in(turn))  # type: ignore[misc]
            release = self._until_done(lambda number=number: self._finish(number))  # type: ignore[misc]
            self.acknowledged.append(release)
            if self._marked and not self.without:
                self.without = time.monotonic() - self._marked

    def mark(self) -> None:
        """From here on the time to the next release counts."""
        self._marked = time.monotonic()

    def hand_in(self, turn: int) -> int:
        """An approved submission of other counts each time; answers its number."""
        cells = [Cell("vneid-level2", f"{COMMUNE}-{n:02}", "2026-09", 60 + turn % 30 + n, 200) for n in (1, 2, 3)]
        return make_submission(self.publisher.desk, cells, at=AT)

    def _finish(self, number: int) -> str:
        self.publisher.recover()
        return self.publisher.publish(number)

    def _until_done(self, act: Callable[[], Any]) -> Any:
        while True:
            try:
                return act()
            except (DBAPIError, Error):
                self.failed += 1
                if self._stopping.is_set():
                    raise
                time.sleep(0.1)


@contextmanager
def serving(public_url: str, files: Path, *, workers: int = 2) -> Iterator[int]:
    """The public application in real workers; answers the port."""
    port = free_port()
    own = {
        "LANGSO_DATABASE_URL": public_url,
        "LANGSO_FILES_DIR": str(files),
        "LANGSO_SPOOL_DIR": str(files / "spool"),
        "LANGSO_SECRET_KEY": "for tests only",
        "LANGSO_BASE_URL": f"http://127.0.0.1:{port}",
        "LANGSO_RATE_LIMIT": "",
        "LANGSO_TODAY": "2026-11-22",
    }
    command = [sys.executable, "-m", "gunicorn", "--no-control-socket", "--pythonpath", str(ROOT)]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", str(workers), "--worker-class", "gthread"]
    log = files / "gunicorn.log"
    with log.open("wb") as sink:
        server = subprocess.Popen(
            [*command, "--threads", "8", "wsgi:app"], env={**os.environ, **own}, cwd=ROOT, stdout=sink, stderr=sink
        )
    try:
        wait_until(lambda: _answers(port) or server.poll() is not None)
        assert server.poll() is None, log.read_text()
        yield port
    finally:
        server.terminate()
        server.wait(PATIENCE)


def _answers(port: int) -> bool:
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def make_publisher(pair: Pair, files: Path) -> Publisher:
    """An installation on both servers, with one release."""
    for name in ("langso_public", "langso_desk"):
        pair.primary.execute(f"create database {name}")
    public, desk = PublicStore(pair.url("langso_public")), Store(pair.url("langso_desk"))
    prepare(public, desk)
    make_installation(public)
    files.mkdir()
    publisher = Publisher(desk, public, files, secret=b"a secret of tests")
    publisher.publish(Press(publisher).hand_in(99))
    return publisher


def fail_over(pair: Pair, publisher: Publisher, *, more: int = MORE) -> tuple[Readers, Press]:
    """Kill the primary and promote its replica while the portal is read and written; ``more`` releases on each side."""
    with serving(pair.url("langso_public"), publisher.files) as port:
        readers, press = Readers(port), Press(publisher)
        with readers.reading(), press.publishing():
            _wait_for_more(press, more)
            pair.primary.kill()
            press.mark()
            _wait_for_answers(readers)  # of the replica, before it is promoted
            pair.replica.promote()
            _wait_for_more(press, more)
            _wait_for_answers(readers)
        readers.last = readers.ask("/api/v1/releases?limit=500")
    return readers, press


def _wait_for_more(press: Press, more: int) -> None:
    before = len(press.acknowledged)
    wait_until(lambda: len(press.acknowledged) >= before + more, PATIENCE * more)


def _wait_for_answers(readers: Readers) -> None:
    before = len(readers.answers)
    wait_until(lambda: len(readers.answers) >= before + 40 or readers.failures)


def require_whole(publisher: Publisher, acknowledged: list[str]) -> None:
    """Check that every acknowledged release is out, once, and marked at the desk, and that the log verifies.

    :raises AssertionError: something is not as it was acknowledged.
    """
    with publisher.public.reading() as public, publisher.desk.reading() as desk:
        out = set(public.scalars(select(Release.id)))
        marked = {s.release for s in desk.scalars(select(Submission)) if s.state != SubmissionState.APPROVED}
        checked, findings = verify_desk(desk, public)
    assert len(acknowledged) == len(set(acknowledged))
    assert set(acknowledged) <= out & marked
    assert findings == []
    assert checked.head is not None
    for store in (publisher.public, publisher.desk):
        store.close()
