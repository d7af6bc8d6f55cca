"""Rows to bytes: one renderer for pages, API and released files."""

from portal.formats.table import Table
from portal.formats.text import BOM, csv_chunks, json_bytes, ndjson_chunks, rows_json

__all__ = ["BOM", "Table", "csv_chunks", "json_bytes", "ndjson_chunks", "rows_json"]
