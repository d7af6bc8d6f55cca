"""Queries that are written once and asked often: making the text of one takes longer than SQLite takes to answer it.

On SQLite the text goes to the driver as it was compiled the first time, and what comes back is as SQLite has it: whole
numbers, texts, dates as ISO texts. So only what needs no type of Python's is asked this way.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import CursorResult, Dialect
from sqlalchemy.orm import Session

from portal.db import Rows
from portal.file_sessions import FileSession

T = TypeVar("T")


class Statement:
    """A query whose values are ``bindparam``s, told by name when it is asked.

    :param along: the table, and the index of it that SQLite must go along; SQLAlchemy has no word for that.
    """

    def __init__(self, query: Rows, *, along: tuple[str, str] | None = None) -> None:
        self.query = query
        self._along = along
        self._written: tuple[str, tuple[str, ...], dict[str, Any]] | None = None

    def rows(self, session: Session, **values: Any) -> Sequence[Sequence[Any]]:
        """All rows."""
        if not isinstance(session, FileSession):
            return self.ask(session, **values).all()
        text, names, fixed = self._written or self._write(session.get_bind().dialect)
        given = fixed | {name: _plain(value) for name, value in values.items()}
        return session.fetch(text, tuple([given[name] for name in names]))

    def value(self, session: Session, **values: Any) -> T | None:
        """The first column of the first row; None where there is no row."""
        found = self.rows(session, **values)
        return found[0][0] if found else None

    def ask(self, session: Session, **values: Any) -> CursorResult[*tuple[Any, ...]]:
        """The rows, to be taken one after the other."""
        connection = session.connection()
        if connection.dialect.name != "sqlite":
            return connection.execute(self.query, values)
        text, names, fixed = self._written or self._write(connection.dialect)
        given = fixed | {name: _plain(value) for name, value in values.items()}
        return connection.exec_driver_sql(text, tuple([given[name] for name in names]))

    def _write(self, dialect: Dialect) -> tuple[str, tuple[str, ...], dict[str, Any]]:
        compiled: Any = self.query.compile(dialect=dialect)
        self._written = (
            self._with_index(compiled.string),
            tuple(compiled.positiontup),
            {name: _plain(value) for name, value in compiled.construct_params(_check=False).items()},
        )
        return self._written

    def _with_index(self, text: str) -> str:
        if self._along is None:
            return text
        table, index = self._along
        before, found, after = text.partition(f"FROM {table} ")
        if not found:
            raise ValueError(f"{table} is not what is read first: {text}")
        return f"{before}FROM {table} INDEXED BY {index} {after}"


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
