"""Reports a plan asks for: from the duty it sets to each report due under it.

A duty says how often and, in some plans, before which day. Receipts are kept by the officers' desk; until one is
recorded the state of a past report is ``unknown``, never ``missing``: the portal does not accuse by default.
"""

import calendar
import datetime as dt
import enum
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.db import PublicBase, narrow
from portal.domain.localities import Locality
from portal.domain.periods import Period, parse_period
from portal.domain.plans import Plan, place_id


class Cadence(enum.StrEnum):
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    YEARLY = "yearly"
    AS_REGULATED = "as-regulated"


class ReportState(enum.StrEnum):
    RECEIVED = "received"
    LATE = "late"
    MISSING = "missing"
    UPCOMING = "upcoming"
    NO_DATE = "no-date"  # the plan names no day
    UNKNOWN = "unknown"  # due, and no receipts are kept yet


MONTHS_EACH = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3, Cadence.HALF_YEARLY: 6, Cadence.YEARLY: 12}


class Obligation(PublicBase):
    """A reporting duty a plan sets; ``list_reports`` reckons the reports due under it."""

    __tablename__ = "obligations"
    __table_args__ = (
        CheckConstraint(
            "cadence in ('monthly', 'quarterly', 'half-yearly', 'yearly', 'as-regulated')", name="cadence_known"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_slug: Mapped[str] = mapped_column(ForeignKey("plans.slug"), index=True)
    position: Mapped[int]
    section: Mapped[str] = mapped_column(String(40))
    item: Mapped[str | None] = mapped_column(String(10))
    citation: Mapped[str] = mapped_column(String(100))
    citation_en: Mapped[str] = mapped_column(String(100))
    cadence: Mapped[str] = mapped_column(String(20))
    due_day: Mapped[int | None]  # the report comes *before* this day
    due_month: Mapped[int | None]  # within the quarter for a quarterly duty, within the year otherwise
    reporter: Mapped[str | None] = mapped_column(String(300))
    reporter_en: Mapped[str | None] = mapped_column(String(300))
    recipient: Mapped[str | None] = mapped_column(String(300))
    recipient_en: Mapped[str | None] = mapped_column(String(300))
    note: Mapped[str | None] = mapped_column(Text)
    note_en: Mapped[str | None] = mapped_column(Text)


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

    @property
    def id(self) -> str:
        """Permanent: the duty's place in the plan, its cadence and the period reported on."""
        place = place_id(self.plan, self.duty.section, self.duty.item)
        return "-".join(filter(None, (place, self.cadence, self.period)))


def list_plan_reports(
    session: Session, *, plan: str | None = None, commune: Locality | None = None, today: dt.date
) -> list[Report]:
    """Every report under the plans' duties, by plan, duty and day."""
    query = (
        select(Obligation, Plan)
        .join(Plan, Obligation.plan_slug == Plan.slug)
        .join(Locality, Plan.commune_id == Locality.id)
        .order_by(Locality.position, Plan.slug, Obligation.position)
    )
    rows = narrow(query, (Plan.slug, plan), (Plan.commune_id, commune and commune.id))
    return [r for duty, of in session.execute(rows) for r in list_reports(duty, start=first_day(of), today=today)]


def first_day(plan: Plan) -> dt.date:
    """From when reports are expected: the start of the plan's year, or of its commune if that came later."""
    start = dt.date(plan.year, 1, 1)
    return max(start, plan.commune.valid_from or start)


def list_reports(duty: Obligation, *, start: dt.date, today: dt.date) -> list[Report]:
    """The reports under a duty from ``start`` up to the first one still ahead of ``today``, oldest first.

    A duty without a day, or "as regulated", gives a single entry without a date.
    """
    if duty.cadence == Cadence.AS_REGULATED or duty.due_day is None:
        return [Report(duty.plan_slug, duty.cadence, None, None, None, ReportState.NO_DATE, duty)]
    reports = []
    for period in _periods(MONTHS_EACH[Cadence(duty.cadence)], start):
        due = due_day(duty, period)
        if due < start or _is_second_half(duty, period):
            continue
        state = ReportState.UPCOMING if due >= today else ReportState.UNKNOWN
        reports.append(Report(duty.plan_slug, duty.cadence, period.text, due, None, state, duty))
        if due >= today:
            return reports
    raise AssertionError("unreachable: periods do not end")


def due_day(duty: Obligation, period: Period) -> dt.date:
    """The last day on which the report about a period is on time.

    The plans say "before the 20th": the 19th is the last day in time, the 20th is late.
    ``due_month`` counts within the quarter for a quarterly duty and within the year otherwise.
    """
    if duty.due_day is None:
        raise ValueError("the plan names no day for this duty")
    if duty.cadence == Cadence.MONTHLY:
        month = period.end.month
    elif duty.cadence == Cadence.QUARTERLY:
        month = period.start.month + (duty.due_month or 3) - 1
    elif duty.cadence == Cadence.HALF_YEARLY:
        month = duty.due_month or 6
    else:
        month = duty.due_month or 12
    last = calendar.monthrange(period.end.year, month)[1]
    return dt.date(period.end.year, month, min(duty.due_day, last)) - dt.timedelta(days=1)


def _is_second_half(duty: Obligation, period: Period) -> bool:
    """The plans name one day for the six-month report, in June; of the second half the year's report tells."""
    return duty.cadence == Cadence.HALF_YEARLY and period.end.month == 12


def _periods(months: int, start: dt.date) -> Iterator[Period]:
    index = start.month - 1 - (start.month - 1) % months
    year = start.year
    while True:
        yield parse_period(_text(year, index // months + 1, months))
        index += months
        year, index = year + index // 12, index % 12


def _text(year: int, nth: int, months: int) -> str:
    return {1: f"{year}-{nth:02}", 3: f"{year}-Q{nth}", 6: f"{year}-H{nth}", 12: f"{year}"}[months]


def list_obligations(session: Session, *, plan: str | None = None) -> list[Obligation]:
    query = select(Obligation).order_by(Obligation.plan_slug, Obligation.position)
    if plan is not None:
        query = query.where(Obligation.plan_slug == plan)
    return list(session.scalars(query))
