"""Reports a plan asks for: from the duty it sets to each report due under it.

A duty says how often and, in some plans, before which day. The day on which a report was received a commune publishes
in a release. Until it does so, and for what was due before the first day it recorded, the state of a past report is
``unknown``, never ``missing``: the portal does not accuse by default.
"""

import calendar
import datetime as dt
import enum
import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column

from portal.db import PublicBase, Rows, narrow
from portal.domain.localities import Locality
from portal.domain.periods import Period, number_at, numbered, parse_period
from portal.domain.plans import Plan, place_id
from portal.domain.released import Released, alive, live_once, with_origin


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
    UNKNOWN = "unknown"  # due before receipts were kept


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


class Receipt(Released, PublicBase):
    """The day on which a report was received; its key is the report's id."""

    __tablename__ = "receipts"
    __table_args__ = live_once("receipts")
    FIELDS: ClassVar[tuple[str, ...]] = ("received_on",)

    received_on: Mapped[dt.date]


@dataclass(frozen=True)
class Report:
    """One report due: about ``period``, before ``due`` (exclusive in the plan's words, the day itself here)."""

    plan: str
    cadence: str
    period: str | None
    due: dt.date | None
    state: ReportState
    duty: Obligation
    receipt: Receipt | None = None
    illustrative: bool = False  # what is said of receiving it, not the duty

    @property
    def id(self) -> str:
        """Permanent: the duty's place in the plan, its cadence and the period reported on."""
        return "-".join(filter(None, (duty_id(self.duty), self.period)))

    @property
    def received_on(self) -> dt.date | None:
        return self.receipt.received_on if self.receipt else None


Receipts = Mapping[str, Receipt]
"""By the report's id."""


def duty_id(duty: Obligation) -> str:
    return f"{place_id(duty.plan_slug, duty.section, duty.item)}-{duty.cadence}"


def list_plan_reports(
    session: Session,
    *,
    plan: str | None = None,
    commune: Locality | None = None,
    today: dt.date,
    as_of: int | None = None,
) -> list[Report]:
    """Every report under the plans' duties, by plan, duty and day."""
    query = (
        select(Obligation, Plan)
        .join(Plan, Obligation.plan_slug == Plan.slug)
        .join(Locality, Plan.commune_id == Locality.id)
        .order_by(Locality.position, Plan.slug, Obligation.position)
    )
    kept = list_receipts(session, commune=commune, as_of=as_of)
    reports: list[Report] = []
    for duty, of in session.execute(narrow(query, (Plan.slug, plan), (Plan.commune_id, commune and commune.id))):
        receipts = kept.get(of.commune_id, {})
        found = list_reports(duty, start=first_day(of), today=today, receipts=receipts)
        reports += mark_missing(found, kept_from(receipts), _is_illustrative(receipts))
    return reports


def days_late(report: Report, today: dt.date) -> int | None:
    """By how many days a report came late, or has been late so far; None where it did not, or nobody can say."""
    if report.due is None or report.state not in {ReportState.LATE, ReportState.MISSING}:
        return None
    return ((report.received_on or today) - report.due).days


def _is_illustrative(receipts: Receipts) -> bool:
    return any(receipt.dataset.illustrative for receipt in receipts.values())


def list_receipts(
    session: Session, *, commune: Locality | None = None, as_of: int | None = None
) -> dict[int, dict[str, Receipt]]:
    """The receipts by the commune's id and the report's."""
    query = select(Receipt).where(*alive(Receipt, as_of)).order_by(Receipt.key)
    if commune is not None:
        query = query.where(Receipt.commune_id == commune.id)
    found: dict[int, dict[str, Receipt]] = {}
    for receipt in session.scalars(query.options(joinedload(Receipt.dataset), joinedload(Receipt.release))):
        found.setdefault(receipt.commune_id, {})[receipt.key] = receipt
    return found


def select_receipts(*, as_of: int | None = None, dataset: str | None = None) -> Rows:
    """What was published about reports received, under the public field names, in no order."""
    query: Rows = select(Receipt.key.label("report"), Receipt.received_on).where(*alive(Receipt, as_of))
    return narrow(with_origin(query, Receipt), (Receipt.dataset_slug, dataset))


def kept_from(receipts: Receipts) -> dt.date | None:
    """The first day that a commune recorded; None when it keeps no receipts."""
    return min((receipt.received_on for receipt in receipts.values()), default=None)


def mark_missing(reports: Iterable[Report], since: dt.date | None, illustrative: bool = False) -> list[Report]:
    """The reports, those of no receipt missing where they were due since receipts are kept.

    :param illustrative: whether the receipts are, and so what is said of receiving or missing a report.
    """
    if since is None:
        return list(reports)  # replacing none of very many
    return [replace(r, state=_judged(r, since), illustrative=illustrative and _is_judged(r, since)) for r in reports]


def _judged(report: Report, since: dt.date | None) -> ReportState:
    return ReportState.MISSING if report.receipt is None and _is_judged(report, since) else report.state


def _is_judged(report: Report, since: dt.date | None) -> bool:
    """Whether the receipts say something of a report."""
    if report.receipt is not None:
        return True
    if report.state is not ReportState.UNKNOWN or report.due is None:
        return False
    return since is not None and report.due >= since


def first_day(plan: Plan) -> dt.date:
    """From when reports are expected: the start of the plan's year, or of its commune if that came later."""
    start = dt.date(plan.year, 1, 1)
    return max(start, plan.commune.valid_from or start)


def list_reports(duty: Obligation, *, start: dt.date, today: dt.date, receipts: Receipts | None = None) -> list[Report]:
    """The reports under a duty from ``start`` up to the first one still ahead of ``today``, oldest first.

    A duty without a day, or "as regulated", gives a single entry without a date, and one for each report received.
    """
    receipts = receipts or {}
    if duty.cadence == Cadence.AS_REGULATED or duty.due_day is None:
        none = Report(duty.plan_slug, duty.cadence, None, None, ReportState.NO_DATE, duty)
        return [none, *_undated(duty, receipts)]
    key, reports = duty_id(duty), []
    for period, due in _schedule(duty.cadence, duty.due_day, duty.due_month, start, today):
        receipt = receipts.get(f"{key}-{period}")
        state = report_state(due, receipt.received_on if receipt else None, today)
        reports.append(Report(duty.plan_slug, duty.cadence, period, due, state, duty, receipt))
    return reports


def list_passed(duty: Obligation, *, start: dt.date, today: dt.date) -> list[tuple[str, dt.date]]:
    """The periods whose report a dated duty asked for by a day that has passed, each with that day."""
    if duty.due_day is None:
        raise ValueError("the plan names no day for this duty")
    return [
        (text, due) for text, due in _schedule(duty.cadence, duty.due_day, duty.due_month, start, today) if due < today
    ]


@lru_cache(maxsize=256)
def _schedule(
    cadence: str, day: int, month: int | None, start: dt.date, today: dt.date
) -> tuple[tuple[str, dt.date], ...]:
    """The periods reported on, each with its last day, up to the first still ahead; very many duties share one."""
    found = []
    months = MONTHS_EACH[Cadence(cadence)]
    for number in itertools.count(number_at(start, months)):
        period = numbered(number, months)
        due = _last_day(cadence, day, month, period)
        if due < start or _is_second_half(cadence, period):
            continue
        found.append((period.text, due))
        if due >= today:
            return tuple(found)
    raise AssertionError("unreachable: periods do not end")


def _undated(duty: Obligation, receipts: Receipts) -> Iterator[Report]:
    """The reports received under a duty without a day: whether one was late nobody can say."""
    for key, receipt in receipts.items():
        period = key.removeprefix(f"{duty_id(duty)}-")
        if is_report_period(duty, period):
            yield Report(duty.plan_slug, duty.cadence, period, None, ReportState.RECEIVED, duty, receipt)


def is_report_period(duty: Obligation, text: str) -> bool:
    """Whether a text names a period that the duty's reports are about."""
    try:
        period = parse_period(text)
    except ValueError:
        return False
    return MONTHS_EACH.get(Cadence(duty.cadence)) == period.months and not _is_second_half(duty.cadence, period)


def report_state(due: dt.date, received_on: dt.date | None, today: dt.date) -> ReportState:
    """The state by the days alone; ``mark_missing`` goes on from there."""
    if received_on is not None:
        return ReportState.LATE if received_on > due else ReportState.RECEIVED
    return ReportState.UPCOMING if due >= today else ReportState.UNKNOWN


def due_day(duty: Obligation, period: Period) -> dt.date:
    """The last day on which the report about a period is on time.

    The plans say "before the 20th": the 19th is the last day in time, the 20th is late.
    ``due_month`` counts within the quarter for a quarterly duty and within the year otherwise.
    """
    if duty.due_day is None:
        raise ValueError("the plan names no day for this duty")
    return _last_day(duty.cadence, duty.due_day, duty.due_month, period)


def _last_day(cadence: str, day: int, due_month: int | None, period: Period) -> dt.date:
    if cadence == Cadence.MONTHLY:
        month = period.end.month
    elif cadence == Cadence.QUARTERLY:
        month = period.start.month + (due_month or 3) - 1
    elif cadence == Cadence.HALF_YEARLY:
        month = due_month or 6
    else:
        month = due_month or 12
    last = calendar.monthrange(period.end.year, month)[1]
    return dt.date(period.end.year, month, min(day, last)) - dt.timedelta(days=1)


def _is_second_half(cadence: str, period: Period) -> bool:
    """The plans name one day for the six-month report, in June; of the second half the year's report tells."""
    return cadence == Cadence.HALF_YEARLY and period.end.month == 12


def list_obligations(session: Session, *, plan: str | None = None) -> list[Obligation]:
    query = select(Obligation).order_by(Obligation.plan_slug, Obligation.position)
    if plan is not None:
        query = query.where(Obligation.plan_slug == plan)
    return list(session.scalars(query))
