"""Statements that take long, of both databases: logged with their text, never their parameters, and counted.

What is measured is the time until the database had the first row, or all of them where the driver takes them at once
(PostgreSQL); a row that comes slowly afterwards is not.
"""

from time import perf_counter
from typing import Any

from sqlalchemy import Connection, Engine, event

from portal import logs, metrics
from portal.db import Store

LONGEST = 2000  # characters of a statement
BEGAN = "langso.began"


class Watcher:
    """:param slow: seconds from which on a statement is slow.
    :param desk: how the desk's database is called; any other is the public store.
    """

    def __init__(self, slow: float, desk: str | None) -> None:
        self._slow, self._desk = slow, desk

    def begin(self, connection: Connection, *_more: Any) -> None:
        connection.info[BEGAN] = perf_counter()

    def end(self, connection: Connection, _cursor: Any, statement: str, *_more: Any) -> None:
        seconds = perf_counter() - connection.info.pop(BEGAN, perf_counter())
        store = self._store(connection)
        metrics.count_query(store)
        if seconds >= self._slow:
            metrics.count_slow_query(store)
            logs.told.warning("slow query", store=store, ms=round(seconds * 1000), statement=_short(statement))

    def _store(self, connection: Connection) -> str:
        known = connection.info.get("langso.store")
        if known is None:
            database = connection.engine.url.database or ""
            known = "desk" if self._desk and database.endswith(self._desk) else "public"
            connection.info["langso.store"] = known
        return known  # type: ignore[no-any-return]


def _short(statement: str) -> str:
    return " ".join(statement.split())[:LONGEST]


def watch(slow_ms: int, desk: Store | None = None) -> Watcher:
    """Watch every engine of this process; ``forget`` ends it."""
    watcher = Watcher(slow_ms / 1000, desk.url.database if desk else None)
    event.listen(Engine, "before_cursor_execute", watcher.begin)
    event.listen(Engine, "after_cursor_execute", watcher.end)
    return watcher


def forget(watcher: Watcher) -> None:
    event.remove(Engine, "before_cursor_execute", watcher.begin)
    event.remove(Engine, "after_cursor_execute", watcher.end)
