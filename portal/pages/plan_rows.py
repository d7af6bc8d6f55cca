"""The rows behind the pages of a plan, under the field names of the API."""

from collections.abc import Sequence

from portal.domain.plans import Target, select_targets
from portal.domain.progress import Progress
from portal.formats import Table
from portal.formats.public_rows import PROGRESS, progress_row
from portal.pages.tables import spread, table_of

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
