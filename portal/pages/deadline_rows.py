"""The rows of the ledger of deadlines: of a report those of the API, with what every kind of entry has."""

from collections.abc import Sequence
from typing import Any

from portal.domain.ledger import LedgerEntry
from portal.formats import Table
from portal.formats.public_rows import REPORT, report_row

OF_ALL = ("id", "kind", "plan", "commune", "due", "state", "days_late", "missing_since")
OF_OTHERS = ("title", "title_en", "targets")
OF_REPORT = tuple(name for name in REPORT if name not in OF_ALL)
LEDGER = (*OF_ALL, *OF_OTHERS, *OF_REPORT)


def ledger_table(name: str, entries: Sequence[LedgerEntry]) -> Table:
    """These entries, in this order. A report has no title of its own: its cadence and period say what it is."""
    return Table(name, LEDGER, [_row(entry) for entry in entries])


def _row(entry: LedgerEntry) -> list[Any]:
    cells = dict.fromkeys(LEDGER) | _of_kind(entry)
    cells |= {
        "id": entry.id,
        "kind": entry.kind,
        "plan": entry.plan.slug,
        "commune": entry.plan.commune.code,
        "due": entry.due,
        "state": entry.state,
        "days_late": entry.days_late,
        "missing_since": entry.missing_since,
        "illustrative": entry.illustrative,
    }
    return [cells[field] for field in LEDGER]


def _of_kind(entry: LedgerEntry) -> dict[str, Any]:
    if entry.report:
        return dict(zip(REPORT, report_row(entry.report), strict=True))
    if entry.task is None:
        return {"targets": entry.targets}
    words = {name: getattr(entry.task, name) for name in ("title", "title_en", "citation", "citation_en")}
    return words | {"release": entry.record.release.id if entry.record else None}
