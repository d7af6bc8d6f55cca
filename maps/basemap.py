"""The tiles under an interactive map, where the operator has set some: the one thing a page loads from elsewhere."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import current_app

from portal.headers import EMBEDDABLE, allow_pictures_from


@dataclass(frozen=True)
class Basemap:
    """``url`` has the places ``{z}``, ``{x}`` and ``{y}``; ``attribution`` is text."""

    url: str
    attribution: str


def get_basemap() -> Basemap | None:
    url = current_app.config["TILES_URL"]
    return Basemap(url, current_app.config["TILES_ATTRIBUTION"]) if url else None


def content_policy() -> str:
    """The policy of a page with a map: other sites may frame it, and tiles may come from their one host."""
    basemap = get_basemap()
    if basemap is None:
        return EMBEDDABLE
    parts = urlsplit(basemap.url)
    return allow_pictures_from(EMBEDDABLE, f"{parts.scheme}://{parts.netloc}")
