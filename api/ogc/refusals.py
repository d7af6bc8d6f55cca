"""What went wrong, as this dialect says it: ``{"code", "description"}`` for programs, a page for people."""

from flask import Response, current_app, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed, NotFound

from api.ogc.negotiation import prefers_html
from portal.errors import Refusal
from portal.formats.http import json_answer
from portal.i18n import gettext as _


def answer_unmatched() -> Response | None:
    """An address below ``/ogc`` that no rule knows, or a method that it does not take."""
    error = request.routing_exception
    if isinstance(error, NotFound | MethodNotAllowed) and _is_ours(request.path):
        return on_http_error(error)
    return None


def _is_ours(path: str) -> bool:
    return f"{path.removeprefix('/en')}/".startswith("/ogc/")


def on_http_error(error: HTTPException) -> Response:
    titles = {404: _("Không tìm thấy"), 405: _("Địa chỉ này chỉ để đọc"), 429: _("Hỏi quá nhiều lần")}
    status = error.code or 500
    title = titles.get(status, error.name)
    answer = on_refusal(Refusal(status, f"http-{status}", title, _detail(status, error)))
    if isinstance(error, MethodNotAllowed):
        answer.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
    return answer


def _detail(status: int, error: HTTPException) -> str:
    words = {
        404: _("Không có địa chỉ này. Bắt đầu từ /ogc."),
        429: _("Địa chỉ của bạn đã hỏi quá nhiều lần. Tiêu đề Retry-After nói phải đợi bao nhiêu giây."),
    }
    return words.get(status, error.description or error.name)


def on_refusal(refusal: Refusal) -> Response:
    if prefers_html():
        answer = Response(render_template("error.html", refusal=refusal), refusal.status)
    else:
        answer = json_answer(shape(refusal.kind, refusal.detail), refusal.status)
    answer.vary.add("Accept")
    return answer


def shape(kind: str, detail: str) -> dict[str, str]:
    """The schema ``exception`` of OGC API – Features."""
    return {"code": kind, "description": detail}


def on_failure(error: Exception) -> Response:
    current_app.logger.exception("unexpected failure", exc_info=error)
    if current_app.testing:
        raise error
    return on_http_error(InternalServerError())
