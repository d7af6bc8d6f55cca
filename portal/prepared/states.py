"""Which state the public store is in: a count of its changes, and the head of the log, which tells histories apart.

Asked before every answer on SQLite, where it costs some ten microseconds. A database server is asked a few times a
second, and at once when Redis tells of a release; while it does not answer, the last state it told is the one whose
answers are ready.
"""

import logging
import threading
import time

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from portal.announcements import Listener
from portal.db import Revision, Store
from portal.domain.audit import LogEntry

EVERY = 0.25  # seconds between two questions to a server
LOG = logging.getLogger(__name__)
_HEAD = select(LogEntry.hash).order_by(LogEntry.seq.desc()).limit(1).scalar_subquery()
QUERY = select(select(Revision.number).scalar_subquery(), _HEAD)


class States:
    """The state of one store, for all threads of a process.

    :param redis_url: where releases are announced; empty: nowhere.
    """

    def __init__(self, store: Store, redis_url: str = "") -> None:
        self._store = store
        self._asks_each_time = store.file is not None
        self._query = str(QUERY.compile(compile_kwargs={"literal_binds": True}))
        self._last: str | None = None
        self._until = 0.0
        self._lock = threading.Lock()
        self._listener = Listener(redis_url, self.ask_again) if redis_url and not self._asks_each_time else None

    def now(self) -> str | None:
        """The state; None where there is none to be had and never was."""
        if self._asks_each_time:
            return self._ask()
        if self._listener is not None:
            self._listener.begin()
        if time.monotonic() >= self._until and self._lock.acquire(blocking=False):
            try:
                self._last = self._ask()
                self._until = time.monotonic() + EVERY
            finally:
                self._lock.release()
        return self._last

    def ask_again(self) -> None:
        """Something was published: the next answer needs to know."""
        self._until = 0.0

    def _ask(self) -> str | None:
        try:
            connection = self._store.engine.raw_connection()
            try:
                cursor = connection.cursor()
                cursor.execute(self._query)
                number, head = cursor.fetchone()
                cursor.close()
            finally:
                connection.close()
        except (SQLAlchemyError, self._store.engine.dialect.loaded_dbapi.Error) as error:
            LOG.warning("the public store does not tell its state: %s", type(error).__name__)
            return self._last
        self._last = written(number, head)
        return self._last


def written(number: int | None, head: str | None) -> str:
    """The state as one text."""
    return f"{number or 0} {head or ''}"
