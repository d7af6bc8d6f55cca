"""From a reporting duty to the reports due."""

import datetime as dt

from portal.domain.obligations import Obligation, Receipt, ReportState, kept_from, list_reports, mark_missing

START, TODAY = dt.date(2025, 7, 1), dt.date(2026, 11, 22)


def make_duty(cadence: str, day: int | None = None, month: int | None = None) -> Obligation:
    return Obligation(plan_slug="dak-cam", section="IV.1", cadence=cadence, due_day=day, due_month=month)


def make_receipts(**days: str) -> dict[str, Receipt]:
    """Receipts of the duty's monthly reports, by month: ``m2026_08="2026-08-18"``."""
    keys = {f"dak-cam-iv-1-monthly-{name[1:].replace('_', '-')}": day for name, day in days.items()}
    return {key: Receipt(key=key, received_on=dt.date.fromisoformat(day)) for key, day in keys.items()}


def states(receipts: dict[str, Receipt], start: dt.date = dt.date(2026, 6, 1)) -> dict[str, str]:
    """The state of each month's report of a duty due before the 20th."""
    found = list_reports(make_duty("monthly", 20), start=start, today=TODAY, receipts=receipts)
    return {str(r.period): str(r.state) for r in mark_missing(found, kept_from(receipts))}


def days(cadence: str, day: int, month: int | None = None, today: dt.date = TODAY) -> list[str]:
    return [f"{r.period} {r.due}" for r in list_reports(make_duty(cadence, day, month), start=START, today=today)]


def test_before_the_20th_of_each_month_means_the_19th_at_the_latest():
    found = days("monthly", 20)
    assert found[0] == "2025-07 2025-07-19"
    assert found[-1] == "2026-12 2026-12-19", "the list ends with the first report still ahead"
    assert len(found) == 18


def test_a_quarterly_report_is_due_in_the_quarters_last_month():
    assert days("quarterly", 10, 3, dt.date(2026, 1, 15)) == [
        "2025-Q3 2025-09-09",
        "2025-Q4 2025-12-09",
        "2026-Q1 2026-03-09",
    ]


def test_the_six_month_report_comes_once_a_year_and_the_yearly_one_too():
    assert days("half-yearly", 5, 6, dt.date(2026, 7, 1)) == ["2026-H1 2026-06-04", "2027-H1 2027-06-04"]
    assert days("yearly", 30, 11) == ["2025 2025-11-29", "2026 2026-11-29"]


def test_without_receipts_a_past_report_is_unknown_and_never_missing():
    states = [r.state for r in list_reports(make_duty("yearly", 20, 11), start=START, today=TODAY)]
    assert states == [ReportState.UNKNOWN, ReportState.UNKNOWN, ReportState.UPCOMING]


def test_the_day_itself_is_still_in_time():
    (first, *_) = list_reports(make_duty("yearly", 20, 11), start=START, today=dt.date(2025, 11, 19))
    assert first.state is ReportState.UPCOMING


def test_a_duty_without_a_day_gives_one_entry_without_a_date():
    for duty in (make_duty("monthly"), make_duty("as-regulated")):
        (report,) = list_reports(duty, start=START, today=TODAY)
        assert (report.due, report.state) == (None, ReportState.NO_DATE)


def test_once_receipts_are_kept_a_report_without_one_is_missing():
    assert states(make_receipts(m2026_07="2026-07-19", m2026_09="2026-09-20")) == {
        "2026-06": "unknown",  # due before the first day that was recorded
        "2026-07": "received",
        "2026-08": "missing",
        "2026-09": "late",
        "2026-10": "missing",
        "2026-11": "missing",
        "2026-12": "upcoming",
    }


def test_a_report_received_before_its_day_is_received():
    assert states(make_receipts(m2026_12="2026-11-20"))["2026-12"] == "received"


def test_without_any_receipt_nothing_is_missing():
    assert set(states({}).values()) == {"unknown", "upcoming"}


def test_a_duty_without_a_day_lists_what_was_received_and_never_calls_it_late():
    receipts = make_receipts(m2026_08="2026-12-30", m2026_Q3="2026-10-01")
    found = list_reports(make_duty("monthly"), start=START, today=TODAY, receipts=receipts)
    assert [(r.period, r.state) for r in found] == [(None, ReportState.NO_DATE), ("2026-08", ReportState.RECEIVED)]
    assert found[1].id == "dak-cam-iv-1-monthly-2026-08"
