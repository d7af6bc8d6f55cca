"""What went wrong, in words: a page for people, ``application/problem+json`` (RFC 9457) for programs, by the path."""

from typing import Any

from flask import Flask, Response, current_app, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError

from portal.formats.http import json_answer

PROBLEM = "application/problem+json"
FOR_PROGRAMS = ("/api/", "/ogc")
SUFFIXES = (".json", ".csv", ".geojson", ".svg", ".png", ".js", ".atom")


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
    app.register_error_handler(Exception, _on_failure)


def _on_http_error(error: HTTPException) -> Response:
    status = error.code or 500
    answer = _answer(Refusal(status, f"http-{status}", error.name, error.description or error.name))
    if isinstance(error.get_response().headers.get("Allow"), str):
        answer.headers["Allow"] = error.get_response().headers["Allow"]
    return answer


def _on_refusal(refusal: Refusal) -> Response:
    return _answer(refusal)


def _on_failure(error: Exception) -> Response:
    current_app.logger.exception("unexpected failure", exc_info=error)
    if current_app.testing:
        raise error
    failure = InternalServerError()
    return _answer(Refusal(500, "http-500", failure.name, failure.description or ""))


def _answer(refusal: Refusal) -> Response:
    if _for_program():
        return json_answer(problem_document(refusal), refusal.status, PROBLEM)
    return Response(render_template("error.html", refusal=refusal), refusal.status)


def _for_program() -> bool:
    return request.path.startswith(FOR_PROGRAMS) or request.path.endswith(SUFFIXES)


def problem_document(refusal: Refusal) -> dict[str, Any]:
    """The members of RFC 9457; ``type`` is a stable name, not an address to open."""
    return {
        "type": f"/api/problems#{refusal.kind}",
        "title": refusal.title,
        "status": refusal.status,
        "detail": refusal.detail,
        "instance": request.full_path.rstrip("?"),
    } | refusal.extra
