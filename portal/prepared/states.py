"""Which state the public store is in: a count of its changes, and the head of the log, which tells histories apart.

On SQLite it is asked before the answer, or was two milliseconds ago: a transaction costs a tenth of what sending a
ready answer does. A database server is asked a few times a second, and at once when Redis tells of a release; while it
does not answer, the last state it told is the one whose answers are ready.
"""

import logging
import sqlite3
import threading
import time
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from portal.announcements import Listener
from portal.db import Revision, Store
from portal.domain.audit import LogEntry

EVERY = 0.25  # seconds between two questions to a server
HOLDS = 0.002  # seconds that what a file told is good for whoever else asks
BUSY = 1.0  # seconds that a file is waited for while it is written
LOG = logging.getLogger(__name__)
_HEAD = select(LogEntry.hash).order_by(LogEntry.seq.desc()).limit(1).scalar_subquery()
QUERY = select(select(Revision.number).scalar_subquery(), _HEAD)


def written(number: int | None, head: str | None) -> str:
    """The state as one text."""
    return f"{number or 0} {head or ''}"


class FileStates:
    """The state of a store in a file, asked over a connection of the thread's own."""

    def __init__(self, path: Path) -> None:
        self._path, self._last, self._until = path, None, 0.0
        self._query = str(QUERY.compile(compile_kwargs={"literal_binds": True}))
        self._of_thread = threading.local()

    def now(self) -> str | None:
        """The state; None where there is none to be had and never was."""
        if time.monotonic() < self._until:
            return self._last
        try:
            number, head = self._connection().execute(self._query).fetchone()
        except (OSError, sqlite3.Error) as error:
            LOG.warning("the public store does not tell its state: %s", type(error).__name__)
            return self._last
        self._last = written(number, head)
        self._until = time.monotonic() + HOLDS
        return self._last

    def ask_again(self) -> None:
        """Something was published: the next answer needs to know."""
        self._until = 0.0

    def _connection(self) -> sqlite3.Connection:
        """To the file that lies there now: a restored one is another."""
        found = self._path.stat()
        kept: tuple[tuple[int, int], sqlite3.Connection] | None = getattr(self._of_thread, "kept", None)
        if kept is not None and kept[0] == (found.st_dev, found.st_ino):
            return kept[1]
        if kept is not None:
            kept[1].close()
        address = f"file:{quote(str(self._path))}?mode=rw"  # not "ro": it has to undo what a killed writer left
        connection = sqlite3.connect(address, uri=True, timeout=BUSY, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA query_only=ON")
        self._of_thread.kept = (found.st_dev, found.st_ino), connection
        return connection


class ServerStates:
    """The state of a store on a server, asked a few times a second by one of the threads.

    :param redis_url: where releases are announced; empty: nowhere.
    """

    def __init__(self, store: Store, redis_url: str) -> None:
        self._store = store
        self._last: str | None = None
        self._until = 0.0
        self._lock = threading.Lock()
        self._listener = Listener(redis_url, self.ask_again) if redis_url else None

    def now(self) -> str | None:
        """The state; None where there is none to be had and never was."""
        if self._listener is not None:
            self._listener.begin()
        if time.monotonic() >= self._until and self._lock.acquire(blocking=self._last is None):
            try:
                self._until = time.monotonic() + EVERY
                self._ask()
            finally:
                self._lock.release()
        return self._last

    def ask_again(self) -> None:
        """Something was published: the next answer needs to know."""
        self._until = 0.0

    def _ask(self) -> None:
        try:
            with self._store.engine.connect() as connection:
                self._last = written(*connection.execute(QUERY).one())
        except SQLAlchemyError as error:
            LOG.warning("the public store does not tell its state: %s", type(error).__name__)


States = FileStates | ServerStates


def states_of(store: Store, redis_url: str = "") -> States:
    """What tells the state of a store."""
    return ServerStates(store, redis_url) if store.file is None else FileStates(store.file)
