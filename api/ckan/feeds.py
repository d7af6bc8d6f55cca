"""The datasets as an Atom feed (RFC 4287) where CKAN has one; those changed last first."""

import datetime as dt
import re
from io import BytesIO

from feedgenerator import Atom1Feed
from flask import Response, abort, request
from markupsafe import escape

from api.ckan.packages import notes_of
from api.ckan.resources import notice_of, page_of
from api.ckan.routing import ckan
from api.ckan.tags import tags_of
from portal.domain.catalogue import Entry, get_entry, list_entries
from portal.domain.catalogue_search import MODIFIED, list_found
from portal.domain.datasets import Dataset
from portal.formats.http import public_url
from portal.validators import of_state
from portal.web import session, today

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
ADDRESS = "/feeds/dataset.atom"
ENTRIES = 20
NOTHING_YET = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class _Feed(Atom1Feed):
    def latest_post_date(self) -> dt.datetime:
        """A feed without entries is the same feed whenever it is asked for."""
        return super().latest_post_date() if self.items else NOTHING_YET


@ckan.get(ADDRESS)
def datasets() -> Response:
    page = _page()
    return of_state(lambda: Response(_written(page), content_type=CONTENT_TYPE))


def _written(page: int) -> bytes:
    by = [MODIFIED.desc(), Dataset.uuid]
    slugs = list_found(session(), [], by=by, limit=ENTRIES, offset=(page - 1) * ENTRIES)
    feed = _Feed(
        title="Dữ liệu mở – Làng Số",
        link=public_url("/datasets"),
        feed_url=public_url(ADDRESS) + (f"?page={page}" if page > 1 else ""),
        feed_guid=public_url(ADDRESS),
        description="Các bộ dữ liệu, bộ thay đổi gần nhất trước",
        language="vi",
        author_name="Làng Số",
        feed_copyright="CC BY 4.0",
    )
    for entry in list_entries(session(), slugs, today=today()):
        _add(feed, entry)
    content = BytesIO()
    feed.write(content, "utf-8")
    return content.getvalue()


@ckan.get("/dataset/<slug>/notice.txt")
def notice(slug: str) -> Response:
    """What became of a dataset, as plain text: the only resource of one that was taken back."""
    entry = get_entry(session(), slug, today=today()) if "\0" not in slug else None
    if entry is None:
        abort(404)
    return Response(notice_of(entry), content_type="text/plain; charset=utf-8")


def _page() -> int:
    text = request.args.get("page", "1")
    if not re.fullmatch("[1-9][0-9]{0,5}", text):
        abort(400)
    return int(text)


def _add(feed: Atom1Feed, entry: Entry) -> None:
    feed.add_item(
        title=entry.dataset.title,
        link=page_of(entry),
        unique_id=f"urn:uuid:{entry.id}",
        description=str(escape(notes_of(entry))),  # a summary is HTML
        author_name=entry.publisher[0],
        pubdate=entry.issued,
        updateddate=entry.modified,
        categories=[tag["name"] for tag in tags_of(entry)],
    )
