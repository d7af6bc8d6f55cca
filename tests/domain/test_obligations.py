"""From a reporting duty to the reports due."""

import datetime as dt

from portal.domain.obligations import Obligation, ReportState, list_reports

START, TODAY = dt.date(2025, 7, 1), dt.date(2026, 11, 22)


def make_duty(cadence: str, day: int | None = None, month: int | None = None) -> Obligation:
    return Obligation(plan_slug="dak-cam", cadence=cadence, due_day=day, due_month=month)


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
