"""Tasks as rows: what the plans ask to be done, by whom, and how far it is.

The tables and ``task_state``, the rule of what a reader is told, are those of ``domain.plans``.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from portal.db import Condition, Rows, narrow
from portal.domain.localities import Locality
from portal.domain.plans import Plan, Task, TaskState

UNFINISHED = (TaskState.NOT_STARTED, TaskState.IN_PROGRESS)


def select_tasks(
    *,
    today: dt.date,
    ref: str | None = None,
    plan: str | None = None,
    commune: Locality | None = None,
    kind: str | None = None,
    state: str | None = None,
) -> Rows:
    """Rows under the public field names, in no order; partners as stored, the state as recorded.

    :param state: as a reader sees it on the day ``today``, so ``overdue`` is among them.
    """
    query: Rows = (
        select(
            Task.id,
            Task.plan_slug.label("plan"),
            Task.kind,
            Task.section,
            Task.title,
            Task.title_en,
            Task.lead,
            Task.lead_en,
            Task.partners,
            Task.partners_en,
            Task.due,
            Task.due_note,
            Task.due_note_en,
            Task.state,
            Task.evidence,
            Task.citation,
            Task.citation_en,
        )
        .join(Plan, Task.plan_slug == Plan.slug)
        .join(Locality, Plan.commune_id == Locality.id)
    )
    if state is not None:
        query = query.where(_seen_as(TaskState(state), today))
    return narrow(
        query,
        (Task.id, ref),
        (Task.plan_slug, plan),
        (Plan.commune_id, commune and commune.id),
        (Task.kind, kind),
    )


def _seen_as(state: TaskState, today: dt.date) -> Condition:
    """``task_state`` as a condition."""
    if state is TaskState.OVERDUE:
        return and_(Task.state.in_(UNFINISHED), Task.due < today)
    if state in UNFINISHED:
        return and_(Task.state == state, or_(Task.due.is_(None), Task.due >= today))
    return Task.state == state


@dataclass(frozen=True)
class Clarity:
    """How many of the tasks name who leads them, and how many a day or year by which they are done."""

    tasks: int
    led: int
    dated: int


def count_clarity(tasks: Sequence[Task]) -> Clarity:
    return Clarity(len(tasks), sum(t.lead is not None for t in tasks), sum(t.due is not None for t in tasks))
