"""The officers' desk: accounts and everything that is done with them, under ``/desk``, over both stores.

For the views of other subjects:

    from portal.desk.access import account, required
    from portal.desk.stores import desk_session, public_session, writing

    pages = Blueprint("submissions", __name__, url_prefix="/desk")

    @pages.get("/<commune>")
    @required("officer", "approver")
    def show(commune: Locality) -> …
"""

from collections.abc import Mapping

from flask import Flask, Response, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin

from portal import watching, web
from portal.desk import (
    access,
    administration,
    downloads,
    follow_ups,
    gauges,
    home,
    inbox,
    moves,
    office,
    own_account,
    plan_adding,
    plan_deciding,
    plan_drafts,
    plan_handover,
    plan_review,
    plan_uploads,
    refusals,
    second_step,
    security,
    signing_in,
    site_preview,
    starting,
    stores,
    submissions,
    words,
)
from portal.routing import refuse_zero_bytes
from portal.settings import desk_secret

SUBJECTS = (
    signing_in,
    second_step,
    starting,
    home,
    own_account,
    administration,
    submissions,
    downloads,
    moves,
    follow_ups,
    inbox,
    plan_adding,
    plan_deciding,
    plan_drafts,
    plan_handover,
    plan_review,
    plan_uploads,
    site_preview,
    gauges,
)
LARGEST = 20 * 1024 * 1024  # bytes of a request


class Sessions(SecureCookieSessionInterface):
    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        """Not on pictures and sheets, which are kept by caches."""
        return request.endpoint != "static" and super().should_set_cookie(app, session)


def make_desk_app(settings: Mapping[str, str]) -> Flask:
    """The desk over both stores.

    :param settings: those of ``portal.settings.load(desk=True)``.
    """
    app = web.make_app({name: value for name, value in settings.items() if name != "DESK_DATABASE_URL"})
    secret = desk_secret(settings)
    app.config.update(_configuration(settings, secret))
    app.session_interface = Sessions()
    app.before_request(refuse_zero_bytes)
    app.before_request(_never_compressed)
    app.after_request(_never_kept)
    stores.init_app(app, settings["DATABASE_URL"], settings["DESK_DATABASE_URL"])
    office.init_app(app, settings)
    inbox.init_app(app, settings)
    watching.init_app(app)
    gauges.init_app(app)
    words.init_app(app)
    access.init_app(app)  # before CSRF, which reads the body
    security.init_app(app, secret)
    refusals.init_app(app)
    for subject in SUBJECTS:
        app.register_blueprint(subject.pages)
    web.put_layers(app, shared=False)
    return app


def _configuration(settings: Mapping[str, str], secret: str) -> dict[str, object]:
    secure = settings["DESK_SECURE"] == "1"
    prefix = "__Host-" if secure else ""  # no other host of the domain can set such a cookie; asks for the path /
    return {
        "MAX_CONTENT_LENGTH": LARGEST,
        "MAX_FORM_MEMORY_SIZE": access.FORM_BYTES,
        "MAX_FORM_PARTS": 1000,
        "PERMANENT_SESSION_LIFETIME": security.IDLE,
        "SESSION_COOKIE_NAME": prefix + "langso-desk",
        "SESSION_COOKIE_PATH": "/" if secure else "/desk",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "DESK_COOKIE_PREFIX": prefix,
        "DESK_KEY_DEVICES": security.derive(secret, "devices"),
        "DESK_KEY_ATTEMPTS": security.derive(secret, "attempts"),
    }


def _never_compressed() -> None:
    """A page's length must not tell of the tokens in it what somebody's guess put beside them (BREACH)."""
    if request.endpoint != "static":
        request.environ.pop("HTTP_ACCEPT_ENCODING", None)


def _never_kept(response: Response) -> Response:
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response
