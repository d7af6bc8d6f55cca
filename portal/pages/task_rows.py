"""The rows behind the pages of tasks and of bodies, under the field names of the API."""

from collections.abc import Mapping, Sequence
from typing import Any

from portal.domain.bodies import Body, Role
from portal.domain.clarity import unclear_of
from portal.domain.ledger import EntryKind
from portal.domain.obligations import Obligation
from portal.domain.plans import Plan
from portal.domain.tasks import Task, TaskKind, TaskRecord, TaskState, seen_state, select_tasks
from portal.formats import Table
from portal.formats.public_rows import finish_tasks
from portal.pages.tables import table_of
from portal.web import today

COUNTED = ("leads", "partner_in", "reports", "receives")
BODY = ("plan", "body", "name", "name_en", *COUNTED, *map(str, TaskState))
DUTY = (
    "plan",
    "body",
    "role",
    "task",
    "kind",
    "cadence",
    "title",
    "title_en",
    "due",
    "state",
    "citation",
    "citation_en",
)


def task_table(plan: str, tasks: Sequence[Task], records: Mapping[str, TaskRecord]) -> Table:
    """These tasks, in this order, each with what of it is not clear; of a body's responsibility nothing is said."""
    table = table_of(f"{plan}-tasks", select_tasks(today=today(), plan=plan))
    stored = {row[0]: row for row in finish_tasks(table.fields, list(table.rows), today=today())}
    rows = [(*stored[task.id], _unclear(task, records.get(task.id))) for task in tasks]
    return Table(table.name, (*table.fields, "unclear"), rows)


def _unclear(task: Task, record: TaskRecord | None) -> list[str]:
    return [str(what) for what in unclear_of(task, record)] if task.kind == TaskKind.TASK else []


def body_table(plan: Plan, bodies: Sequence[Body], states: Mapping[str, Mapping[str, int]]) -> Table:
    """The bodies with how much each has in every role, and how the tasks that they lead stand."""
    rows = [
        [plan.slug, body.slug, body.name, body.name_en, *(body.count(role) for role in Role)]
        + [states[body.slug].get(state, 0) for state in TaskState]
        for body in bodies
    ]
    return Table(f"{plan.slug}-bodies", BODY, rows)


def duty_table(plan: Plan, body: Body, records: Mapping[str, TaskRecord]) -> Table:
    """Everything one body answers for: its tasks by role, then its reporting duties."""
    rows = [[plan.slug, body.slug, *_of_task(role, t, records)] for role, of in body.tasks.items() for t in of]
    rows += [[plan.slug, body.slug, role, *_of_duty(duty)] for role, of in body.duties.items() for duty in of]
    return Table(f"{plan.slug}-{body.slug}", DUTY, rows)


def _of_task(role: Role, task: Task, records: Mapping[str, TaskRecord]) -> list[Any]:
    state = seen_state(task, records.get(task.id), today())
    words = [task.title, task.title_en, task.due, state, task.citation, task.citation_en]
    return [role, task.id, task.kind, None, *words]


def _of_duty(duty: Obligation) -> list[Any]:
    return [None, EntryKind.REPORT, duty.cadence, None, None, None, None, duty.citation, duty.citation_en]
