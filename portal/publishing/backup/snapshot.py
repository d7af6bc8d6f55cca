"""Both stores as they were at one moment, while they go on being written.

A publication writes the public store first and marks the desk afterwards, so a pair of states that could also have
been left by a crash is one that the desk's recovery finishes: every release of the public state must be named at the
desk, and every entry of the public log known there. The desk is therefore read first, then the public store, and the
pair is taken again if something was published in between.

SQLite: the desk's writers are held for as long as copying takes, and both files are copied with the backup interface
into temporary databases without a name, which vanish with this process however it ends. Reading a live file for long
would hold up whoever writes. PostgreSQL: a read-only transaction on one snapshot, which holds up nobody.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, StaticPool, create_engine, select
from sqlalchemy.orm import Session

from portal.db import Store
from portal.domain.audit import get_head
from portal.domain.releases import Release
from portal.publishing.audit import get_desk_head
from portal.publishing.submissions import Submission

TRIES = 200
PATIENCE = 30  # seconds that a locked SQLite file is waited for, as everywhere


class NeverStill(Exception):
    """So much is being published that no common moment of the two stores was found."""


@contextmanager
def snapshot(public: Store, desk: Store) -> Iterator[tuple[Connection, Connection]]:
    """Connections to the state of the public store and of the desk's at one moment.

    :raises NeverStill: no such moment was found.
    """
    for attempt in range(TRIES):
        with ExitStack() as stack:
            with _desk_held(desk):
                officers = stack.enter_context(_state_of(desk))
                readers = stack.enter_context(_state_of(public))
            if _belong_together(readers, officers):
                yield readers, officers
                return
        time.sleep(min(0.5, 0.005 * attempt))
    raise NeverStill(f"something was published at each of {TRIES} attempts to read both stores at one moment")


def _belong_together(readers: Connection, officers: Connection) -> bool:
    with Session(readers) as public, Session(officers) as desk:
        shown, known = get_head(public), get_desk_head(desk)
        if shown and (known is None or shown.seq > known.seq):
            return False
        named = set(desk.scalars(select(Submission.release)))
        return named >= set(public.scalars(select(Release.id)))


@contextmanager
def _desk_held(desk: Store) -> Iterator[None]:
    """Nobody writes the desk's SQLite file meanwhile; PostgreSQL needs no holding."""
    if desk.url.get_backend_name() != "sqlite":
        yield
        return
    with closing(_open(desk, "rw")) as connection:
        connection.execute("begin immediate")
        yield
        connection.execute("rollback")


@contextmanager
def _state_of(store: Store) -> Iterator[Connection]:
    if store.url.get_backend_name() == "sqlite":
        with closing(_copy(store)) as copy:
            engine = create_engine("sqlite://", creator=lambda: copy, poolclass=StaticPool)
            with engine.connect() as connection:
                yield connection
        return
    with store.engine.connect() as plain:
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        connection = plain.execution_options(**options)
        connection.execute(select(1))  # the snapshot is taken with the first question
        yield connection


def _copy(store: Store) -> sqlite3.Connection:
    copy = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    with closing(_open(store, "ro")) as live:
        live.backup(copy)
    return copy


def _open(store: Store, mode: str) -> sqlite3.Connection:
    path = quote(str(Path(store.url.database or "").absolute()))
    return sqlite3.connect(f"file:{path}?mode={mode}", uri=True, isolation_level=None, timeout=PATIENCE)
