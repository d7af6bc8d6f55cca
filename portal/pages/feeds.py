"""Atom feeds beside that of all releases: of a commune, an indicator, a dataset, and of the catalogue."""

from collections.abc import Callable

from flask import Response, abort, request

from portal.addresses import public_url
from portal.domain.datasets import get_dataset
from portal.domain.indicators import get_indicator
from portal.domain.localities import get_commune
from portal.domain.newest import list_newest_versions, list_releases_of_indicator
from portal.domain.releases import list_releases
from portal.formats.atom import CONTENT_TYPE
from portal.pages.dataset_feed import feed_of_catalogue, feed_of_dataset
from portal.pages.release_feed import feed_of_indicator, feed_of_releases
from portal.routing import Pages
from portal.validators import of_state
from portal.web import session, today

pages = Pages("feeds", __name__)

SIZE = 50  # entries


@pages.get("/localities/<commune>.atom")
def of_commune(commune: str) -> Response:
    """The same feed as ``/releases.atom?commune=``."""
    found = get_commune(session(), commune, on=today()) or abort(404)
    return _answer(lambda: feed_of_releases(list_releases(session(), commune=found, limit=SIZE), found, _own()))


@pages.get("/indicators/<code>.atom")
def of_indicator(code: str) -> Response:
    found = get_indicator(session(), code) or abort(404)
    return _answer(lambda: feed_of_indicator(found, list_releases_of_indicator(session(), found, limit=SIZE), _own()))


@pages.get("/datasets/<slug>.atom")
def of_dataset(slug: str) -> Response:
    found = get_dataset(session(), slug) or abort(404)
    return _answer(lambda: feed_of_dataset(found, list_newest_versions(session(), dataset=slug, limit=SIZE), _own()))


@pages.get("/datasets.atom")
def of_catalogue() -> Response:
    return _answer(lambda: feed_of_catalogue(list_newest_versions(session(), limit=SIZE), _own()))


def _answer(write: Callable[[], bytes]) -> Response:
    return of_state(lambda: Response(write(), content_type=CONTENT_TYPE))


def _own() -> str:
    """The address at which the feed was asked for."""
    return public_url(request.path)
