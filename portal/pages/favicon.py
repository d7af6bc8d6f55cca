"""``/favicon.ico``: the address that browsers and readers of feeds ask for whatever a page names as its icon."""

from flask import Blueprint, Response, current_app

pages = Blueprint("favicon", __name__)


@pages.get("/favicon.ico")
def show() -> Response:
    """The drawing of favicon.svg at 16, 32 and 48 pixels, for those who cannot draw it themselves."""
    answer = current_app.send_static_file("icons/favicon.ico")
    answer.mimetype = "image/x-icon"
    answer.direct_passthrough = False
    return answer
