"""The formats that are the rows and little beside: CSV, JSON and Parquet."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from portal.formats import BOM, csv_chunks, json_bytes, rows_json
from portal.formats.parquet import write_parquet
from portal.publishing.exports.edition import Edition

CHUNK = 1 << 18


def csv_file(edition: Edition) -> Iterator[bytes]:
    return csv_chunks(edition.table)


def excel_csv_file(plain: Path) -> Iterator[bytes]:
    """The CSV file with the mark before it by which Excel knows UTF-8."""
    yield BOM.encode()
    with plain.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def json_file(edition: Edition) -> Iterator[bytes]:
    yield json_bytes({**about(edition), "data": rows_json(edition.table)})


def about(edition: Edition) -> dict[str, Any]:
    """What a file says of itself before its rows."""
    dataset = edition.dataset
    return {
        "dataset": dataset.slug,
        "title": dataset.title,
        "title_en": dataset.title_en,
        "version": edition.number,
        "released_at": edition.instant,
        "licence": dataset.licence,
        "citation": edition.citation[0],
        "citation_en": edition.citation[1],
        "illustrative": dataset.illustrative,
        "notice": edition.notice[0],
        "notice_en": edition.notice[1],
    }


def write_parquet_file(path: Path, edition: Edition) -> None:
    """:raises OSError: it cannot be written."""
    words = {name: _text(value) for name, value in about(edition).items() if value is not None}
    write_parquet(path, edition.table, edition.columns, words)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
