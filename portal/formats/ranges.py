"""Which part of a file a request may have: HTTP's rules (RFC 9110, 13 and 14) where the library's are looser.

Werkzeug looks at ``Range`` before the preconditions and refuses what the standard says is to be passed over.
"""

import re

from flask import Response, request
from werkzeug.http import quote_etag

ONE_RANGE = re.compile(r"bytes=(?:(?P<first>\d{1,18})-(?P<last>\d{1,18})?|-(?P<end>\d{1,18}))")


def unmet_range(size: int, etag: str) -> Response | None:
    """Prepare the request for a file to be sent: 416 where no part of it was asked for, else None.

    ``Range`` is taken out of the request where it is to be ignored: of another unit, malformed, of several parts, after
    a precondition that decides by itself, or with a validator that is not this file's strong one.
    """
    asked = request.environ.get("HTTP_RANGE")
    if asked is None:
        return None
    match = ONE_RANGE.fullmatch(asked.strip())
    if match is None or _is_backwards(match) or _is_decided(etag) or not _is_current(etag):
        del request.environ["HTTP_RANGE"]
        return None
    if int(match["first"] or 0) < size and match["end"] not in {"0", "00"} and size:
        return None
    return Response(status=416, headers={"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"})


def _is_backwards(match: re.Match[str]) -> bool:
    return match["last"] is not None and int(match["last"]) < int(match["first"])


def _is_decided(etag: str) -> bool:
    """Whether a precondition answers 304 or 412, so that the range does not matter."""
    if "If-Match" in request.headers:
        return not request.if_match.contains(etag)
    return "If-None-Match" in request.headers and request.if_none_match.contains_weak(etag)


def _is_current(etag: str) -> bool:
    """Whether the rest of the bytes would fit those that the reader has."""
    condition = request.headers.get("If-Range")
    return condition is None or "GMT" in condition or condition.strip() == quote_etag(etag)
