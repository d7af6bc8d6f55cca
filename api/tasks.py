"""Tasks and responsibilities. The state is the one of today: a day that has passed makes known work overdue."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from api.paging import Row, Selected
from api.queries import AsOfQuery, TaskQuery
from api.references import State, find_commune, find_plan, find_state
from api.rendering import names_of
from api.routing import Parameters, v1
from api.schemas import TaskSchema
from portal.domain.localities import Locality
from portal.domain.plans import Plan
from portal.domain.tasks import Task, select_tasks
from portal.formats.public_rows import finish_tasks
from portal.web import today

ORDER = (Locality.position, Plan.slug, Task.position, Task.id)


@v1.collection("tasks", TaskSchema, TaskQuery)
def list_tasks(parameters: Parameters) -> Selected:
    return _tasks(
        find_state(parameters),
        plan=find_plan(parameters),
        commune=find_commune(parameters),
        kind=parameters["kind"],
        state=parameters["state"],
    )


@v1.one("/tasks/<ref>", AsOfQuery)
def show_task(parameters: Parameters, ref: str) -> Selected:
    return _tasks(find_state(parameters), ref=ref)


def _tasks(seen: State, **which: Any) -> Selected:
    query = select_tasks(today=today(), as_of=seen.seq, **which)
    return Selected(query, ORDER, _finish(today()), seen.pinned)


def _finish(day: dt.date) -> Callable[[Session, list[Row]], list[Row]]:
    return lambda _session, rows: finish_tasks(names_of(TaskSchema), rows, today=day)
