"""A session on a SQLite file that is only read: of its transaction the driver itself may be asked too.

Through SQLAlchemy a small question takes several times as long as SQLite takes to answer it: a connection, a
transaction, an execution and a result, each with its bookkeeping. Whichever of the two is asked first, both see one
transaction, and whoever listens to the engine's statements hears of all of them.
"""

import sqlite3
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, PoolProxiedConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

Values = tuple[Any, ...]


class Asker(NamedTuple):
    """What those who listen to statements know a connection by."""

    engine: Engine
    info: dict[Any, Any]


class FileSession(Session):
    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, expire_on_commit=False)
        self._engine = engine
        self._taken: PoolProxiedConnection | None = None
        self._joined: Connection | None = None

    def fetch(self, text: str, values: Values = ()) -> list[Values]:
        """All rows of a statement in the driver's words, as SQLite has them.

        :raises DBAPIError: as a session does.
        """
        try:
            return self._fetch(text, values)
        except sqlite3.Error as error:
            dialect: Any = self._engine.dialect
            raise DBAPIError.instance(
                text, values, error, sqlite3.Error, hide_parameters=True, dialect=dialect
            ) from error

    def get_bind(self, *about: Any, **named: Any) -> Engine | Connection:
        """The engine; once the driver was asked, its connection, so that the session joins its transaction."""
        if self._taken is None:
            return super().get_bind(*about, **named)
        if self._joined is None:
            self._joined = Connection(self._engine, connection=self._taken)
        return self._joined

    def close(self) -> None:
        super().close()
        taken, self._taken, self._joined = self._taken, None, None
        if taken is not None:
            taken.close()

    def _fetch(self, text: str, values: Values) -> list[Values]:
        taken = self._taken or self._take()
        driver: Any = taken.dbapi_connection
        asker = Asker(self._engine, taken.info)
        if not driver.in_transaction:
            _tell(asker, driver, "BEGIN", ())
        return _tell(asker, driver, text, values)

    def _take(self) -> PoolProxiedConnection:
        """The session's own connection where it has one, else one for both."""
        if self.in_transaction():
            return self.connection().connection
        self._taken = self._engine.raw_connection()
        return self._taken


def _tell(asker: Asker, driver: sqlite3.Connection, text: str, values: Values) -> list[Values]:
    """Ask the driver between those who listen before and after."""
    heard: Any = asker.engine.dispatch
    cursor = driver.cursor()
    for listen in heard.before_cursor_execute:
        listen(asker, cursor, text, values, None, False)
    found = cursor.execute(text, values).fetchall()
    for listen in heard.after_cursor_execute:
        listen(asker, cursor, text, values, None, False)
    return found
