"""The rows behind the pages of a plan, under the field names of the API."""

from collections.abc import Sequence

from portal.domain.obligations import Report
from portal.domain.plans import Target, select_targets
from portal.domain.progress import Progress
from portal.domain.tasks import Task, select_tasks
from portal.formats import Table
from portal.formats.public_rows import PROGRESS, REPORT, finish_tasks, progress_row, report_row
from portal.pages.tables import spread, table_of
from portal.web import today

LATEST = ("period", "value", "numerator", "denominator", "status", "reported", "expected")
JUDGED = PROGRESS[PROGRESS.index("due") :]


def target_table(name: str, progress: Sequence[Progress], suffix: str) -> Table:
    """These targets with their progress, in this order; but in JSON each part of the latest has a column of its own."""
    plans = {p.target.plan_slug for p in progress}
    table = table_of(name, select_targets().where(Target.plan_slug.in_(plans)))
    targets = {row[0]: tuple(row) for row in table.rows}
    rows = [(*targets[p.target.id], *progress_row(p)[-len(JUDGED) :]) for p in progress]
    whole = Table(name, (*table.fields, *JUDGED), rows)
    return whole if suffix == "json" else spread(whole, "latest", LATEST)


def task_table(plan: str, tasks: Sequence[Task]) -> Table:
    """These tasks, in this order."""
    table = table_of(f"{plan}-tasks", select_tasks(today=today(), plan=plan))
    stored = {row[0]: row for row in finish_tasks(table.fields, list(table.rows), today=today())}
    return Table(table.name, table.fields, [stored[task.id] for task in tasks])


def report_table(plan: str, reports: Sequence[Report]) -> Table:
    return Table(f"{plan}-deadlines", tuple(REPORT), [report_row(report) for report in reports])
