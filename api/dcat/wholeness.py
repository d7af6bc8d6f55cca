"""All or nothing: whoever copies the catalogue deletes what an answer lacks, so a partial one is never given.

An answer is read from one state of the store, as all are, made whole before its first byte is sent, and anything that
fails on the way is 503 with a time to come back.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Response, current_app
from werkzeug.exceptions import HTTPException

from portal.errors import Refusal
from portal.i18n import gettext as _

P = ParamSpec("P")
WAIT = 120  # seconds


def whole_or_nothing(view: Callable[P, Response]) -> Callable[P, Response]:
    """The view; what it does not foresee is a refusal with 503."""

    @wraps(view)
    def answer(*args: P.args, **kwargs: P.kwargs) -> Response:
        try:
            return view(*args, **kwargs)
        except (Refusal, HTTPException):
            raise
        except Exception as error:
            current_app.logger.exception("the catalogue cannot be read whole", exc_info=error)
            raise _unavailable() from error

    return answer


def _unavailable() -> Refusal:
    return Refusal(
        503,
        "catalogue-unavailable",
        _("Danh mục tạm thời không đọc được"),
        _(
            "Máy chủ chưa đọc được toàn bộ danh mục nên không trả lời một phần. Dữ liệu đã công bố vẫn còn. "
            "Xin đợi %(wait)s giây rồi thử lại; đừng xóa bản sao đang có.",
            wait=WAIT,
        ),
        retry_after=WAIT,
    )


def not_loaded() -> Refusal:
    return Refusal(
        503,
        "not-loaded",
        _("Cổng dữ liệu chưa sẵn sàng"),
        _("Cổng dữ liệu đang được cài đặt, chưa có xã, phường nào. Xin đợi %(wait)s giây rồi thử lại.", wait=WAIT),
        retry_after=WAIT,
    )


def say_when_to_return(response: Response) -> Response:
    if response.status_code == 503:
        response.headers["Retry-After"] = str(WAIT)
        response.headers["Cache-Control"] = "no-store"
    return response
