"""What Làng Số is and how its figures come about."""

from flask import current_app, render_template

from portal.domain.datasets import has_illustrative
from portal.routing import Pages
from portal.web import session

pages = Pages("about", __name__)


@pages.route("/about")
def show() -> str:
    return render_template(
        "about/show.html",
        illustrative=has_illustrative(session()),
        threshold=current_app.config["DISCLOSURE_THRESHOLD"],
    )
