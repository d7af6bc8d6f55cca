"""Tables as lines of JSON, alike for SQLite and PostgreSQL.

The tables are those that the database has, not those that this program knows, so that none can be forgotten. The first
line of a member is the head, naming columns and their kinds; each other line is a row, in the order of the key.
"""

import base64
import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import orjson
from sqlalchemy import Connection, MetaData, Table, insert, select, text

from portal.migrations.partitions import list_partitions
from portal.standing import VERSIONS

ROWS, BYTES = 500, 4 << 20

Decode = Callable[[Any], Any]

KINDS: dict[type, tuple[str, Callable[[Any], Any], Decode]] = {
    bool: ("boolean", bool, bool),
    int: ("integer", int, int),
    float: ("float", float, float),
    str: ("text", str, str),
    bytes: ("bytes", lambda value: base64.b64encode(value).decode(), base64.b64decode),
    dt.datetime: ("instant", dt.datetime.isoformat, dt.datetime.fromisoformat),
    dt.date: ("day", dt.date.isoformat, dt.date.fromisoformat),
}
DECODERS = {name: decode for name, _, decode in KINDS.values()}


def list_tables(connection: Connection) -> list[Table]:
    """The tables of a database, each after those it refers to; the table of schema versions is not among them, nor
    the partitions that a table consists of.
    """
    metadata, partitions = MetaData(), list_partitions(connection)
    metadata.reflect(connection, only=lambda name, _metadata: name not in partitions)
    return [table for table in metadata.sorted_tables if table.name != VERSIONS]


def dump_table(connection: Connection, table: Table) -> Iterator[bytes]:
    """The head and the rows of a table, a line each; few in memory at a time.

    :raises TypeError: a column of a kind that both databases do not have alike.
    """
    kinds = [_kind_of(table, column.name, column.type.python_type) for column in table.columns]
    names = [column.name for column in table.columns]
    yield orjson.dumps({"columns": [[n, k[0]] for n, k in zip(names, kinds, strict=True)]}) + b"\n"
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=ROWS)
    encoders = [encode for _, encode, _ in kinds]
    for row in connection.execute(query):
        values = [None if v is None else encode(v) for v, encode in zip(row, encoders, strict=True)]
        yield orjson.dumps(values) + b"\n"


def _kind_of(table: Table, column: str, python_type: type) -> tuple[str, Callable[[Any], Any], Decode]:
    if python_type not in KINDS:
        raise TypeError(f"{table.name}.{column} is of a kind that a backup does not know: {python_type.__name__}")
    return KINDS[python_type]


def load_table(connection: Connection, table: Table, lines: Iterable[bytes]) -> None:
    """Insert what ``dump_table`` gave.

    :raises ValueError: the table has other columns than the dump.
    """
    source = iter(lines)
    columns = orjson.loads(next(source))["columns"]
    if {name for name, _ in columns} != set(table.columns.keys()):
        raise ValueError(f"{table.name} has other columns in the backup than in the store")
    names, decoders = [name for name, _ in columns], [DECODERS[kind] for _, kind in columns]
    for batch in _batches(source):
        connection.execute(insert(table), [_row(names, decoders, orjson.loads(line)) for line in batch])


def _row(names: list[str], decoders: list[Decode], values: list[Any]) -> dict[str, Any]:
    decoded = (None if v is None else decode(v) for v, decode in zip(values, decoders, strict=True))
    return dict(zip(names, decoded, strict=True))


def _batches(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """A few hundred lines at a time, fewer where they are long: an upload is one row."""
    batch: list[bytes] = []
    size = 0
    for line in lines:
        batch.append(line)
        size += len(line)
        if len(batch) == ROWS or size >= BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def count_rows(connection: Connection) -> dict[str, int]:
    return {t.name: connection.scalar(text(f'select count(*) from "{t.name}"')) or 0 for t in list_tables(connection)}  # noqa: S608
