"""Feeds (Atom) and calendars (iCalendar) of a commune, a village, an indicator, a dataset; a feed of the catalogue."""

from collections.abc import Callable

from flask import Response, abort, request

from portal.addresses import public_url
from portal.domain.datasets import get_dataset
from portal.domain.following import Topic, count_touching, find_topic, list_touching
from portal.domain.newest import list_newest_versions
from portal.formats.atom import CONTENT_TYPE
from portal.formats.calendar import CONTENT_TYPE as CALENDAR
from portal.pages.dataset_feed import feed_of_catalogue, feed_of_dataset
from portal.pages.following_calendar import calendar_of
from portal.pages.paging import Pager, asked_page
from portal.pages.release_feed import Paging, feed_of_topic
from portal.routing import Pages
from portal.validators import of_state
from portal.web import session, today

pages = Pages("feeds", __name__)

SIZE = 50  # entries of one part


@pages.get("/localities/<commune>.atom")
def of_commune(commune: str) -> Response:
    """The same feed as ``/releases.atom?commune=``."""
    return _of_topic(f"/localities/{commune}")


@pages.get("/localities/<commune>/<village>.atom")
def of_village(commune: str, village: str) -> Response:
    return _of_topic(f"/localities/{commune}/{village}")


@pages.get("/indicators/<code>.atom")
def of_indicator(code: str) -> Response:
    return _of_topic(f"/indicators/{code}")


@pages.get("/datasets/<slug>.atom")
def of_dataset(slug: str) -> Response:
    found = get_dataset(session(), slug) or abort(404)
    topic = find_topic(session(), f"/datasets/{slug}", on=today()) or abort(404)

    def write() -> bytes:
        pager = _asked_part(topic)
        versions = list_newest_versions(session(), dataset=slug, limit=SIZE, offset=pager.first)
        return feed_of_dataset(found, versions, _own(), _paging(pager))

    return _answer(write)


@pages.get("/localities/<commune>.ics")
def calendar_of_commune(commune: str) -> Response:
    return _calendar(f"/localities/{commune}")


@pages.get("/localities/<commune>/<village>.ics")
def calendar_of_village(commune: str, village: str) -> Response:
    return _calendar(f"/localities/{commune}/{village}")


@pages.get("/indicators/<code>.ics")
def calendar_of_indicator(code: str) -> Response:
    return _calendar(f"/indicators/{code}")


@pages.get("/datasets/<slug>.ics")
def calendar_of_dataset(slug: str) -> Response:
    return _calendar(f"/datasets/{slug}")


@pages.get("/datasets.atom")
def of_catalogue() -> Response:
    return _answer(lambda: feed_of_catalogue(list_newest_versions(session(), limit=SIZE), _own()))


def _of_topic(path: str) -> Response:
    topic = find_topic(session(), path, on=today()) or abort(404)

    def write() -> bytes:
        pager = _asked_part(topic)
        releases = list_touching(session(), topic, limit=SIZE, offset=pager.first)
        return feed_of_topic(topic, releases, _own(), _paging(pager))

    return _answer(write)


def _calendar(path: str) -> Response:
    topic = find_topic(session(), path, on=today()) or abort(404)
    return of_state(lambda: Response(calendar_of(topic), content_type=CALENDAR))


def _answer(write: Callable[[], bytes]) -> Response:
    return of_state(lambda: Response(write(), content_type=CONTENT_TYPE))


def _asked_part(topic: Topic) -> Pager:
    return asked_page(count_touching(session(), topic), SIZE)


def _paging(pager: Pager) -> Paging:
    """The other parts (RFC 5005); none of a feed that is whole."""
    if pager.pages == 1:
        return ()
    first = request.path
    parts = {"first": first, "previous": pager.previous, "next": pager.next, "last": f"{first}?page={pager.pages}"}
    return tuple((relation, public_url(path)) for relation, path in parts.items() if path)


def _own() -> str:
    """The address at which the feed was asked for."""
    page = request.args.get("page")
    return public_url(request.path + (f"?page={page}" if page and page != "1" else ""))
