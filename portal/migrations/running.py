"""How both stores' migrations are run."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import context
from sqlalchemy import Connection, MetaData

from portal.db import CanonicalJSON, Store, UTCDateTime


def run(metadata: MetaData) -> None:
    """Run the migrations asked for on the store that the configuration carries."""
    store: Store = context.config.attributes["store"]
    with store.engine.connect() as connection, _without_foreign_keys(connection):
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            render_item=_render_item,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


@contextmanager
def _without_foreign_keys(connection: Connection) -> Iterator[None]:
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
        broken = driver.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"the migration broke references: {broken[:5]}")
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _render_item(kind: str, item: Any, _context: Any) -> str | bool:
    """Our own types are written as what the database stores."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime()"
    if kind == "type" and isinstance(item, CanonicalJSON):
        return "sa.Text()"
    return False
