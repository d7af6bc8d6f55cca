"""How often programs may ask, by the address they ask from; every answer to them says what is left of it.

Headers as in the IETF's draft "RateLimit header fields for HTTP": ``RateLimit-Policy`` is the rule, ``RateLimit`` what
is left (``r``) and for how long (``t``, seconds). Pages for people are never limited, but those of ``/ogc``.
"""

import time
from typing import Any

from flask import Flask, Response, current_app, request
from flask_limiter import Limiter, RateLimitExceeded
from flask_limiter.util import get_remote_address

from portal.errors import FOR_PROGRAMS, Refusal, answer
from portal.i18n import gettext, take_language

FOR_PEOPLE = ("/api/docs", "/api/problems")
DESCRIPTIONS = (".ttl", ".jsonld", ".rdf")
NAME = "reading"


def init_app(app: Flask) -> None:
    limit = app.config["RATE_LIMIT"]
    if not limit:
        return
    limiter = Limiter(
        get_remote_address,
        app=app,
        application_limits=[limit],
        storage_uri=app.config["RATE_LIMIT_STORAGE"],
        strategy="fixed-window",
    )
    limiter.request_filter(_is_for_people)
    app.extensions["limiter-of-programs"] = limiter
    app.register_error_handler(RateLimitExceeded, _refuse)
    app.after_request(_say)


def _is_for_people() -> bool:
    if request.path.startswith("/dataset/"):
        return not request.path.endswith(DESCRIPTIONS)
    return not request.path.startswith(FOR_PROGRAMS) or request.path.startswith(FOR_PEOPLE)


def _refuse(_error: RateLimitExceeded) -> Response:
    limit, wait = _current(), _seconds_left()
    take_language(request.args.get("lang"))  # no view has read it yet
    return answer(
        Refusal(
            429,
            "too-many-requests",
            gettext("Hỏi quá nhiều lần"),
            gettext(
                "Mỗi địa chỉ được hỏi %(amount)s lần trong %(window)s giây. Xin đợi %(wait)s giây. Cần nhiều dữ liệu "
                "một lúc thì lấy cả bảng bằng .csv hoặc .ndjson, hoặc tải tệp ở trang Dữ liệu mở.",
                amount=limit.limit.amount,
                window=limit.limit.get_expiry(),
                wait=wait,
            ),
            retry_after=wait,
        )
    )


def _say(response: Response) -> Response:
    limit = _current()
    if limit is not None:
        response.headers["RateLimit-Policy"] = f'"{NAME}";q={limit.limit.amount};w={limit.limit.get_expiry()}'
        response.headers["RateLimit"] = f'"{NAME}";r={max(limit.remaining, 0)};t={_seconds_left()}'
        if response.status_code == 429:
            response.headers["Retry-After"] = str(_seconds_left())
    return response


def _current() -> Any:
    return current_app.extensions["limiter-of-programs"].current_limit


def _seconds_left() -> int:
    left = round(_current().reset_at - time.time())
    return min(max(1, left), _current().limit.get_expiry())
