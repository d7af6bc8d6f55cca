"""Parquet, written by DuckDB: typed columns, and words about the whole in the file's own metadata.

One database in memory for each process, with one thread and little memory. It loads no extension and asks no network;
it is made when the first file is written, since importing it takes a tenth of a second.
"""

import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from portal.domain.dictionary import Column, Type
from portal.formats.table import Table

if TYPE_CHECKING:
    import duckdb

TYPES = {
    Type.TEXT: "VARCHAR",
    Type.INTEGER: "BIGINT",
    Type.NUMBER: "DOUBLE",
    Type.BOOLEAN: "BOOLEAN",
    Type.DATE: "DATE",
}
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "memory_limit": "256MB",
    "temp_directory": "",  # nothing is spilled to a disk
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
}
GROUP = 20_480  # rows that are compressed together; a multiple of what DuckDB works on at once


def write_parquet(path: Path, table: Table, columns: Sequence[Column], words: Mapping[str, str]) -> None:
    """Write the table.

    :param columns: of the table, in its order.
    :param words: what the file's metadata says.
    :raises OSError: it cannot be written.
    """
    rows = path.with_suffix(".rows")
    try:
        _write_rows(rows, table)
        _copy(rows, path, columns, words)
    finally:
        rows.unlink(missing_ok=True)


def _write_rows(path: Path, table: Table) -> None:
    """As lines of JSON, which DuckDB reads as the types it is told: a text stays one whatever it looks like."""
    with path.open("wb") as file:
        file.writelines(
            orjson.dumps(dict(zip(table.fields, row, strict=True)), option=orjson.OPT_APPEND_NEWLINE)
            for row in table.rows
        )


def _copy(rows: Path, path: Path, columns: Sequence[Column], words: Mapping[str, str]) -> None:
    import duckdb  # noqa: PLC0415

    types = ", ".join(f"{_quoted(column.name)}: '{TYPES[column.type]}'" for column in columns)
    said = ", ".join(f"{_quoted(name)}: {_quoted(text)}" for name, text in words.items())
    source = f"read_json({_quoted(str(rows))}, format = 'newline_delimited', columns = {{{types}}})"
    how = f"format parquet, compression zstd, row_group_size {GROUP}, kv_metadata {{{said}}}"
    try:
        with _database(os.getpid()).cursor() as cursor:
            cursor.execute(f"copy (from {source}) to {_quoted(str(path))} ({how})")
    except duckdb.Error as error:
        raise OSError(f"{path.name} could not be written: {error}") from error


@lru_cache
def _database(_process: int) -> "duckdb.DuckDBPyConnection":
    """The database of a process: what was made before a fork is not used after it."""
    import duckdb  # noqa: PLC0415

    return duckdb.connect(":memory:", config=SETTINGS)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
