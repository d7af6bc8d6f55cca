"""A document as an answer: as data or as a page, with its links in the header too."""

import hashlib
from collections.abc import Sequence
from typing import Any

from flask import Response, render_template

from api.ogc.links import JSON, Link, as_header
from api.ogc.negotiation import prefers_html
from portal.formats.http import json_answer
from portal.i18n import language


def answer(
    template: str, document: dict[str, Any], links: Sequence[Link], *, data: str = JSON, **more: Any
) -> Response:
    """The document as JSON of the media type ``data``, or the template over it.

    :param more: what the template knows beside the document.
    """
    if prefers_html():
        response = Response(render_template(f"ogc/{template}.html", document=document, **more))
    else:
        response = json_answer(document, mimetype=data)
    return finish(response, links)


def finish(response: Response, links: Sequence[Link]) -> Response:
    response.headers["Link"] = as_header(list(links))
    response.headers["Content-Language"] = language()
    response.vary.add("Accept")
    return response


def tag(response: Response, *parts: bytes) -> Response:
    """A weak ETag over the parts that say something: what differs only in its time stamp is the same."""
    response.set_etag(hashlib.sha256(b"".join(parts)).hexdigest()[:32], weak=True)
    return response
