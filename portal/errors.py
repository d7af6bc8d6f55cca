"""What went wrong, in words: a page for people, ``application/problem+json`` (RFC 9457) for programs, by the path."""

from typing import Any

from flask import Flask, Response, current_app, render_template, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError

from portal import time_limits
from portal.bare import PROBLEM, is_for_program
from portal.formats.http import json_answer
from portal.i18n import gettext as _
from portal.i18n import take_language

AFTER_TOO_LONG = 30  # seconds
AFTER_UNAVAILABLE = 5


class Refusal(Exception):
    """A request that cannot be answered as it is; shown as a problem document or as a page.

    :param detail: what is wrong and what to do, in the language of the answer.
    :param extra: further members of the problem document.
    """

    def __init__(self, status: int, kind: str, title: str, detail: str, **extra: Any) -> None:
        super().__init__(detail)
        self.status, self.kind, self.title, self.detail, self.extra = status, kind, title, detail, extra


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, _on_http_error)
    app.register_error_handler(Refusal, _on_refusal)
    app.register_error_handler(Exception, on_failure)


def _on_http_error(error: HTTPException) -> Response:
    status = error.code or 500
    words = _words(status) if _for_program() else None
    title, detail = words or (error.name, error.description or error.name)
    response = answer(Refusal(status, f"http-{status}", title, detail))
    if isinstance(error.get_response().headers.get("Allow"), str):
        response.headers["Allow"] = error.get_response().headers["Allow"]
    return response


def _words(status: int) -> tuple[str, str] | None:
    """A title and what to do; None for what hardly happens."""
    take_language(request.args.get("lang"))  # no view has read it
    return {
        400: (_("Yêu cầu không đọc được"), _("Địa chỉ hoặc tham số viết sai. Kiểm tra lại theo /api/docs.")),
        404: (_("Không tìm thấy"), _("Không có gì ở địa chỉ này. Danh sách các địa chỉ ở /api/v1/ và /api/docs.")),
        405: (_("Không dùng được cách gọi này"), _("Địa chỉ này chỉ để đọc: dùng GET hoặc HEAD.")),
        413: (_("Yêu cầu quá lớn"), _("Nội dung gửi lên quá lớn. Hỏi ít hơn mỗi lần.")),
        414: (_("Địa chỉ quá dài"), _("Địa chỉ quá dài. Hỏi ít hơn mỗi lần.")),
        415: (_("Không đọc được dạng này"), _("Máy chủ không đọc dạng nội dung đã gửi. Kiểm tra lại theo /api/docs.")),
        416: (_("Không có đoạn này"), _("Tệp ngắn hơn đoạn được hỏi. Content-Range cho biết tệp dài bao nhiêu.")),
        500: (_("Máy chủ gặp lỗi"), _("Máy chủ gặp lỗi khi trả lời. Lỗi đã được ghi lại; xin thử lại sau.")),
    }.get(status)


def _on_refusal(refusal: Refusal) -> Response:
    return answer(refusal)


def on_failure(error: Exception) -> Response:
    """What no view foresaw: written to the log, and answered without a word of it."""
    if time_limits.is_over():
        return answer(_too_long())
    current_app.logger.exception("unexpected failure", exc_info=error)
    if current_app.testing:
        raise error
    if isinstance(error, OperationalError):
        return answer(_unavailable())
    return _on_http_error(InternalServerError())


def _too_long() -> Refusal:
    return Refusal(
        503,
        "too-long",
        _("Trả lời mất quá nhiều thời gian"),
        _("Máy chủ dừng yêu cầu này để không làm người khác phải chờ. Hỏi ít hơn mỗi lần, hoặc thử lại sau."),
        retry_after=AFTER_TOO_LONG,
    )


def _unavailable() -> Refusal:
    return Refusal(
        503,
        "store-unavailable",
        _("Cơ sở dữ liệu tạm thời không trả lời"),
        _("Dữ liệu vẫn còn nguyên. Xin thử lại sau số giây ghi trong Retry-After."),
        retry_after=AFTER_UNAVAILABLE,
    )


def answer(refusal: Refusal) -> Response:
    if _for_program():
        response = json_answer(problem_document(refusal), refusal.status, PROBLEM)
    else:
        response = Response(render_template("error.html", refusal=refusal), refusal.status)
    if "retry_after" in refusal.extra:
        response.headers["Retry-After"] = str(refusal.extra["retry_after"])
    if refusal.status == 406:
        response.vary.add("Accept")
    return response


def _for_program() -> bool:
    return is_for_program(request.path)


def problem_document(refusal: Refusal) -> dict[str, Any]:
    """The members of RFC 9457; ``type`` is a stable name, not an address to open."""
    return {
        "type": f"/api/problems#{refusal.kind}",
        "title": refusal.title,
        "status": refusal.status,
        "detail": refusal.detail,
        "instance": request.full_path.rstrip("?"),
    } | refusal.extra
