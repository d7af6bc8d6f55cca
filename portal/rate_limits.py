"""How often programs may ask, by the address they ask from; every answer to them says what is left of it.

Headers as in the IETF's draft "RateLimit header fields for HTTP": ``RateLimit-Policy`` is the rule, ``RateLimit`` what
is left (``r``) and for how long (``t``, seconds). Pages for people are never limited, but those of ``/ogc``; who walks
through all of them at once only waits longer (``portal.fairness``).
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask
from limits import RateLimitItem, parse

from portal.bare import FOR_PROGRAMS, refuse
from portal.clients import client_at
from portal.i18n import gettext
from portal.prepared import FOR_A_MOMENT
from portal.turns import Turns

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

FOR_PEOPLE = ("/api/docs", "/api/problems")
DESCRIPTIONS = (".ttl", ".jsonld", ".rdf")
NAME = "reading"


def init_app(app: Flask) -> None:
    """The counters that everything shares which is limited; the limit on programs where the settings have one."""
    app.extensions["turns"] = Turns(app.config["REDIS_URL"])
    if limit := app.config["RATE_LIMIT"]:
        app.wsgi_app = Limited(app.wsgi_app, parse(limit), app.extensions["turns"])  # type: ignore[method-assign]


class Limited:
    """Refuses programs that ask too often, before anything is done for them."""

    def __init__(self, application: "WSGIApplication", rule: RateLimitItem, turns: Turns) -> None:
        self._application, self._rule, self._turns = application, rule, turns
        self._policy = f'"{NAME}";q={rule.amount};w={rule.get_expiry()}'

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if not is_for_programs(environ["PATH_INFO"]):
            return self._application(environ, start_response)
        left, seconds = self._turns.count(self._rule, NAME, client_at(environ.get("REMOTE_ADDR", "")))
        said = [("RateLimit-Policy", self._policy), ("RateLimit", f'"{NAME}";r={max(left, 0)};t={seconds}')]

        def start(status: str, headers: list[tuple[str, str]], *failed: Any) -> Any:
            told = said[:1] if any(name == FOR_A_MOMENT for name, _ in headers) else said  # kept for others too
            return start_response(status, headers + told, *failed)

        return self._application(environ, start) if left >= 0 else self._refuse(environ, start, seconds)

    def _refuse(self, environ: "WSGIEnvironment", start_response: "StartResponse", seconds: int) -> Iterable[bytes]:
        return refuse(
            environ,
            start_response,
            429,
            "too-many-requests",
            lambda: (
                gettext("Hỏi quá nhiều lần"),
                gettext(
                    "Mỗi địa chỉ được hỏi %(amount)s lần trong %(window)s giây. Xin đợi %(wait)s giây. Cần nhiều dữ "
                    "liệu một lúc thì lấy cả bảng bằng .csv hoặc .ndjson, hoặc tải tệp ở trang Dữ liệu mở.",
                    amount=self._rule.amount,
                    window=self._rule.get_expiry(),
                    wait=seconds,
                ),
            ),
            wait=seconds,
        )


def is_for_programs(path: str) -> bool:
    if path.startswith("/dataset/"):
        return path.endswith(DESCRIPTIONS)
    return path.startswith(FOR_PROGRAMS) and not path.startswith(FOR_PEOPLE)
