"""Whether the application can read its store; asked by supervisors, so in one language and never cached."""

from flask import Blueprint, Response
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from portal.web import session

pages = Blueprint("health", __name__)


@pages.route("/healthz")
def show() -> Response:
    try:
        session().execute(select(1))
    except SQLAlchemyError:
        return _answer("the store does not answer", 503)
    return _answer("ok", 200)


def _answer(text: str, status: int) -> Response:
    return Response(f"{text}\n", status, {"Cache-Control": "no-store"}, mimetype="text/plain")
