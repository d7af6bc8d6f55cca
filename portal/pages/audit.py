"""The public audit log: its head, its newest entries, and the whole of it to check on another machine."""

from flask import Response, current_app, render_template, request

from portal.domain.audit import get_head, line_of_row, list_newest, select_log, stream_lines
from portal.domain.datasets import has_illustrative
from portal.errors import Refusal
from portal.formats import Table
from portal.formats.http import json_answer, table_answer
from portal.i18n import gettext as _
from portal.routing import Pages
from portal.web import session

pages = Pages("audit", __name__)

NEWEST = 20
ENTRY = ("seq", "at", "event", "subject", "role", "hash")
LIMIT, MOST = 200, 1000


@pages.get("/audit")
def index() -> str:
    return render_template(
        "audit/index.html",
        head=get_head(session()),
        entries=list_newest(session(), NEWEST),
        illustrative=has_illustrative(session()),
    )


@pages.get("/audit.<any(csv,xlsx,embed):suffix>")
def newest_rows(suffix: str) -> Response:
    """The entries that the page shows."""
    rows = [tuple(getattr(entry, name) for name in ENTRY) for entry in list_newest(session(), NEWEST)]
    return table_answer(Table("audit", ENTRY, rows, _("Các mục mới nhất của nhật ký")), suffix)


@pages.get("/audit.json")
def rows() -> Response:
    """The head and the entries after ``after``, in the shape of an API collection."""
    after, limit = _asked("after", 0, 10**9), _asked("limit", LIMIT, MOST)
    head = get_head(session())
    query = select_log(after=after).limit(limit)
    entries = [vars(line_of_row(row)) for row in session().execute(query)]
    last = entries[-1]["seq"] if entries else after
    more = head is not None and last < head.seq and bool(entries)
    return json_answer(
        {
            "head": head._asdict() if head else None,
            "data": entries,
            "next": f"/audit.json?after={last}&limit={limit}" if more else None,
            "total": head.seq if head else 0,
        }
    )


@pages.get("/audit.jsonl")
def lines() -> Response:
    """The whole log as it was when it was asked for, one entry a line: what ``langso audit verify`` reads."""
    head = get_head(session())
    store = current_app.extensions["store"]
    content = stream_lines(store.session, upto=head.seq) if head else iter([b""])
    response = Response(content, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="audit.jsonl"'
    if head:
        response.set_etag(head.hash)
        response.make_conditional(request)
    return response


def _asked(name: str, default: int, most: int) -> int:
    """A whole number of the address.

    :raises Refusal: it is none, or more than ``most``.
    """
    given = request.args.get(name, str(default))
    if given.isascii() and given.isdigit() and len(given) <= len(str(most)) and int(given) <= most:
        return int(given)
    raise Refusal(
        400,
        "unknown-value",
        _("Tham số không hợp lệ"),
        _("Tham số “%(name)s” phải là số nguyên từ 0 đến %(most)s.", name=name, most=most),
    )
