"""The rows of a query as a table that every format renders."""

from portal.db import Rows
from portal.formats import Table
from portal.web import session


def table_of(name: str, query: Rows) -> Table:
    """All rows under the query's field names; read now, since the session closes before an answer streams."""
    return Table(name, tuple(query.selected_columns.keys()), session().execute(query).all())
