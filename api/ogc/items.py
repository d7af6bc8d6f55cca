"""The features of a collection, in pages, and one by its id."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import Response, current_app, render_template, request

from api.ogc.answers import answer, finish, tag
from api.ogc.collections import Collection, find_collection
from api.ogc.description import query_of
from api.ogc.features import Page
from api.ogc.links import GEOJSON, JSON, Link, href, in_encodings, link
from api.ogc.negotiation import chosen, prefers_html
from api.ogc.parameters import CRS84, USUAL, FeatureQuery
from api.ogc.properties import is_illustrative
from api.ogc.views import pages
from api.parameters import read_parameters
from api.references import find_seq, pin
from portal import per_state
from portal.addresses import public_url
from portal.domain.features import (
    Wanted,
    count_features,
    find_feature_key,
    list_feature_keys,
    list_features,
)
from portal.errors import Refusal
from portal.i18n import gettext as _
from portal.i18n import language
from portal.routing import in_language
from portal.web import session, today

MOST_TO_READ = 200  # features of a page for people
SHORT = 500  # features of a page that is held whole


@pages.get("/ogc/collections/<collection>/items")
def items(collection: str) -> Response:
    found = find_collection(collection)
    parameters = read_parameters(query_of(found))
    page = _load(found, parameters, offset=parameters["offset"] or 0, limit=parameters["limit"] or USUAL)
    if prefers_html():
        places = list(page.places(session()))
        return finish(Response(render_template("ogc/items.html", page=page, places=places)), page.links)
    return _as_features(_geojson(page), page.links)


def _geojson(page: Page) -> Response:
    """A short page whole, with an ETag; a long one as it is read."""
    if len(page.keys) > SHORT:
        return Response(page.chunks(page.streamed(current_app.extensions["store"])), content_type=GEOJSON)
    head, stamp, rest = page.whole(session())
    return tag(Response([head, stamp, rest], content_type=GEOJSON), head, rest)


def _as_features(response: Response, links: Sequence[Link]) -> Response:
    response.headers["Content-Crs"] = f"<{CRS84}>"
    return finish(response, links)


def _load(collection: Collection, parameters: Mapping[str, Any], *, offset: int, limit: int) -> Page:
    wanted = _wanted(collection, parameters)
    limit = min(limit, MOST_TO_READ) if prefers_html() else limit
    matched = per_state.held(("matched", wanted), lambda: count_features(session(), wanted))
    keys = list_feature_keys(session(), wanted, offset=offset, limit=limit) if offset < matched else []
    links = _links(collection, wanted, offset=offset, limit=limit, matched=matched)
    return Page(collection, wanted, keys, matched, links, public_url(in_language("", language())))


def _wanted(collection: Collection, parameters: Mapping[str, Any]) -> Wanted:
    wanted = Wanted(collection.kind, today(), parameters["datetime"], parameters["bbox"], parameters["parent"])
    if collection.indicator is None:
        return wanted
    return replace(wanted, indicator=collection.indicator.code, as_of=find_seq(parameters))


def _links(collection: Collection, wanted: Wanted, *, offset: int, limit: int, matched: int) -> list[Link]:
    path, title, type_ = f"{collection.path}/items", collection.title, chosen(GEOJSON)
    asked = {name: value for name, value in request.args.items() if name != "f"}
    further = asked | pin(wanted.as_of) | {"limit": limit, "f": "html" if prefers_html() else "json"}
    links = in_encodings(path, type_, title, data=GEOJSON, **asked)
    if offset + limit < matched:
        links.append(link("next", type_, href(path, **(further | {"offset": offset + limit})), _("Trang sau")))
    if offset:
        links.append(
            link("prev", type_, href(path, **(further | {"offset": max(offset - limit, 0)})), _("Trang trước"))
        )
    return [*links, link("collection", JSON, href(collection.path, f="json"), title)]


@pages.get("/ogc/collections/<collection>/items/<feature>")
def item(collection: str, feature: str) -> Response:
    found = find_collection(collection)
    read_parameters(FeatureQuery)
    wanted = _wanted(found, dict.fromkeys(("datetime", "bbox", "parent", "as_of")))
    key = find_feature_key(session(), wanted, feature)
    if key is None:
        detail = _("Không có “%(ref)s” trong lớp %(title)s.", ref=feature, title=found.title)
        raise Refusal(404, "not-found", _("Không tìm thấy"), detail)
    [place] = list_features(session(), wanted, [key])
    path = f"{found.path}/items/{feature}"
    links = in_encodings(path, chosen(GEOJSON), place.locality.name, data=GEOJSON)
    links.append(link("collection", JSON, href(found.path, f="json"), found.title))
    document = Page(found, wanted, [key], 1, links, public_url(in_language("", language()))).feature(place) | {
        "links": links
    }
    return answer(
        "item", document, links, data=GEOJSON, place=place, collection=found, illustrative=is_illustrative(place)
    )
