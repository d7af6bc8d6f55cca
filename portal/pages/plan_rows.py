"""The rows behind the pages of a plan, under the field names of the API."""

from collections.abc import Sequence

from portal.domain.obligations import Report
from portal.domain.plans import select_targets
from portal.domain.progress import Progress
from portal.domain.tasks import Task, select_tasks
from portal.formats import Table
from portal.formats.public_rows import PROGRESS, REPORT, finish_tasks, progress_row, report_row
from portal.pages.tables import spread, table_of
from portal.web import today

LATEST = ("period", "value", "numerator", "denominator", "status", "reported", "expected")
JUDGED = PROGRESS[PROGRESS.index("due") :]


def target_table(plan: str, progress: Sequence[Progress], suffix: str) -> Table:
    """Targets with their progress; in CSV the latest observation has a column for each of its parts."""
    table = table_of(f"{plan}-targets", select_targets(plan=plan))
    targets = {row[0]: tuple(row) for row in table.rows}
    rows = [(*targets[p.target.id], *progress_row(p)[-len(JUDGED) :]) for p in progress]
    whole = Table(table.name, (*table.fields, *JUDGED), rows)
    return spread(whole, "latest", LATEST) if suffix == "csv" else whole


def task_table(plan: str, tasks: Sequence[Task]) -> Table:
    """These tasks, in this order."""
    table = table_of(f"{plan}-tasks", select_tasks(today=today(), plan=plan))
    stored = {row[0]: row for row in finish_tasks(table.fields, list(table.rows), today=today())}
    return Table(table.name, table.fields, [stored[task.id] for task in tasks])


def report_table(plan: str, reports: Sequence[Report]) -> Table:
    return Table(f"{plan}-deadlines", tuple(REPORT), [report_row(report) for report in reports])
