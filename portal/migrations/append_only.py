"""Tables whose rows the database refuses to change or delete.

On SQLite ``insert or replace`` deletes without asking the trigger on deletes, so a row that would replace another is
refused too. A migration that rebuilds such a table (``batch_alter_table`` on SQLite) must protect it again. Whoever
owns the database can take the triggers away: they guard against mistakes, the chain of hashes against the rest.
"""

from alembic import op


def protect(table: str) -> None:
    """Let rows of the table, which has columns ``seq`` and ``hash``, only be added."""
    if op.get_bind().dialect.name == "sqlite":
        _protect_on_sqlite(table)
    else:
        _protect_on_postgresql(table)


def unprotect(table: str) -> None:
    """Before the table is dropped."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"drop trigger {table}_append_only on {table}")
        op.execute(f"drop function {table}_refuse()")


def _protect_on_sqlite(table: str) -> None:
    refuse = f"begin select raise(abort, '{table} is append-only'); end"
    op.execute(f"create trigger {table}_no_update before update on {table} {refuse}")
    op.execute(f"create trigger {table}_no_delete before delete on {table} {refuse}")
    there = f"exists (select 1 from {table} where seq = new.seq or hash = new.hash)"  # noqa: S608 - a name of ours
    op.execute(f"create trigger {table}_no_replace before insert on {table} when {there} {refuse}")


def _protect_on_postgresql(table: str) -> None:
    op.execute(
        f"create function {table}_refuse() returns trigger language plpgsql as "
        f"$$ begin raise exception '{table} is append-only'; end $$"
    )
    op.execute(
        f"create trigger {table}_append_only before update or delete on {table} "
        f"for each row execute function {table}_refuse()"
    )
