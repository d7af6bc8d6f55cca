"""Addresses of the dialect, absolute and in the language of the answer, and the links that carry them."""

from typing import Any
from urllib.parse import urlencode

from portal.addresses import public_url
from portal.i18n import language
from portal.routing import in_language

JSON = "application/json"
GEOJSON = "application/geo+json"
HTML = "text/html"
SCHEMA = "application/schema+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"

Link = dict[str, str]


def href(path: str = "", **query: Any) -> str:
    """The address of a path below ``/ogc``; parameters without a value are left out."""
    asked = {name: value for name, value in query.items() if value is not None}
    return public_url(in_language("/ogc", language()) + path) + (f"?{urlencode(asked)}" if asked else "")


def link(rel: str, type_: str, address: str, title: str) -> Link:
    return {"href": address, "rel": rel, "type": type_, "title": title, "hreflang": language()}


def in_encodings(path: str, chosen: str, title: str, *, data: str = JSON, **query: Any) -> list[Link]:
    """``self`` and ``alternate``: an answer as data and as a page.

    :param chosen: the media type of the answer that carries the links.
    """
    pair = ((data, "json"), (HTML, "html"))
    links = [
        link("self" if type_ == chosen else "alternate", type_, href(path, **query, f=name), title)
        for type_, name in pair
    ]
    return sorted(links, key=lambda one: one["rel"], reverse=True)


def as_header(links: list[Link]) -> str:
    """The links as the value of a ``Link`` header (RFC 8288)."""
    return ", ".join(f'<{one["href"]}>; rel="{one["rel"]}"; type="{_quoted(one["type"])}"' for one in links)


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
