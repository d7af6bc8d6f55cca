"""Whether the application lives, whether it can answer, and what it counts: asked by programs, so in one language.

Never cached. ``/healthz`` answers everybody; ``/readyz`` and ``/metrics`` answer operators, for all others they are not
there.
"""

from flask import Blueprint, Response, current_app
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from portal import gauges
from portal.fitness import examine, is_fit
from portal.formats.http import json_answer
from portal.operators import for_operators
from portal.web import session

pages = Blueprint("health", __name__)

UNKEPT = {"Cache-Control": "no-store"}


@pages.route("/healthz")
def show() -> Response:
    try:
        session().execute(select(1))
    except SQLAlchemyError:
        return _answer("the store does not answer", 503)
    return _answer("ok", 200)


def _answer(text: str, status: int) -> Response:
    return Response(f"{text}\n", status, UNKEPT, mimetype="text/plain")


@pages.get("/readyz")
@for_operators
def ready() -> Response:
    """Each condition by name; 503 while one of them is not met."""
    found = examine(session(), current_app.config)
    answer = json_answer({"ready": is_fit(found), "checks": found}, 200 if is_fit(found) else 503)
    answer.headers.update(UNKEPT)
    return answer


@pages.get("/metrics")
@for_operators
def metrics() -> Response:
    written = gauges.written(current_app.extensions[gauges.OF])
    return Response(written, 200, UNKEPT, content_type=CONTENT_TYPE_LATEST)
