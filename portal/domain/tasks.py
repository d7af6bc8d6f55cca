"""Tasks: what the plans ask to be done, by whom, and how far it is.

A task and a body's responsibility are the same thing in two chapters of a plan, told apart by ``kind``. The plan is a
reviewed fact; how far a task is, its commune reports in a release: a ``TaskRecord``, or none, and then nobody knows.
"""

import datetime as dt
import enum
from collections.abc import Iterable
from typing import ClassVar

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, String, Text, and_, false, func, or_, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column

from portal.db import Condition, PublicBase, Rows, narrow
from portal.domain.datasets import Dataset
from portal.domain.localities import Locality
from portal.domain.plans import Plan
from portal.domain.released import Released, alive, live_once, with_origin
from portal.domain.releases import Release


class TaskKind(enum.StrEnum):
    TASK = "task"
    RESPONSIBILITY = "responsibility"


class TaskState(enum.StrEnum):
    UNKNOWN = "unknown"
    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    OVERDUE = "overdue"  # never stored: a due day passed while not started or in progress


UNFINISHED = (TaskState.NOT_STARTED, TaskState.IN_PROGRESS)


class Task(PublicBase):
    __tablename__ = "tasks"
    __table_args__ = (CheckConstraint("kind in ('task', 'responsibility')", name="kind_known"),)

    id: Mapped[str] = mapped_column(String(200), primary_key=True)
    plan_slug: Mapped[str] = mapped_column(ForeignKey("plans.slug"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]
    section: Mapped[str] = mapped_column(String(40))
    item: Mapped[str | None] = mapped_column(String(10))
    citation: Mapped[str] = mapped_column(String(100))
    citation_en: Mapped[str] = mapped_column(String(100))
    title: Mapped[str] = mapped_column(String(300))
    title_en: Mapped[str] = mapped_column(String(300))
    lead: Mapped[str | None] = mapped_column(String(300))
    lead_en: Mapped[str | None] = mapped_column(String(300))
    partners: Mapped[str | None] = mapped_column(Text)
    partners_en: Mapped[str | None] = mapped_column(Text)
    due: Mapped[dt.date | None]
    due_note: Mapped[str | None] = mapped_column(String(200))
    due_note_en: Mapped[str | None] = mapped_column(String(200))


class TaskRecord(Released, PublicBase):
    """What a commune said about a task; its key is the task's id."""

    __tablename__ = "task_records"
    __table_args__ = (
        *live_once("task_records"),
        CheckConstraint("state in ('not-started', 'in-progress', 'done')", name="state_known"),
    )
    FIELDS: ClassVar[tuple[str, ...]] = ("state", "state_on", "evidence")

    state: Mapped[str] = mapped_column(String(20))
    state_on: Mapped[dt.date]  # the day on which it was so
    evidence: Mapped[str | None] = mapped_column(Text)  # words or an address


def list_task_records(session: Session, plan: Plan, *, as_of: int | None = None) -> dict[str, TaskRecord]:
    """What the commune last said about the tasks of a plan, by the task's id."""
    query = (
        select(TaskRecord)
        .join(Task, TaskRecord.key == Task.id)
        .where(Task.plan_slug == plan.slug, *alive(TaskRecord, as_of))
        .options(joinedload(TaskRecord.dataset), joinedload(TaskRecord.release))
    )
    return {record.key: record for record in session.scalars(query)}


def list_tasks(session: Session, plan: Plan, *, kind: TaskKind | None = None) -> list[Task]:
    query = select(Task).where(Task.plan_slug == plan.slug)
    if kind is not None:
        query = query.where(Task.kind == kind)
    return list(session.scalars(query.order_by(Task.position)))


def get_task_plans(session: Session, ids: list[str]) -> dict[str, str]:
    """The plan's slug of each of these tasks and responsibilities, by their id."""
    query = select(Task.id, Task.plan_slug).where(Task.id.in_(ids))
    return {ref: plan for ref, plan in session.execute(query)}  # noqa: C416 - rows are not pairs to the type checker


def count_tasks_by_plan(session: Session, plans: Iterable[Plan]) -> dict[str, dict[str, int]]:
    """How many tasks and responsibilities each of these plans has: by plan, then by kind."""
    counts: dict[str, dict[str, int]] = {}
    query: Rows = select(Task.plan_slug, Task.kind, func.count()).group_by(Task.plan_slug, Task.kind)
    for plan, kind, count in session.execute(query.where(Task.plan_slug.in_([plan.slug for plan in plans]))):
        counts.setdefault(plan, {})[kind] = count
    return counts


def select_tasks(
    *,
    today: dt.date,
    ref: str | None = None,
    plan: str | None = None,
    commune: Locality | None = None,
    kind: str | None = None,
    state: str | None = None,
    as_of: int | None = None,
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
            _stored_state().label("state"),
            TaskRecord.state_on,
            TaskRecord.evidence,
            Task.citation,
            Task.citation_en,
            Release.id.label("release"),
            func.coalesce(Dataset.illustrative, false()).label("illustrative"),
        )
        .join(Plan, Task.plan_slug == Plan.slug)
        .join(Locality, Plan.commune_id == Locality.id)
        .outerjoin(TaskRecord, and_(TaskRecord.key == Task.id, *alive(TaskRecord, as_of)))
        .outerjoin(Release, TaskRecord.released_in == Release.seq)
        .outerjoin(Dataset, TaskRecord.dataset_slug == Dataset.slug)
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


def select_task_records(*, as_of: int | None = None, dataset: str | None = None) -> Rows:
    """What was published about tasks, under the public field names, in no order."""
    query: Rows = (
        select(
            TaskRecord.key.label("task"),
            Task.plan_slug.label("plan"),
            Task.title,
            TaskRecord.state,
            TaskRecord.state_on,
            TaskRecord.evidence,
        )
        .join(Task, TaskRecord.key == Task.id)
        .where(*alive(TaskRecord, as_of))
    )
    return narrow(with_origin(query, TaskRecord), (TaskRecord.dataset_slug, dataset))


def _stored_state() -> ColumnElement[str]:
    return func.coalesce(TaskRecord.state, TaskState.UNKNOWN.value)


def _seen_as(state: TaskState, today: dt.date) -> Condition:
    """``task_state`` as a condition."""
    if state is TaskState.OVERDUE:
        return and_(TaskRecord.state.in_(UNFINISHED), Task.due < today)
    if state in UNFINISHED:
        return and_(TaskRecord.state == state, or_(Task.due.is_(None), Task.due >= today))
    return _stored_state() == state


def seen_state(task: Task, record: TaskRecord | None, today: dt.date) -> TaskState:
    """The state a reader sees of a task, given what its commune last said."""
    return task_state(record.state if record else TaskState.UNKNOWN, task.due, today)


def task_state(state: str, due: dt.date | None, today: dt.date) -> TaskState:
    """The state a reader sees: overdue once the due day has passed on known, unfinished work."""
    known = TaskState(state)
    late = due is not None and due < today and known in UNFINISHED
    return TaskState.OVERDUE if late else known
