"""Tables as HTTP answers, alike for the suffixes of pages and for the API."""

import base64
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

from flask import Response, current_app, request, send_file

from portal.formats.embedded import embed_answer
from portal.formats.excel import xlsx_answer
from portal.formats.ranges import unmet_range
from portal.formats.table import Table
from portal.formats.text import CHUNK, csv_chunks, json_bytes, ndjson_chunks, rows_json

JSON = "application/json"
CSV = "text/csv; charset=utf-8"
NDJSON = "application/x-ndjson"
HANDED_OVER = "/-/kept/"
"""Where the nginx site has the folder of released files, for nobody but the application."""


def json_answer(content: Any, status: int = 200, mimetype: str = JSON) -> Response:
    return Response(json_bytes(content), status, content_type=mimetype)


def csv_answer(table: Table) -> Response:
    """A download, streamed."""
    return streamed(csv_chunks(table), f"{table.name}.csv", CSV)


def ndjson_answer(table: Table, further: str | None = None) -> Response:
    """A row a line, streamed; the last line proves that it is whole, or says where it goes on."""
    return streamed(ndjson_chunks(table, further), f"{table.name}.ndjson", NDJSON)


def streamed(chunks: Iterator[bytes], name: str, mimetype: str) -> Response:
    """A download of what is made while it is sent."""
    response = Response(chunks, content_type=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def table_answer(table: Table, suffix: str, title: str = "") -> Response:
    """What a page's suffix answers: every row as ``.csv`` or ``.xlsx``, as ``.json`` in the shape of an API collection,
    and the first rows in a page for frames as ``.embed``.

    :param title: what the table holds, for people, where it does not say so itself.
    """
    answers = {"csv": csv_answer, "json": _json_collection, "xlsx": xlsx_answer, "embed": embed_answer}
    return answers[suffix](replace(table, title=title) if title else table)


def _json_collection(table: Table) -> Response:
    return Response(_collection_chunks(table), content_type=JSON)


def _collection_chunks(table: Table) -> Iterator[bytes]:
    """The bytes of ``json_answer`` of the whole collection, a few hundred rows at a time."""
    rows, count = iter(table.rows), 0
    yield b'{"data":['
    while portion := list(islice(rows, CHUNK)):
        content = json_bytes(rows_json(Table(table.name, table.fields, portion))).strip()[1:-1]
        yield b"," + content if count else content
        count += len(portion)
    yield b'],"next":null,"total":%d}\n' % count


@dataclass(frozen=True)
class Kept:
    """A file that was written once, with what it was then.

    :param bytes: its size.
    :param at: when what it holds was released.
    """

    path: Path
    name: str
    mimetype: str
    bytes: int
    sha256: str
    at: dt.datetime


def send_kept(kept: Kept, *, max_age: int, immutable: bool = False, absent: Exception) -> Response:
    """The bytes as they were written, with their digest; caches may hold them ``max_age`` seconds.

    :param absent: raised where the disk does not have them, or not whole.
    """
    if not kept.path.is_file() or kept.path.stat().st_size != kept.bytes:
        current_app.logger.error("the file %s is absent or not whole", kept.path)
        raise absent
    refused = unmet_range(kept.bytes, kept.sha256)
    if refused is not None:
        return refused
    response = send_file(
        kept.path,
        mimetype=kept.mimetype,
        as_attachment=True,
        download_name=kept.name,
        etag=kept.sha256,
        last_modified=kept.at,
        max_age=max_age,
    )
    response.cache_control.public = True
    if immutable:
        response.cache_control.immutable = True
    digest = base64.b64encode(bytes.fromhex(kept.sha256)).decode()
    response.headers["Repr-Digest"] = f"sha-256=:{digest}:"
    return _hand_over(response, kept.path) if _may_hand_over(response) else response


CONDITIONS_OF_OURS = ("If-Match", "If-Unmodified-Since")
"""Preconditions that nginx would judge by a file's own date and name, which are not the release's."""


def _may_hand_over(response: Response) -> bool:
    """Whether the web server in front sends the bytes; what has none (304, 412) is answered here."""
    if current_app.config["ACCEL"] != "1" or response.status_code not in {200, 206}:
        return False
    return not any(name in request.headers for name in CONDITIONS_OF_OURS)


def _hand_over(response: Response, path: Path) -> Response:
    """The answer without its bytes: where they lie, for the server in front, which also cuts the part asked for.

    A slow reader of a large file then holds up nobody here.
    """
    within = path.relative_to(Path(current_app.config["FILES_DIR"]).absolute())
    response.close()  # the file
    handed = Response(status=200, headers=response.headers, direct_passthrough=True)  # no layer makes it another answer
    handed.headers["X-Accel-Redirect"] = quote(f"{HANDED_OVER}{within.as_posix()}")
    for name in ("Accept-Ranges", "Content-Length", "Content-Range", "Content-Encoding"):  # nginx says them itself
        handed.headers.pop(name, None)
    return handed
