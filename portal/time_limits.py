"""How long one request may take: who asks for more than can be answered in time is told so, and holds up nobody.

The limit is of the thread that answers. A query that is not over by then is interrupted on SQLite (PostgreSQL has a
limit of its own, ``statement_timeout``), and no further one is begun.
"""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

USUAL = 15.0
LIMITS = (("/healthz", 5.0), ("/readyz", 5.0), ("/maps/", 30.0), ("/en/maps/", 30.0))
"""Seconds by what an address begins with, the first that fits; drawings for print take longest."""

STEPS = 20_000  # of SQLite's machine between two looks at the clock: about a millisecond
_OF_THREAD = threading.local()


class TooLong(TimeoutError):
    """The time that the request was given is over."""


def seconds_for(path: str) -> float:
    """How long the answer at an address may take, or each portion of it where it is streamed."""
    return next((seconds for start, seconds in LIMITS if path.startswith(start)), USUAL)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """What this thread asks of a database has to be over in so many seconds."""
    before = getattr(_OF_THREAD, "until", None)
    _OF_THREAD.until = time.monotonic() + seconds
    try:
        yield
    finally:
        _OF_THREAD.until = before


def is_over() -> bool:
    """Whether the time of this thread's request is over; never where it has no limit."""
    until = getattr(_OF_THREAD, "until", None)
    return until is not None and time.monotonic() > until


def watch(engine: Engine) -> None:
    """Hold every query of an engine to the limit of the thread that asks it."""

    @event.listens_for(engine, "connect")
    def interrupt(connection: Any, _record: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.set_progress_handler(is_over, STEPS)

    @event.listens_for(engine, "before_cursor_execute")
    def refuse(*_about: object) -> None:
        if is_over():
            raise TooLong("the time of this request is over")
