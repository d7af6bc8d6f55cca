"""What went wrong on the desk, in words."""

from flask import Flask, Response, current_app, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge

from portal.desk.access import signed_in
from portal.errors import Refusal
from portal.i18n import gettext as _

DRAINED = 400 * 1024 * 1024  # bytes of an upload that is too large which are read away, so that the answer is heard


def init_app(app: Flask) -> None:
    app.register_error_handler(CSRFError, _on_forged)
    app.register_error_handler(RequestEntityTooLarge, _on_too_large)
    app.register_error_handler(HTTPException, _on_http_error)
    app.register_error_handler(Refusal, _answer)
    app.register_error_handler(Exception, _on_failure)


def _on_forged(_error: CSRFError) -> Response:
    return _answer(
        Refusal(
            400,
            "stale-page",
            _("Trang đã để quá lâu"),
            _("Vì an toàn, thao tác chưa được thực hiện. Hãy mở lại trang rồi làm lại."),
        )
    )


def _on_too_large(_error: RequestEntityTooLarge) -> Response:
    if signed_in():
        _drain()
    if request.mimetype != "multipart/form-data":
        words = _("Nội dung gửi lên quá dài nên chưa được nhận. Hãy rút ngắn rồi gửi lại.")
        return _answer(Refusal(413, "too-large", _("Nội dung quá dài"), words))
    return _answer(Refusal(413, "too-large", _("Tệp quá lớn"), _too_large_words()))


def _too_large_words() -> str:
    return _(
        "Bàn làm việc nhận tệp tới %(most)s MB. Tệp chưa được lưu. Hãy bỏ ảnh và trang tính không cần, hoặc "
        "chia tệp theo chỉ số.",
        most=current_app.config["MAX_CONTENT_LENGTH"] // (1024 * 1024),
    )


def _drain() -> None:
    """Browsers that are cut off while they send show an error of their own instead of the page."""
    stream, left = request.environ["wsgi.input"], min(request.content_length or 0, DRAINED)
    while left > 0 and (read := stream.read(min(left, 65536))):
        left -= len(read)


def _on_http_error(error: HTTPException) -> Response:
    title, detail = {
        400: (_("Yêu cầu chưa đúng"), _("Bàn làm việc không hiểu yêu cầu này. Hãy mở lại trang rồi làm lại.")),
        404: (_("Không tìm thấy trang"), _("Địa chỉ này không có trên bàn làm việc.")),
        405: (_("Thao tác không dùng ở đây"), _("Hãy quay lại trang trước và dùng nút trên trang.")),
        500: (_("Hệ thống đang gặp lỗi"), _("Lỗi ở phía chúng tôi và đã được ghi lại. Xin thử lại sau ít phút.")),
    }.get(error.code or 500, (error.name, error.description or ""))
    answer = _answer(Refusal(error.code or 500, f"http-{error.code}", title, detail))
    if allow := error.get_response().headers.get("Allow"):
        answer.headers["Allow"] = allow
    return answer


def _on_failure(error: Exception) -> Response:
    current_app.logger.exception("unexpected failure", exc_info=error)
    if current_app.testing:
        raise error
    return _on_http_error(InternalServerError())


def _answer(refusal: Refusal) -> Response:
    return Response(render_template("desk/refused.html", refusal=refusal), refusal.status)
