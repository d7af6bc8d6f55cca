"""What every Flask application of the portal shares: settings, the store, one session a request, headers.

``make_app`` gives an application without a single page; ``wsgi.py`` puts pages, API and maps on it.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any, cast

from flask import Flask, Request, Response, current_app, g, request
from flask.sessions import SessionInterface
from flask_compress import Compress
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from werkzeug.middleware.proxy_fix import ProxyFix

from portal import clock, i18n
from portal.at_hand import current_g, current_request
from portal.db import Store
from portal.fairness import STREAM
from portal.headers import POLICY, Headers, directives, vary_by, whose
from portal.hosts import Hosts, read_allowed
from portal.prepared import IN_PORTIONS, KEEP, STATE
from portal.prepared.states import QUERY, written
from portal.settings import ROOT
from portal.statements import Statement

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

COMPRESSED = [
    "application/atom+xml",
    "application/geo+json",
    "application/json",
    "application/ld+json",
    "application/problem+json",
    "application/rdf+xml",
    "application/schema+json",
    "application/vnd.oai.openapi+json",
    "application/x-ndjson",
    "application/xml",
    "image/svg+xml",
    "text/calendar",
    "text/css",
    "text/csv",
    "text/html",
    "text/javascript",
    "text/turtle",
]
ENCODINGS = ["br", "gzip"]
SHORT = 131_072  # bytes of a streamed answer that are held before it is sent
_STATE = Statement(QUERY)


class Application(Flask):
    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """As it is: none of ours is a coroutine, and Flask would look at each for every request."""
        return func


class NoSessions(SessionInterface):
    """Flask's own would make a signer for every request, though nothing public is signed in to."""

    def open_session(self, _app: Flask, _request: Request) -> None:
        return None


def make_app(settings: Mapping[str, str]) -> Flask:
    """An application on the public store alone; the desk's address is never given to it."""
    app = Application(
        "portal", root_path=str(ROOT / "portal"), static_folder=str(ROOT / "static"), static_url_path="/static"
    )
    app.session_interface = NoSessions()
    app.config.update(settings)
    app.url_map.strict_slashes = False
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.extensions["store"] = Store(settings["DATABASE_URL"], read_only=True, most_lag=float(settings["REPLICA_LAG"]))
    i18n.init_app(app)
    app.teardown_appcontext(close_session)
    app.config.update(COMPRESS_MIMETYPES=COMPRESSED, COMPRESS_REGISTER=False)
    app.config.update(COMPRESS_ALGORITHM=ENCODINGS, COMPRESS_ALGORITHM_STREAMING=ENCODINGS)
    app.config["COMPRESS_BR_LEVEL"] = 5  # a tenth smaller than at 4, for little more work
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 3600
    app.extensions["compress"] = Compress(app)
    app.after_request(_compress)
    app.after_request(_finish)
    return app


def put_layers(app: Flask, *, shared: bool) -> None:
    """What stands around every application, inside out; called last, so that no other layer's answer escapes it.

    :param shared: whether other sites may use its answers.
    """
    wrapped: WSGIApplication = Hosts(app.wsgi_app, read_allowed(app.config))
    if proxies := int(app.config["PROXIES"]):
        wrapped = ProxyFix(wrapped, x_for=proxies, x_proto=proxies, x_host=proxies)
    app.wsgi_app = Headers(wrapped, hsts=app.config["HSTS"], shared=shared)  # type: ignore[method-assign]


def session() -> Session:
    """The public store's session of this request."""
    here = current_g()
    if "session" not in here:
        here.session = current_app.extensions["store"].session()
    return here.session  # type: ignore[no-any-return]


def ask_state() -> str:
    """The state of the public store that this request's transaction sees."""
    return written(*_STATE.rows(session())[0])


def read_state() -> str | None:
    """The same, where it is the one that the request is to be answered from, and None where it is not: of several
    servers, the one that was asked beforehand may be further than the one that answers.

    :raises DBAPIError: the store does not answer.
    """
    here = current_g()
    if "state" not in here:
        said = current_request().environ.get(STATE)
        here.state = said if said and said == ask_state() else None
    return cast("str | None", here.state)


def is_of_its_state() -> bool:
    """Whether an answer that is made already was read from the state that the request is to be answered from."""
    try:
        return read_state() is not None
    except (SQLAlchemyError, TimeoutError):
        return False


def today() -> dt.date:
    """The day progress is judged on."""
    return clock.today(current_app.config["TODAY"])


def close_session(_error: BaseException | None = None) -> None:
    """End what this request reads; the next question begins anew, maybe of another server."""
    opened = g.pop("session", None)
    g.pop("state", None)
    if opened is not None:
        opened.close()


def _compress(response: Response) -> Response:
    """All but released files, whose bytes go out as they are, for whoever takes one of the encodings.

    An answer that is kept is compressed where it is kept, once.
    """
    if response.direct_passthrough:
        return response
    if KEEP in current_request().environ:
        if response.mimetype in COMPRESSED:
            vary_by(response, "Accept-Encoding")
        return response
    if not any(request.accept_encodings.quality(name) > 0 for name in ENCODINGS):
        response.vary.add("Accept-Encoding")
        return response
    return current_app.extensions["compress"].after_request(response)  # type: ignore[no-any-return]


def _finish(response: Response) -> Response:
    """Headers, and 304 where the reader has these bytes already."""
    asked = current_request()
    if (asked.endpoint or "").rpartition(".")[2] == "static":
        response.direct_passthrough = False
        response.make_sequence()  # small files, held whole, so that they are compressed as pages are
        response.close()  # the file, now: a server that loses the reader may never come to it
    if asked.method not in {"GET", "HEAD"} or response.status_code != 200 or response.direct_passthrough:
        return response
    if response.is_streamed:
        _take_beginning(response)
        asked.environ[IN_PORTIONS] = True
    if response.is_streamed:
        asked.environ[STREAM] = True
        return response
    response.headers.setdefault("Cache-Control", "public, max-age=60")
    if response.cache_control.no_store:
        return response  # nobody keeps it, so nobody asks whether it is still good
    policy = response.headers.get("Content-Security-Policy", POLICY)
    response.headers.update(whose(policy, response.mimetype or ""))  # now, so that its 304 says the same
    response.add_etag()
    if _may_be_kept(response) and is_of_its_state():
        asked.environ[KEEP] = response.get_etag()[0]
    else:
        response.make_conditional(asked)
    return response


def _may_be_kept(response: Response) -> bool:
    """Whether the answer is the same for everybody who asks for it in this state of the store, on this day."""
    said = directives(response.headers.get("Cache-Control", ""))
    public = "public" in said and not said & {"no-store", "private", "no-cache"}
    varies = {name.strip().lower() for name in response.headers.get("Vary", "").split(",")}
    return (
        public
        and varies <= {"", "accept", "accept-encoding"}
        and "Set-Cookie" not in response.headers
        and current_request().method == "GET"
    )


def _take_beginning(response: Response) -> None:
    """What is short is held whole, so that it has a validator and may be kept; of what is long, only its beginning."""
    rest = response.iter_encoded()
    taken: list[bytes] = []
    while sum(map(len, taken)) < SHORT:
        portion = next(rest, None)
        if portion is None:
            response.close()
            response.set_data(b"".join(taken))
            return
        taken.append(portion)
    if (close := getattr(response.response, "close", None)) is not None:
        response.call_on_close(close)
    response.response = chain(taken, rest)
