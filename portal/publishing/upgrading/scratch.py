"""Two stores for a rehearsal, of the same kind as the real ones, gone at the end.

SQLite: two files in a folder of their own. PostgreSQL: a schema in each of the two databases, because whoever may
migrate may make one, while a database of its own needs a right that the portal's role seldom has. What a run that was
killed left behind, the next one takes away first.
"""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event, inspect, text

from portal.db import PublicStore, Store

SCHEMA = "langso_rehearsal"


@contextmanager
def scratch(public: Store, desk: Store, folder: Path) -> Iterator[tuple[Store, Store]]:
    """An empty public store and an empty desk's store without tables.

    :param folder: where files may lie meanwhile.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = [_make(store, folder / f"{name}.sqlite") for name, store in (("public", public), ("desk", desk))]
    for real, own in zip((public, desk), made, strict=True):
        _clear(real, own)
        if own.file is None:
            _execute(real, f'create schema "{SCHEMA}"')
    try:
        yield made[0], made[1]
    finally:
        for real, own in zip((public, desk), made, strict=True):
            own.close()
            _clear(real, own)
        shutil.rmtree(folder, ignore_errors=True)


def _make(store: Store, path: Path) -> Store:
    kind = PublicStore if isinstance(store, PublicStore) else Store
    if store.file is not None:
        return kind(f"sqlite:///{path}")
    own = kind(store.url.render_as_string(hide_password=False))
    stay_in(own.engine, SCHEMA)
    return own


def stay_in(engine: Engine, schema: str) -> None:
    """Let every connection find its tables in a schema alone."""

    @event.listens_for(engine, "connect", insert=True)
    def enter(connection: Any, _record: object) -> None:
        before, connection.autocommit = connection.autocommit, True  # else the first rollback would take it back
        with closing(connection.cursor()) as cursor:
            cursor.execute(f'set search_path to "{schema}"')
        connection.autocommit = before


def _clear(real: Store, own: Store) -> None:
    if own.file is not None:
        own.delete_file()
    else:
        _execute(real, f'drop schema if exists "{SCHEMA}" cascade')


def _execute(store: Store, statement: str) -> None:
    with store.engine.begin() as connection:
        connection.execute(text(statement))


def drop_everything(connection: Connection) -> None:
    """Take every table away, and the functions of their triggers, inside the connection's transaction."""
    if connection.dialect.name == "sqlite":
        query = "select name from sqlite_master where type = 'table' and name not like 'sqlite%'"
        for (table,) in connection.execute(text(query)).all():
            connection.execute(text(f'drop table "{table}"'))
        return
    for table in inspect(connection).get_table_names():
        connection.execute(text(f'drop table if exists "{table}" cascade'))
    functions = "select oid::regprocedure from pg_proc where pronamespace = current_schema()::regnamespace "
    functions += "and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e')"
    for (function,) in connection.execute(text(functions)).all():
        connection.execute(text(f"drop function if exists {function} cascade"))
