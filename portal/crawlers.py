"""What search engines are told: every page once, none of the countless views of it that a query makes."""

from flask import Flask, Response, request

PAGED = {"page"}
"""Parameters that lead on through one list, whose later pages hold what the first does not."""

RULES = ("Disallow: /*?", *(f"Allow: /*?{name}=" for name in sorted(PAGED)), "Disallow: /desk")
"""Lines of ``robots.txt`` (RFC 9309): views by query are not walked through, but for further pages of lists."""


def init_app(app: Flask) -> None:
    app.after_request(_keep_views_out)


def _keep_views_out(response: Response) -> Response:
    """A page with a choice in its address is not listed, even where a crawler comes to it (``X-Robots-Tag``)."""
    if response.mimetype == "text/html" and set(request.args) - PAGED:
        response.headers["X-Robots-Tag"] = "noindex"
    return response
