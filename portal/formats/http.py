"""Tables as HTTP answers, alike for the suffixes of pages and for the API."""

from typing import Any

from flask import Response, current_app, request

from portal.formats.table import Table
from portal.formats.text import csv_chunks, json_bytes, ndjson_chunks, rows_json

JSON = "application/json"
CSV = "text/csv; charset=utf-8"
NDJSON = "application/x-ndjson"


def json_answer(content: Any, status: int = 200, mimetype: str = JSON) -> Response:
    return Response(json_bytes(content), status, content_type=mimetype)


def csv_answer(table: Table) -> Response:
    """A download, streamed."""
    response = Response(csv_chunks(table), content_type=CSV)
    response.headers["Content-Disposition"] = f'attachment; filename="{table.name}.csv"'
    return response


def ndjson_answer(table: Table) -> Response:
    """A row a line, streamed; the last line proves that it is whole."""
    response = Response(ndjson_chunks(table), content_type=NDJSON)
    response.headers["Content-Disposition"] = f'attachment; filename="{table.name}.ndjson"'
    return response


def table_answer(table: Table, suffix: str) -> Response:
    """What a page's ``.csv`` or ``.json`` answers: every row, in the shape of an API collection."""
    if suffix == "csv":
        return csv_answer(table)
    rows = rows_json(table)
    return json_answer({"data": rows, "next": None, "total": len(rows)})


def public_url(path: str) -> str:
    """An absolute address: of the setting ``BASE_URL``, else of the request."""
    return (current_app.config["BASE_URL"] or request.url_root).rstrip("/") + path
