"""CSV and JSON.

CSV: UTF-8, comma, ``.`` decimals, ISO dates, CRLF (RFC 4180). A cell that a spreadsheet would run as a formula gets a
leading apostrophe. JSON: orjson, keys in the order of the fields.
"""

import csv
import io
from collections.abc import Iterator
from typing import Any

import orjson

from portal.formats.table import Table

BOM = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
CHUNK = 500


def csv_chunks(table: Table, *, bom: bool = False) -> Iterator[bytes]:
    """The table as CSV, a few hundred rows at a time; ``bom`` for Excel."""
    buffer = io.StringIO()
    if bom:
        buffer.write(BOM)
    writer = csv.writer(buffer)
    writer.writerow(table.fields)
    for number, row in enumerate(table.rows, start=1):
        writer.writerow([csv_cell(value) for value in row])
        if number % CHUNK == 0:
            yield _take(buffer)
    yield _take(buffer)


def _take(buffer: io.StringIO) -> bytes:
    content = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return content


def csv_cell(value: Any) -> Any:
    if isinstance(value, str):
        return "'" + value if len(value) > 1 and value.startswith(FORMULA) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    return value


def rows_json(table: Table) -> list[dict[str, Any]]:
    """The rows as objects."""
    return [dict(zip(table.fields, row, strict=True)) for row in table.rows]


def json_bytes(content: Any) -> bytes:
    """Canonical enough to hash: field order as given, no spaces, dates in ISO 8601, a newline at the end."""
    return orjson.dumps(content, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z)
