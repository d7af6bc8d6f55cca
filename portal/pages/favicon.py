"""``/favicon.ico``: the address that browsers and readers of feeds ask for whatever a page names as its icon."""

from flask import Blueprint, Response

from portal.settings import ROOT

pages = Blueprint("favicon", __name__)


@pages.get("/favicon.ico")
def show() -> Response:
    """The drawing of favicon.svg at 16, 32 and 48 pixels, for those who cannot draw it themselves."""
    return Response((ROOT / "static/icons/favicon.ico").read_bytes(), mimetype="image/x-icon")
