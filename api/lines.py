"""Whole collections as the database writes them, portion by portion; what it cannot write is made from the rows."""

from collections.abc import Iterator
from dataclasses import replace

from flask import Response, current_app
from sqlalchemy.orm import Session

from api.negotiation import Format
from api.paging import Block, Key, Source
from portal.db import Store
from portal.formats import Table, csv_chunks, json_bytes, rows_json
from portal.formats.http import CSV, NDJSON, streamed
from portal.formats.sqlite_lines import Lines
from portal.formats.text import with_trailer
from portal.web import session

KINDS = {Format.CSV: Lines.CSV, Format.NDJSON: Lines.JSON}


def answer_lines(
    name: str, fields: tuple[str, ...], source: Source, after: Key | None, format_: Format
) -> Response | None:
    """All rows after a key, streamed; None where the database writes none.

    The first portion is read at once, so that what fails fails before the answer begins; each further one in a session
    of its own, so that a slow reader holds no transaction open.
    """
    kind = KINDS[format_]
    first = _portion(source, after, kind, fields)
    if first is None:
        return None
    blocks = _blocks(source.rest(), current_app.extensions["store"], first, kind, fields)
    if format_ is Format.NDJSON:
        return streamed(with_trailer(blocks), f"{name}.ndjson", NDJSON)
    return streamed(_with_header(blocks, fields), f"{name}.csv", CSV)


def _with_header(blocks: Iterator[tuple[bytes, int]], fields: tuple[str, ...]) -> Iterator[bytes]:
    yield from csv_chunks(Table("", fields, ()))
    for text, _rows in blocks:
        yield text


def _blocks(
    source: Source, store: Store, block: Block, kind: Lines, fields: tuple[str, ...]
) -> Iterator[tuple[bytes, int]]:
    yield block.text or b"", block.rows
    while block.last is not None:
        with store.session() as opened:
            found = _portion(source, block.last, kind, fields, opened)
        if found is None:
            raise RuntimeError("the database wrote the first lines and not the next")
        block = found
        yield block.text or b"", block.rows


def _portion(
    source: Source, after: Key | None, kind: Lines, fields: tuple[str, ...], opened: Session | None = None
) -> Block | None:
    """The next lines, whoever wrote them; the first are read in the session of the request."""
    first, opened = opened is None, opened or session()
    block = source.lines.portion(opened, after, kind, first=first) if source.lines else None
    if block is None or block.text is not None:
        return block
    rows = source.fetch(opened, after, block.rows).rows
    return replace(block, text=_text_of(Table("", fields, rows), kind))


def _text_of(table: Table, kind: Lines) -> bytes:
    if kind is Lines.CSV:
        return b"".join(csv_chunks(table)).partition(b"\r\n")[2]
    return b"".join(json_bytes(row) for row in rows_json(table))
