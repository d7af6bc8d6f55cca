"""The rows of a query as a table that every format renders, and what CSV needs beside."""

from collections.abc import Sequence
from dataclasses import replace

from portal.db import Rows
from portal.formats import Table
from portal.web import session


def table_of(name: str, query: Rows) -> Table:
    """All rows under the query's field names; read now, since the session closes before an answer streams."""
    return Table(name, tuple(query.selected_columns.keys()), session().execute(query).all())


def spread(table: Table, field: str, names: Sequence[str]) -> Table:
    """The table with a column for each part of a field that holds several by name, all empty where there are none."""
    at = table.fields.index(field)
    fields = (*table.fields[:at], *(f"{field}_{name}" for name in names), *table.fields[at + 1 :])
    rows = [(*row[:at], *(row[at][name] if row[at] else None for name in names), *row[at + 1 :]) for row in table.rows]
    return replace(table, fields=fields, rows=rows)
