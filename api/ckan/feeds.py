"""The datasets as an Atom feed (RFC 4287) where CKAN has one; those changed last first."""

import re

from flask import Response, abort, request

from api.ckan.packages import notes_of
from api.ckan.resources import notice_of, page_of
from api.ckan.routing import ckan
from api.ckan.tags import tags_of
from portal.addresses import public_url
from portal.domain.catalogue import Entry, get_entry, list_entries
from portal.domain.catalogue_search import MODIFIED, list_found
from portal.domain.datasets import Dataset
from portal.formats import atom
from portal.validators import of_state
from portal.web import session, today

ADDRESS = "/feeds/dataset.atom"
ENTRIES = 20


@ckan.get(ADDRESS)
def datasets() -> Response:
    page = _page()
    return of_state(lambda: Response(_written(page), content_type=atom.CONTENT_TYPE))


def _written(page: int) -> bytes:
    by = [MODIFIED.desc(), Dataset.uuid]
    slugs = list_found(session(), [], by=by, limit=ENTRIES, offset=(page - 1) * ENTRIES)
    feed = atom.Feed(
        title="Dữ liệu mở – Làng Số",
        page=public_url("/datasets"),
        url=public_url(ADDRESS) + (f"?page={page}" if page > 1 else ""),
        language="vi",
        guid=public_url(ADDRESS),
        subtitle="Các bộ dữ liệu, bộ thay đổi gần nhất trước",
    )
    return feed.write(map(_entry, list_entries(session(), slugs, today=today())))


@ckan.get("/dataset/<slug>/notice.txt")
def notice(slug: str) -> Response:
    """What became of a dataset, as plain text: the only resource of one that was taken back."""
    entry = get_entry(session(), slug, today=today()) or abort(404)
    return Response(notice_of(entry), content_type="text/plain; charset=utf-8")


def _page() -> int:
    text = request.args.get("page", "1")
    if not re.fullmatch("[1-9][0-9]{0,5}", text):
        abort(400)
    return int(text)


def _entry(entry: Entry) -> atom.Entry:
    return atom.Entry(
        id=f"urn:uuid:{entry.id}",
        url=page_of(entry),
        title=entry.dataset.title,
        summary=notes_of(entry),
        author=entry.publisher[0],
        published=entry.issued,
        updated=entry.modified,
        categories=tuple(tag["name"] for tag in tags_of(entry)),
    )
