"""What the desk tells its operators: what waits and for how long (``/desk/metrics``), whether it can work."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app
from prometheus_client import Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal import gauges, spool
from portal.desk.access import open_to_strangers
from portal.desk.stores import desk_session, public_session
from portal.fitness import OK, examine, is_fit
from portal.formats.http import json_answer
from portal.gauges import gauge
from portal.operators import for_operators
from portal.publishing.letters import find_waiting
from portal.publishing.submissions import list_overdue

pages = Blueprint("gauges", __name__)


def init_app(app: Flask) -> None:
    """Also what the public store and the server tell, for a desk that is served alone."""
    gauges.init_app(app)
    desk, folder = app.extensions["desk-reader"], Path(app.config["SPOOL_DIR"])
    app.extensions[gauges.OF_DESK] = [lambda: gauges.of_store(desk, "desk", _of_desk), lambda: _of_spool(folder)]


@pages.get("/desk/metrics")
@open_to_strangers
@for_operators
def show() -> Response:
    told = current_app.extensions[gauges.OF] + current_app.extensions[gauges.OF_DESK]
    return Response(gauges.written(told), content_type=CONTENT_TYPE_LATEST)


@pages.get("/desk/readyz")
@open_to_strangers
@for_operators
def ready() -> Response:
    """As the public application's, and whether the desk's own store answers."""
    found = examine(public_session(), current_app.config) | {"desk": _desk_answers()}
    return json_answer({"ready": is_fit(found), "checks": found}, 200 if is_fit(found) else 503)


def _desk_answers() -> str:
    try:
        desk_session().execute(select(1))
    except SQLAlchemyError:
        return "the desk's store does not answer"
    return OK


def _of_desk(session: Session) -> Iterator[Metric]:
    now = dt.datetime.now(dt.UTC)
    letters, since = find_waiting(session, now)
    yield gauge("langso_outbox_letters", "Letters that are due and not sent.", letters)
    yield gauge("langso_outbox_oldest_seconds", "Since the oldest of them was written.", _age(since, now))
    overdue = list_overdue(session, now)
    yield gauge("langso_embargo_overdue", "Releases whose time has come and that are not out.", len(overdue))
    longest = max((_age(instant, now) for instant in overdue), default=0.0)
    yield gauge("langso_embargo_overdue_seconds", "By how long the latest of them is late.", longest)


def _of_spool(folder: Path) -> Iterator[Metric]:
    waiting = spool.waiting(folder)
    yield gauge("langso_spool_messages", "What readers sent and the desk has not taken in.", len(waiting))
    oldest = spool.sent_at(folder, waiting[0]) if waiting else None
    yield gauge("langso_spool_oldest_seconds", "Since the oldest of it came.", _age(oldest, dt.datetime.now(dt.UTC)))


def _age(since: dt.datetime | None, now: dt.datetime) -> float:
    return (now - since).total_seconds() if since else 0.0
