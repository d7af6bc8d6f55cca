"""The ledger of deadlines: every report due, every dated task and every milestone of the plans, told apart by kind.

A report is judged by ``domain.obligations``, a task by ``domain.tasks``; a milestone is the end of a year for which a
plan sets targets, and of it only the day is judged here: how its targets stand, ``domain.progress`` says.
"""

import datetime as dt
import enum
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from portal.clock import VIET_NAM
from portal.db import narrow
from portal.domain.localities import Locality
from portal.domain.obligations import Report, ReportState, days_late, first_day, list_plan_reports
from portal.domain.plans import Plan, Target
from portal.domain.released import alive
from portal.domain.tasks import Task, TaskRecord, TaskState, seen_state


class EntryKind(enum.StrEnum):
    REPORT = "report"
    TASK = "task"
    MILESTONE = "milestone"


class Standing(enum.StrEnum):
    """Where an entry stands today; the order in which the pages tell them is theirs."""

    LATE = "late"  # its day has passed and it is not there: a missing report, an overdue task
    AHEAD = "ahead"
    PAST = "past"  # received, done, or its day has passed and nobody says
    UNDATED = "undated"


PASSED = "passed"  # the state of a milestone whose day is over
STATES = (
    ReportState.MISSING,
    TaskState.OVERDUE,
    ReportState.UPCOMING,
    TaskState.NOT_STARTED,
    TaskState.IN_PROGRESS,
    ReportState.LATE,
    ReportState.RECEIVED,
    TaskState.DONE,
    PASSED,
    ReportState.UNKNOWN,
    ReportState.NO_DATE,
)
"""Every state an entry can have: a report's, a task's, or ``passed``."""
OWED = {ReportState.MISSING, TaskState.OVERDUE}
SETTLED = {ReportState.RECEIVED, ReportState.LATE, TaskState.DONE}


@dataclass(frozen=True)
class LedgerEntry:
    """One line: a ``report``, a ``task`` with what its commune said of it, or the milestone of ``targets`` targets."""

    id: str
    kind: EntryKind
    plan: Plan
    due: dt.date | None
    state: str
    days_late: int | None
    illustrative: bool
    report: Report | None = None
    task: Task | None = None
    record: TaskRecord | None = None
    targets: int = 0

    @property
    def received_on(self) -> dt.date | None:
        return self.report.received_on if self.report else None

    @property
    def period(self) -> str | None:
        return self.report.period if self.report else None

    @property
    def missing_since(self) -> dt.date | None:
        """The first day on which it was late, of what is not there yet."""
        return self.due + dt.timedelta(days=1) if self.due and self.state in OWED else None

    def standing(self, today: dt.date) -> Standing:
        if self.state in OWED:
            return Standing.LATE
        if self.due is None:
            return Standing.UNDATED
        return Standing.PAST if self.state in SETTLED or self.due < today else Standing.AHEAD

    @property
    def year(self) -> int | None:
        """The year of its day; of a report without one, the year it was received in."""
        day = self.due or self.received_on
        return day.year if day else None


def list_ledger(
    session: Session, *, today: dt.date, plan: str | None = None, commune: Locality | None = None
) -> list[LedgerEntry]:
    """Every entry of the plans: reports, then tasks, then milestones, each by plan."""
    plans = _plans(session, plan, commune)
    reports = list_plan_reports(session, plan=plan, commune=commune, today=today)
    return [
        *(_of_report(plans[report.plan], report, today) for report in reports),
        *_list_tasks(session, plans, plan, commune, today),
        *_list_milestones(session, plans, plan, commune, today),
    ]


def _plans(session: Session, plan: str | None, commune: Locality | None) -> dict[str, Plan]:
    query = narrow(select(Plan), (Plan.slug, plan), (Plan.commune_id, commune and commune.id))
    return {found.slug: found for found in session.scalars(query)}


def _of_report(plan: Plan, report: Report, today: dt.date) -> LedgerEntry:
    late = days_late(report, today)
    kind, state = EntryKind.REPORT, report.state
    return LedgerEntry(report.id, kind, plan, report.due, state, late, report.illustrative, report=report)


def _list_tasks(
    session: Session, plans: Mapping[str, Plan], plan: str | None, commune: Locality | None, today: dt.date
) -> Iterator[LedgerEntry]:
    """The tasks that have a day."""
    query = (
        select(Task, TaskRecord)
        .join(Plan, Task.plan_slug == Plan.slug)
        .join(Locality, Plan.commune_id == Locality.id)
        .outerjoin(TaskRecord, (TaskRecord.key == Task.id) & alive(TaskRecord)[0])
        .where(Task.due.is_not(None))
        .options(joinedload(TaskRecord.dataset), joinedload(TaskRecord.release))
        .order_by(Locality.position, Plan.slug, Task.position)
    )
    query = narrow(query, (Plan.slug, plan), (Plan.commune_id, commune and commune.id))
    for task, record in session.execute(query):
        yield of_task(plans[task.plan_slug], task, record, today)


def of_task(plan: Plan, task: Task, record: TaskRecord | None, today: dt.date) -> LedgerEntry:
    state = seen_state(task, record, today)
    late = (today - task.due).days if task.due and state is TaskState.OVERDUE else None
    made_up = bool(record and record.dataset.illustrative)
    return LedgerEntry(task.id, EntryKind.TASK, plan, task.due, state, late, made_up, task=task, record=record)


def _list_milestones(
    session: Session, plans: Mapping[str, Plan], plan: str | None, commune: Locality | None, today: dt.date
) -> Iterator[LedgerEntry]:
    query = (
        select(Target.plan_slug, Target.year, func.count())
        .join(Plan, Target.plan_slug == Plan.slug)
        .join(Locality, Plan.commune_id == Locality.id)
        .where(Target.year.is_not(None))
        .group_by(Locality.position, Target.plan_slug, Target.year)
        .order_by(Locality.position, Target.plan_slug, Target.year)
    )
    for slug, year, count in session.execute(
        narrow(query, (Plan.slug, plan), (Plan.commune_id, commune and commune.id))
    ):
        yield of_milestone(plans[slug], year, count, today)


def of_milestone(plan: Plan, year: int, targets: int, today: dt.date) -> LedgerEntry:
    due = dt.date(year, 12, 31)
    state = PASSED if due < today else ReportState.UPCOMING
    ref = f"{plan.slug}-targets-{year}"
    return LedgerEntry(ref, EntryKind.MILESTONE, plan, due, state, None, False, targets=targets)


def in_order(
    entries: Iterable[LedgerEntry], order: Sequence[Standing], today: dt.date
) -> list[tuple[Standing, list[LedgerEntry]]]:
    """The entries by where they stand, in this order of standings; none is left out, empty ones are.

    What is late comes the longest late first, what is ahead the soonest first, what is past the newest first.
    """
    found: dict[Standing, list[LedgerEntry]] = {standing: [] for standing in order}
    for entry in entries:
        found[entry.standing(today)].append(entry)
    return [(standing, sorted(group, key=_KEYS[standing])) for standing, group in found.items() if group]


def _soonest(entry: LedgerEntry) -> tuple[int, str]:
    return (entry.due or dt.date.max).toordinal(), entry.id


def _newest(entry: LedgerEntry) -> tuple[int, str]:
    return -(entry.due or dt.date.max).toordinal(), entry.id


def _received_last(entry: LedgerEntry) -> tuple[int, str]:
    """The duties first, then what was received under them."""
    return -(entry.received_on or dt.date.max).toordinal(), entry.id


_KEYS = {
    Standing.LATE: _soonest,
    Standing.AHEAD: _soonest,
    Standing.PAST: _newest,
    Standing.UNDATED: _received_last,
}


def midnight(day: dt.date) -> dt.datetime:
    """The instant at which a day begins in Viet Nam."""
    return dt.datetime.combine(day, dt.time(), VIET_NAM).astimezone(dt.UTC)


def changed_at(entry: LedgerEntry, today: dt.date) -> dt.datetime:
    """When what is said of an entry changed last: a release said so, or its day passed; else when its plan began.

    From the data and the day alone, so that whoever asks twice on a day is told the same.
    """
    said = [midnight(first_day(entry.plan))]
    if entry.report and entry.report.receipt:
        return entry.report.receipt.release.released_at
    if entry.record:
        said.append(entry.record.release.released_at)
    if entry.due and entry.due < today:
        said.append(midnight(entry.due + dt.timedelta(days=1)))
    return max(said)
