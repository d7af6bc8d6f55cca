"""Programs on other sites may read everything that is not a page: nothing of it depends on who asks (CORS).

What nobody may keep is for who asked alone: from within the operators' network, a page of another site would else read
what ``/metrics`` tells.
"""

from flask import Flask, Response

from portal.at_hand import current_request
from portal.headers import directives

EXPOSED = (
    "Content-Crs, Content-Disposition, ETag, Link, RateLimit, RateLimit-Policy, Repr-Digest, Retry-After, X-Total-Count"
)


def init_app(app: Flask) -> None:
    app.after_request(_let_other_sites_read)


def _let_other_sites_read(response: Response) -> Response:
    method = current_request().method
    if method != "OPTIONS" and (response.mimetype == "text/html" or _is_for_nobody_else(response)):
        return response
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = EXPOSED
    if method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = ", ".join(sorted(response.allow or {"GET", "HEAD"}))
        response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type, If-None-Match, Range"
        response.headers["Access-Control-Max-Age"] = "86400"
    return response


def _is_for_nobody_else(response: Response) -> bool:
    return "no-store" in directives(response.headers.get("Cache-Control", ""))
