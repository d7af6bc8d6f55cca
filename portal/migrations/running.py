"""How both stores' migrations are run."""

from typing import Any

from alembic import context
from sqlalchemy import MetaData

from portal.db import CanonicalJSON, Store, UTCDateTime


def run(metadata: MetaData) -> None:
    """Run the migrations asked for on the store that the configuration carries."""
    store: Store = context.config.attributes["store"]
    with store.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            render_item=_render_item,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


def _render_item(kind: str, item: Any, _context: Any) -> str | bool:
    """Our own types are written as what the database stores."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime()"
    if kind == "type" and isinstance(item, CanonicalJSON):
        return "sa.Text()"
    return False
