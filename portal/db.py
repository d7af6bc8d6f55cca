"""The two stores, as SQLAlchemy sees them: engines, sessions and the types that behave alike on SQLite and PostgreSQL.

Why SQLite is opened as it is here: ``docs/adr/0003-two-stores.md``.
"""

import datetime as dt
import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias, TypeVar
from urllib.parse import quote

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    DateTime,
    Engine,
    MetaData,
    Select,
    String,
    Text,
    create_engine,
    event,
    make_url,
    select,
    text,
    update,
)
from sqlalchemy.engine import URL, Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.sql.elements import SQLCoreOperations
from sqlalchemy.types import TypeDecorator

from portal import time_limits
from portal.file_sessions import FileSession
from portal.replication import list_hosts, make_engine

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


Condition: TypeAlias = ColumnElement[bool]
Rows: TypeAlias = Select[*tuple[Any, ...]]
"""A query whose columns bear the public field names."""
T = TypeVar("T")

PORTION = 500
"""Values in one statement: databases, and what they can plan quickly, have a limit."""


def portions(items: Iterable[T], most: int = PORTION) -> Iterator[list[T]]:
    """The items in lists of at most so many, in their order; nothing of none."""
    left = iter(items)
    while some := list(islice(left, most)):
        yield some


def narrow(query: Rows, *pairs: tuple[SQLCoreOperations[Any], object]) -> Rows:
    """The query where each column equals its value; a pair without a value narrows nothing."""
    return query.where(*[column == value for column, value in pairs if value is not None])


def bytewise(length: int) -> String:
    """Text that sorts by its bytes in both databases."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


class PublicBase(DeclarativeBase):
    """Tables of the public store: what anyone may read."""

    metadata = MetaData(naming_convention=NAMING)


class DeskBase(DeclarativeBase):
    """Tables of the desk's store: what only signed-in officers may read."""

    metadata = MetaData(naming_convention=NAMING)


class UTCDateTime(TypeDecorator[dt.datetime]):
    """An instant: aware in Python, naive UTC in the database."""

    impl = DateTime
    cache_ok = True

    @property
    def python_type(self) -> type[dt.datetime]:
        return dt.datetime

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant needs its time zone: {value!r}")
        return value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        return None if value is None else value.replace(tzinfo=dt.UTC)


class CanonicalJSON(TypeDecorator[Any]):
    """JSON text with sorted keys, so that equal values are equal bytes in both databases."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


class Revision(PublicBase):
    """How often the public store was written: answers made from one state share their validator (ETag)."""

    __tablename__ = "revision"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(BigInteger)


def get_revision(session: Session) -> int:
    """The number of the state that a session reads; 0 before anything was written."""
    return session.scalar(select(Revision.number)) or 0


class Store:
    """One database. The engine is made at first use, so never before a worker forks.

    :param most_lag: what is read may come from a replica that is at most so many seconds behind; None: never from one.
    """

    def __init__(self, url: str, *, read_only: bool = False, most_lag: float | None = None) -> None:
        self.url = make_url(url)
        self.read_only = read_only
        self.most_lag = most_lag
        self.file = Path(self.url.database or "") if self.url.get_backend_name() == "sqlite" else None
        """Where a SQLite database lies; None of any other."""
        self._engine: Engine | None = None
        self._reader: Store | None = None
        self._lock = threading.Lock()

    @property
    def place(self) -> tuple[tuple[tuple[str, str], ...], str | None]:
        """Hosts, ports and database: equal for two stores that are one."""
        return tuple(sorted(list_hosts(self.url))), self.url.database

    @property
    def is_missing(self) -> bool:
        """Whether there is no file yet. Of a server this cannot be said without asking it."""
        return self.file is not None and not self.file.exists()

    def delete_file(self) -> None:
        """Close the store and delete what lies at ``file``."""
        self.close()
        for end in ("", "-journal", "-wal", "-shm"):  # a journal left behind would be played into the next database
            Path(f"{self.file}{end}").unlink(missing_ok=True)

    @property
    def engine(self) -> Engine:
        with self._lock:
            if self._engine is None:
                self._engine = self._make_engine()
                time_limits.watch(self._engine)
            return self._engine

    def _make_engine(self) -> Engine:
        match self.url.get_backend_name():
            case "sqlite":
                return _make_sqlite_engine(self.url, read_only=self.read_only)
            case "postgresql":
                return make_engine(self.url, read_only=self.read_only, most_lag=self.most_lag)
            case other:
                raise ValueError(f"{other} is not a database this portal knows; use sqlite or postgresql")

    def session(self) -> Session:
        if self.read_only and self.file is not None:
            return FileSession(self.engine)
        return Session(self.engine, expire_on_commit=False)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads, and keeps no writer waiting from its beginning."""
        if self.read_only:
            with self.session() as session:
                yield session
            return
        with self._lock:
            if self._reader is None:
                self._reader = Store(self.url.render_as_string(hide_password=False), read_only=True)
        with self._reader.session() as session:
            yield session

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """A session that commits at the end, or rolls back whole."""
        with self.session() as session, session.begin():
            yield session

    def close(self) -> None:
        with self._lock:
            if self._engine is not None:
                self._engine.dispose()
                self._engine = None
            if self._reader is not None:
                self._reader.close()
                self._reader = None


class PublicStore(Store):
    """The public store, open for writing.

    :param tell: called after each change that is committed.
    """

    def __init__(self, url: str, *, tell: Callable[[], None] | None = None) -> None:
        super().__init__(url)
        self._tell = tell

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """A session that commits at the end under the next revision, or rolls back whole."""
        with super().begin() as session:
            yield session
            if session.in_transaction():  # not what was rolled back inside
                session.execute(update(Revision).values(number=Revision.number + 1))
        if self._tell is not None:
            self._tell()


def lock_writers(session: Session, table: type[PublicBase] | type[DeskBase]) -> None:
    """Let nobody else write a table until this transaction ends.

    On SQLite a writer is alone from its beginning, which is here at the latest; PostgreSQL is asked for it.
    """
    session.connection()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"lock table {table.__tablename__} in exclusive mode"))


def _make_sqlite_engine(url: URL, *, read_only: bool) -> Engine:
    path = Path(url.database or "")
    if not read_only:
        path.parent.mkdir(parents=True, exist_ok=True)
    # Not "ro": who kills a writer leaves a journal that the next reader has to roll back, and "ro" would refuse to.
    # With query_only no statement writes; where the system gives no right to write, SQLite opens the file for reading.
    mode = "rw" if read_only else "rwc"
    engine = create_engine(
        f"sqlite:///file:{quote(quote(str(path)))}?mode={mode}&uri=true",
        connect_args={"timeout": 30},
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def configure(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun below, never by the driver
        connection.execute("PRAGMA foreign_keys=ON")
        if read_only:
            connection.execute("PRAGMA query_only=ON")
        else:
            mode = journal_mode(sqlite3.sqlite_version_info)
            connection.execute(f"PRAGMA journal_mode={mode}")
            # EXTRA also flushes the folder once the journal is gone: else a power cut could bring the journal back and
            # roll back what was acknowledged.
            connection.execute("PRAGMA synchronous=" + ("FULL" if mode == "WAL" else "EXTRA"))

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        # Under four writers deferred transactions failed 1,003 of 1,200 times, immediate ones never.
        if not connection.connection.dbapi_connection.in_transaction:  # as it is where the driver was asked before
            connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


def journal_mode(version: tuple[int, int, int]) -> str:
    """WAL only where SQLite's WAL-reset bug (3.7.0 to 3.51.2) is mended: from 3.51.3, 3.50.7 and 3.44.6 on."""
    mended = version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    return "WAL" if mended else "DELETE"
