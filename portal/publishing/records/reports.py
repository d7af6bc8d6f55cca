"""The day on which each report that the plan asks for was received."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from portal.domain.obligations import Cadence, duty_id, is_report_period
from portal.domain.periods import parse_period
from portal.publishing.intake.findings import Finding
from portal.publishing.records.catalogue import finding
from portal.publishing.records.kinds import Column, Context, ReadRecord, RecordKind, Type

CADENCES = {
    Cadence.MONTHLY: "tháng",
    Cadence.QUARTERLY: "quý",
    Cadence.HALF_YEARLY: "6 tháng",
    Cadence.YEARLY: "năm",
    Cadence.AS_REGULATED: "theo quy định",
}


def _key(content: Mapping[str, Any], _context: Context) -> str:
    return str(content["report"])


def _check(row: ReadRecord, context: Context) -> Iterator[Finding]:
    key, received = row.record.key, row.content.get("received_on")
    period = period_of(key, context)
    if period is None:
        yield finding("report.unknown", row.sheet, row.cell("report"), value=key)
    elif received and dt.date.fromisoformat(received) < parse_period(period).start:
        yield finding("report.before-period", row.sheet, row.cell("received_on"), value=_vietnamese(received))


def period_of(key: str, context: Context) -> str | None:
    """The period that a report is about; None when no plan of the commune asks for such a report."""
    if key in context.reports and context.reports[key].period is not None:
        return context.reports[key].period
    for duty in context.duties:
        period = key.removeprefix(f"{duty_id(duty)}-")
        if duty.due_day is None and period != key and is_report_period(duty, period):
            return period
    return None


def _offered(context: Context) -> Iterator[Mapping[str, Any]]:
    live = context.live[REPORTS.code]
    for report in context.reports.values():
        if report.period is not None:
            about = f"Báo cáo {CADENCES[Cadence(report.cadence)]}, kỳ {report.period}"
            due = report.due.isoformat() if report.due else None
            yield {"report": report.id, "about": about, "due": due, **live.get(report.id, {})}


def _vietnamese(day: str) -> str:
    return f"{dt.date.fromisoformat(day):%d/%m/%Y}"


REPORTS = RecordKind(
    code="reports",
    sheet="Báo cáo",
    title="Báo cáo đã nhận",
    title_en="Reports received",
    columns=(
        Column(
            "report",
            "Mã báo cáo",
            "Report code",
            "Mã của báo cáo; báo cáo không nêu ngày thì thêm kỳ vào cuối, ví dụ -2026-09.",
            required=True,
            width=34,
        ),
        Column("about", "Báo cáo kỳ", "Report", "Để dễ tìm; không được đọc.", only_read=True, width=34),
        Column("due", "Hạn cuối", "Due", "Để dễ tìm; không được đọc.", Type.DAY, only_read=True, width=12),
        Column("received_on", "Ngày nhận", "Received on", "Ngày cơ quan nhận được báo cáo.", Type.DAY, True, past=True),
    ),
    key_of=_key,
    check=_check,
    offered=_offered,
    asks=("received_on",),
)
