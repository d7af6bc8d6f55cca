"""CSV and JSON.

CSV: UTF-8, comma, ``.`` decimals, ISO dates and instants, CRLF (RFC 4180). A list of texts is joined by ``; ``, a
list of objects is its JSON. A cell that a spreadsheet would run as a formula gets a leading apostrophe. JSON: orjson,
keys in the order of the fields.
"""

import csv
import datetime as dt
import hashlib
import io
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

import orjson

from portal.formats.table import Table

BOM = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
CHUNK = 500


def csv_chunks(table: Table) -> Iterator[bytes]:
    """The table as CSV, a few hundred rows at a time. Excel wants ``BOM`` before it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(table.fields)
    for number, row in enumerate(table.rows, start=1):
        writer.writerow([_quick_cell(value) for value in row])
        if number % CHUNK == 0:
            yield _take(buffer)
    yield _take(buffer)


def _take(buffer: io.StringIO) -> bytes:
    content = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return content


def csv_cell(value: Any) -> Any:
    """The value as the cell of a CSV file holds it."""
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, list):
        return harmless(_list_cell(value))
    return value


def harmless(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would run it; a lone sign such as ``=`` is none."""
    return "'" + text if len(text) > 1 and text.startswith(FORMULA) else text


def _quick_cell(value: Any) -> Any:
    """``csv_cell``, sooner for what most cells are."""
    if type(value) is str:
        return _known_text(value)
    return value if type(value) in PLAIN else csv_cell(value)


PLAIN = frozenset({int, type(None)})
_known_text = lru_cache(maxsize=16384)(harmless)  # most texts of a table stand in many of its rows


def _list_cell(values: list[Any]) -> str:
    if all(isinstance(value, str) for value in values):
        return "; ".join(values)
    return orjson.dumps(values).decode()


def ndjson_chunks(table: Table, further: str | None = None) -> Iterator[bytes]:
    """A row a line as a JSON object, then one line that proves that nothing is lacking.

    The last line is ``{"trailer": {"rows": …, "sha256": …, "next": …}}``: how many rows came before it, the SHA-256 of
    every byte before it, and where it goes on if not all was asked for. What ends without it was cut off.
    """
    return with_trailer(_ndjson_blocks(table), further)


def _ndjson_blocks(table: Table) -> Iterator[tuple[bytes, int]]:
    rows = iter(table.rows)
    while portion := list(islice(rows, CHUNK)):
        yield b"".join(json_bytes(dict(zip(table.fields, row, strict=True))) for row in portion), len(portion)


def with_trailer(blocks: Iterable[tuple[bytes, int]], further: str | None = None) -> Iterator[bytes]:
    """Blocks of NDJSON, each with how many rows it has, and the line that proves them whole."""
    digest, count = hashlib.sha256(), 0
    for content, rows in blocks:
        digest.update(content)
        count += rows
        yield content
    yield json_bytes({"trailer": {"rows": count, "sha256": digest.hexdigest(), "next": further}})


def rows_json(table: Table) -> list[dict[str, Any]]:
    """The rows as objects."""
    return [dict(zip(table.fields, row, strict=True)) for row in table.rows]


def json_bytes(content: Any) -> bytes:
    """Canonical enough to hash: field order as given, no spaces, dates in ISO 8601, a newline at the end."""
    return orjson.dumps(content, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z)
