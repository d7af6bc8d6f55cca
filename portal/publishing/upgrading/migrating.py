"""Both stores' migrations, each in one transaction, checked while they can still be taken back."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from sqlalchemy import Connection, text

from portal.db import Store
from portal.migrations import migrate_on
from portal.migrations.running import without_foreign_keys
from portal.publishing.backup.tables import count_rows
from portal.publishing.upgrading.checking import require_log, require_rows, require_sound
from portal.standing import get_revision

READERS = """
    select distinct grantee from information_schema.role_table_grants
    where table_schema = current_schema() and table_name = 'releases' and privilege_type = 'SELECT'
      and grantee <> current_user
"""


@contextmanager
def both(public: Store, desk: Store) -> Iterator[tuple[Connection, Connection]]:
    """Connections in one transaction each. Left without an error, the desk's is committed first, then the public one;
    else both stay as they were.
    """
    with ExitStack() as stack:
        connections = [stack.enter_context(_changing(store)) for store in (public, desk)]
        yield connections[0], connections[1]


@contextmanager
def _changing(store: Store) -> Iterator[Connection]:
    with store.engine.connect() as connection, without_foreign_keys(connection), connection.begin():
        yield connection


def migrate_both(public: Store, desk: Store) -> None:
    """Bring both stores to the newest schema, or leave both as they were.

    :raises portal.publishing.upgrading.checking.Differs: saying what is not as it was.
    """
    with both(public, desk) as (readers, officers):
        for name, connection in (("public", readers), ("desk", officers)):
            with readers_kept(name, connection):
                _migrate(name, connection)
        require_log(readers, officers)


def _migrate(name: str, connection: Connection) -> None:
    since, before = get_revision(connection), count_rows(connection)
    migrate_on(name, connection)
    require_rows(name, before, count_rows(connection), since or "base")
    require_sound(name, connection)


@contextmanager
def readers_kept(name: str, connection: Connection) -> Iterator[None]:
    """Roles that may read the public store may read its new tables too: a table made anew has no grants."""
    if name != "public" or connection.dialect.name != "postgresql":
        yield
        return
    roles = connection.scalars(text(READERS)).all()
    yield
    schema = connection.scalar(text("select quote_ident(current_schema())"))
    for role in roles:
        named = "public" if role == "PUBLIC" else connection.scalar(text("select quote_ident(:role)"), {"role": role})
        connection.execute(text(f"grant select on all tables in schema {schema} to {named}"))
