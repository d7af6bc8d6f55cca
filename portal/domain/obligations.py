"""Reports a plan asks for: from the duty it sets to each report due under it.

A duty says how often and, in some plans, before which day. Receipts are kept by the officers' desk; until one is
recorded the state of a past report is ``unknown``, never ``missing``: the portal does not accuse by default.
"""

import calendar
import datetime as dt
import enum
from collections.abc import Iterator
from dataclasses import dataclass

from portal.domain.periods import Period, parse_period
from portal.domain.plans import Cadence, Obligation


class ReportState(enum.StrEnum):
    RECEIVED = "received"
    LATE = "late"
    MISSING = "missing"
    UPCOMING = "upcoming"
    NO_DATE = "no-date"  # the plan names no day
    UNKNOWN = "unknown"  # due, and no receipts are kept yet


MONTHS_EACH = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3, Cadence.HALF_YEARLY: 6, Cadence.YEARLY: 12}


@dataclass(frozen=True)
class Report:
    """One report due: about ``period``, before ``due`` (exclusive in the plan's words, the day itself here)."""

    plan: str
    cadence: str
    period: str | None
    due: dt.date | None
    received_on: dt.date | None
    state: ReportState
    duty: Obligation


def list_reports(duty: Obligation, *, start: dt.date, today: dt.date) -> list[Report]:
    """The reports under a duty from ``start`` up to the first one still ahead of ``today``, oldest first.

    A duty without a day, or "as regulated", gives a single entry without a date.
    """
    if duty.cadence == Cadence.AS_REGULATED or duty.due_day is None:
        return [Report(duty.plan_slug, duty.cadence, None, None, None, ReportState.NO_DATE, duty)]
    reports = []
    for period in _periods(MONTHS_EACH[Cadence(duty.cadence)], start):
        due = due_day(duty, period)
        if due < start:
            continue
        state = ReportState.UPCOMING if due >= today else ReportState.UNKNOWN
        reports.append(Report(duty.plan_slug, duty.cadence, period.text, due, None, state, duty))
        if due >= today:
            return reports
    raise AssertionError("unreachable: periods do not end")


def due_day(duty: Obligation, period: Period) -> dt.date:
    """The last day on which the report about a period is on time.

    The plans say "before the 20th": the 19th is the last day in time, the 20th is late.
    ``due_month`` counts within the quarter for a quarterly duty and within the year otherwise; a half-year's second
    report, for which the plans name no day of its own, is due half a year after the first.
    """
    if duty.due_day is None:
        raise ValueError("the plan names no day for this duty")
    if duty.cadence == Cadence.MONTHLY:
        month = period.end.month
    elif duty.cadence == Cadence.QUARTERLY:
        month = period.start.month + (duty.due_month or 3) - 1
    elif duty.cadence == Cadence.HALF_YEARLY:
        month = (duty.due_month or 6) + (0 if period.end.month == 6 else 6)
    else:
        month = duty.due_month or 12
    last = calendar.monthrange(period.end.year, month)[1]
    return dt.date(period.end.year, month, min(duty.due_day, last)) - dt.timedelta(days=1)


def _periods(months: int, start: dt.date) -> Iterator[Period]:
    index = start.month - 1 - (start.month - 1) % months
    year = start.year
    while True:
        yield parse_period(_text(year, index // months + 1, months))
        index += months
        year, index = year + index // 12, index % 12


def _text(year: int, nth: int, months: int) -> str:
    return {1: f"{year}-{nth:02}", 3: f"{year}-Q{nth}", 6: f"{year}-H{nth}", 12: f"{year}"}[months]
