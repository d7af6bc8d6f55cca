"""A table that PostgreSQL keeps in partitions: taken apart and put together again, while readers go on.

Rows are copied into a table of the new kind, which takes the old one's name at the very end of the transaction; only
then do readers wait. Whoever had a right on the old table has it on the new one.
"""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection


def list_partitions(connection: Connection) -> set[str]:
    """The tables that are partitions of another, through which alone they are read and written."""
    if connection.dialect.name != "postgresql":
        return set()
    return set(connection.scalars(sa.text("select relname from pg_class where relispartition and relkind = 'r'")))


@dataclass(frozen=True)
class Shape:
    """What a table is to become.

    :param key: the columns of its primary key; ``id``, which a sequence numbers, is the first.
    :param id_type: of ``id`` and its sequence.
    :param indexes: for each name what follows ``on table``, and ``unique`` before it where it is.
    :param by: the column of days by which it is partitioned; None: in one piece.
    :param years: those that have a partition of their own; all other days share one.
    """

    key: tuple[str, ...]
    id_type: str
    indexes: dict[str, str]
    by: str | None = None
    years: range = range(0)


def rebuild(connection: Connection, table: str, shape: Shape) -> None:
    """Give a table, which has a sequence for its ``id`` and refers to others by named keys, another shape."""
    new, sequence = f"{table}_new", f"{table}_id_seq"
    execute = connection.exec_driver_sql
    execute(f"lock table {table} in exclusive mode")
    keys = _list_keys(connection, table)
    parted = f" partition by range ({shape.by})" if shape.by else ""
    execute(f"create table {new} (like {table} including defaults including constraints){parted}")
    execute(f"alter table {new} alter column id type {shape.id_type}")
    if shape.by:
        _add_partitions(connection, table, shape.years)
    execute(f"insert into {new} select * from {table} order by id")  # noqa: S608 - names of our own tables
    execute(f"alter table {new} add constraint pk_{new} primary key ({', '.join(shape.key)})")
    for name, columns in shape.indexes.items():
        unique = "unique " if name.startswith("uq_") else ""
        execute(f"create {unique}index {name}_new on {new} {columns}")
    for name, definition in keys:
        execute(f"alter table {new} add constraint {name} {definition}")
    execute(f"alter sequence {sequence} as {shape.id_type} owned by {new}.id")
    _pass_rights_on(connection, table, new)
    _swap(connection, table, new, shape)
    execute(f"analyze {table}")


def _list_keys(connection: Connection, table: str) -> list[tuple[str, str]]:
    """Names and definitions of the references to other tables."""
    query = "select conname, pg_get_constraintdef(oid) from pg_constraint where conrelid = to_regclass(:t)"
    rows = connection.execute(sa.text(f"{query} and contype = 'f' order by conname"), {"t": table})
    return [(name, definition) for name, definition in rows]


def _add_partitions(connection: Connection, table: str, years: range) -> None:
    for year in years:
        bounds = f"from ('{year}-01-01') to ('{year + 1}-01-01')"
        connection.exec_driver_sql(f"create table {table}_{year} partition of {table}_new for values {bounds}")
    connection.exec_driver_sql(f"create table {table}_default partition of {table}_new default")


def _pass_rights_on(connection: Connection, table: str, new: str) -> None:
    query = sa.text(
        "select quote_ident(coalesce(r.rolname, 'public')), r.oid is null, a.privilege_type"
        " from pg_class c cross join aclexplode(c.relacl) a left join pg_roles r on r.oid = a.grantee"
        " where c.oid = to_regclass(:t) and a.grantee <> c.relowner"
    )
    for role, everybody, right in connection.execute(query, {"t": table}).all():
        connection.exec_driver_sql(f"grant {right} on {new} to {'public' if everybody else role}")


def _swap(connection: Connection, table: str, new: str, shape: Shape) -> None:
    execute = connection.exec_driver_sql
    execute(f"drop table {table}")
    execute(f"alter table {new} rename to {table}")
    execute(f"alter index pk_{new} rename to pk_{table}")
    for name in shape.indexes:
        execute(f"alter index {name}_new rename to {name}")
