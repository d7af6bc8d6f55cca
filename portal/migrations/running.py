"""How both stores' migrations are run."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, MetaData

from portal.db import CanonicalJSON, Store, UTCDateTime
from portal.migrations.partitions import list_partitions


def run(metadata: MetaData) -> None:
    """Run the migrations asked for, all of them or none: on the store that the configuration carries, or inside the
    transaction of a connection that it carries.
    """
    given: Connection | None = context.config.attributes.get("connection")
    if given is not None:
        _run_on(given, metadata)
        return
    store: Store = context.config.attributes["store"]
    with store.engine.connect() as connection, without_foreign_keys(connection), connection.begin():
        _run_on(connection, metadata)
        require_references(connection)


def _run_on(connection: Connection, metadata: MetaData) -> None:
    partitions = list_partitions(connection)
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=_render_item,
        include_name=lambda name, kind, _parents: kind != "table" or name not in partitions,
    )
    with context.begin_transaction():
        context.run_migrations()


@contextmanager
def without_foreign_keys(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by making it anew and dropping the old one, which its references must not notice.

    https://sqlite.org/lang_altertable.html#otheralter; the pragma has no effect inside a transaction.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.dbapi_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def require_references(connection: Connection) -> None:
    """:raises RuntimeError: a row refers to one that is not there; asked before the transaction is committed."""
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(5)
    if broken:
        raise RuntimeError(f"the migration broke references: {broken}")


def _render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Our own types are written as what the database stores."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime()"
    if kind == "type" and isinstance(item, CanonicalJSON):
        return "sa.Text()"
    return False
