"""Which encoding the reader wants: the parameter ``f``, else the header ``Accept``; data unless a page is preferred."""

from flask import request

from api.ogc.links import GEOJSON, HTML, JSON, OPENAPI, SCHEMA

DATA = [JSON, GEOJSON, SCHEMA, OPENAPI.partition(";")[0]]


def prefers_html() -> bool:
    asked = request.args.get("f")
    if asked is not None:
        return asked == "html"
    return request.accept_mimetypes.best_match([*DATA, HTML]) == HTML


def chosen(data: str = JSON) -> str:
    """The media type of the answer."""
    return HTML if prefers_html() else data
