"""What must be the same after a migration as before it, asked inside the transaction that is about to be committed."""

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from portal.migrations import list_gone
from portal.migrations.running import require_references
from portal.publishing.audit import verify_desk


class Differs(Exception):
    """A store is not as it should be after a migration; the message says where."""


def require_rows(name: str, before: dict[str, int], after: dict[str, int], since: str) -> None:
    """Every table has the rows it had, but for those that migrations say they take away.

    :raises Differs: naming the table.
    """
    for table in sorted(before.keys() - list_gone(name, since)):
        if table not in after:
            raise Differs(f"{name}.{table} is gone, and no migration says that it takes it away")
        if after[table] != before[table]:
            raise Differs(f"{name}.{table} has {after[table]} rows after the migration and had {before[table]}")


def require_sound(name: str, connection: Connection) -> None:
    """The database itself finds nothing wrong with a store.

    :raises Differs: in its words.
    """
    if connection.dialect.name != "sqlite":
        return  # PostgreSQL checked every constraint as it went
    told = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
    if told != "ok":
        raise Differs(f"SQLite finds the {name} store damaged: {told}")
    try:
        require_references(connection)
    except RuntimeError as error:
        raise Differs(f"the {name} store: {error}") from None


def require_log(readers: Connection, officers: Connection) -> None:
    """The audit log holds in both stores.

    :raises Differs: naming the first entry that does not fit.
    """
    with Session(readers) as public, Session(officers) as desk:
        _, findings = verify_desk(desk, public)
    # A release that is out but not marked yet is what recovery finishes.
    if wrong := [finding for finding in findings if finding.seq is not None]:
        raise Differs(f"the audit log does not verify: {wrong[0]}")
