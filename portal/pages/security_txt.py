"""``/.well-known/security.txt`` (RFC 9116): whom to tell of a weakness. For machines, so in no language."""

import datetime as dt

from flask import Blueprint, Response, abort, current_app

from portal.addresses import public_url
from portal.web import today

pages = Blueprint("security_txt", __name__)

GOOD_FOR = dt.timedelta(days=180)  # the standard asks for less than a year
PATH = "/.well-known/security.txt"


@pages.get(PATH)
def show() -> Response:
    """The contact, good for half a year from the day it is asked; 404 where the operator has named none."""
    contact = current_app.config["SECURITY_CONTACT"] or current_app.config["CONTACT_EMAIL"]
    if not contact:
        abort(404)
    lines = [
        f"Contact: {contact if ':' in contact else f'mailto:{contact}'}",
        f"Expires: {(today() + GOOD_FOR).isoformat()}T00:00:00Z",
        "Preferred-Languages: vi, en",
        f"Canonical: {public_url(PATH)}",
    ]
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
