"""The rows behind the pages of a plan, under the field names of the API."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from portal.domain.obligations import Report
from portal.domain.plans import Task, select_targets, task_state
from portal.domain.progress import Progress, Reading
from portal.domain.tasks import select_tasks
from portal.formats import Table
from portal.i18n.wording import arithmetic
from portal.pages.tables import table_of
from portal.web import today

LATEST = ("period", "value", "numerator", "denominator", "status")
JUDGED = ("due", "status", "reason", "latest", "expected", "gap", "arithmetic", "illustrative", "amended_by")
REPORT = (
    "id,plan,cadence,period,due,received_on,state,"
    "reporter,reporter_en,recipient,recipient_en,citation,citation_en,note,note_en"
).split(",")
OF_DUTY = REPORT[7:]


def target_table(plan: str, progress: Sequence[Progress], suffix: str) -> Table:
    """Targets with their progress; in CSV the latest observation has a column for each of its parts."""
    table = table_of(f"{plan}-targets", select_targets(plan=plan))
    targets = {row[0]: tuple(row) for row in table.rows}
    flat = suffix == "csv"
    fields = [*table.fields, *JUDGED]
    if flat:
        at = fields.index("latest")
        fields[at : at + 1] = [f"latest_{name}" for name in LATEST]
    return Table(table.name, tuple(fields), [(*targets[p.target.id], *_judged(p, flat=flat)) for p in progress])


def _judged(progress: Progress, *, flat: bool) -> Iterable[Any]:
    judgement = progress.judgement
    latest = _latest(judgement.latest)
    yield from (judgement.due, str(judgement.status), judgement.reason and str(judgement.reason))
    yield from [latest.get(name) for name in LATEST] if flat else [latest or None]
    yield from (_number(judgement.expected), _number(judgement.gap))
    yield from (arithmetic(judgement, progress.target.indicator.unit), progress.illustrative, progress.amended_by)


def _latest(reading: Reading | None) -> dict[str, Any]:
    if reading is None:
        return {}
    value = _number(reading.value)
    cells = (reading.period.text, value, reading.numerator, reading.denominator, str(reading.status))
    return dict(zip(LATEST, cells, strict=True))


def _number(value: Fraction | None) -> float | None:
    return None if value is None else round(float(value), 4)


def task_table(plan: str, tasks: Sequence[Task]) -> Table:
    """Tasks with the state that a reader sees and the partners as a list."""
    table = table_of(f"{plan}-tasks", select_tasks(today=today(), plan=plan))
    stored = {row[0]: dict(zip(table.fields, row, strict=True)) for row in table.rows}
    return Table(table.name, table.fields, [tuple(_task(stored[task.id]).values()) for task in tasks])


def _task(row: dict[str, Any]) -> dict[str, Any]:
    row["state"] = str(task_state(row["state"], row["due"], today()))
    for name in ("partners", "partners_en"):
        row[name] = [body for body in (row[name] or "").split("; ") if body]
    return row


def report_table(plan: str, reports: Sequence[Report]) -> Table:
    rows = [
        (r.id, r.plan, r.cadence, r.period, r.due, r.received_on, str(r.state), *(getattr(r.duty, f) for f in OF_DUTY))
        for r in reports
    ]
    return Table(f"{plan}-deadlines", tuple(REPORT), rows)
