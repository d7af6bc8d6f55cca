"""How often a dataset is renewed, judged from what came when."""

import datetime as dt

import pytest

from portal.domain.frequency import Frequency, due_day, judge_frequency
from portal.domain.periods import parse_period

TODAY = dt.date(2026, 11, 22)


def judge(today: dt.date = TODAY, **released: str) -> Frequency | None:
    """``p2026_08="2026-09-15"``: when each period came out."""
    days = {parse_period(name[1:].replace("_", "-")): dt.date.fromisoformat(day) for name, day in released.items()}
    return judge_frequency(days, today)


@pytest.mark.parametrize(
    ("period", "due"),
    [
        ("2026-10", "2026-11-30"),
        ("2026-12", "2027-01-31"),
        ("2027-01", "2027-02-28"),
        ("2026-Q3", "2026-12-31"),
        ("2026-H2", "2027-06-30"),
        ("2026", "2027-12-31"),
    ],
)
def test_a_period_is_due_by_the_end_of_the_next_one(period, due):
    assert due_day(parse_period(period)) == dt.date.fromisoformat(due)


def test_a_dataset_without_a_period_has_no_rhythm():
    assert judge() is None


def test_what_came_in_time_late_and_not_at_all_is_counted_apart():
    found = judge(p2026_05="2026-06-10", p2026_06="2026-08-02", p2026_08="2026-09-30")
    assert (found.cadence, found.on_time, found.late, found.absent) == ("month", 2, 1, 2)
    assert found.due == 5, "May to September: October is due on 30 November"
    assert found.is_kept is False


def test_a_day_after_the_due_day_is_late_and_the_day_itself_is_not():
    assert judge(p2026_05="2026-06-30", today=dt.date(2026, 7, 1)).on_time == 1
    late = judge(p2026_04="2026-05-20", p2026_05="2026-07-01", today=dt.date(2026, 7, 2))
    assert (late.on_time, late.late, late.absent) == (1, 1, 0)


def test_nothing_is_absent_on_the_very_day_it_is_due():
    known = {"p2026_08": "2026-09-10", "p2026_09": "2026-10-10"}
    assert judge(dt.date(2026, 11, 30), **known).absent == 0
    assert judge(dt.date(2026, 12, 1), **known).absent == 1


def test_figures_of_earlier_years_given_at_the_start_are_not_late():
    found = judge(**{f"p2025_{month:02}": "2026-10-20" for month in range(1, 13)}, p2026_09="2026-10-20")
    assert (found.on_time, found.late, found.absent) == (1, 0, 0)
    assert found.is_kept is True


def test_while_nothing_was_due_nothing_is_said_of_keeping_it():
    found = judge(p2026_10="2026-11-20")
    assert (found.due, found.is_kept) == (0, None)
    assert (found.next_period.text, found.next_due) == ("2026-11", dt.date(2026, 12, 31))


def test_the_rhythm_is_that_of_the_finest_periods():
    found = judge(p2025="2026-02-01", p2026_Q1="2026-04-10", p2026_Q2="2026-08-10")
    assert found.cadence == "quarter"
    assert (found.on_time, found.late, found.absent) == (2, 0, 0)
    assert (found.next_period.text, found.next_due) == ("2026-Q3", dt.date(2026, 12, 31))


def test_what_comes_next_is_the_first_period_ahead_that_is_not_there_yet():
    found = judge(p2026_09="2026-10-10", p2026_10="2026-11-10", p2026_11="2026-11-20")
    assert found.next_period.text == "2026-12"
    late = judge(p2026_05="2026-06-10")
    assert (late.next_period.text, late.absent) == ("2026-10", 4), "what is overdue is absent, not next"


def test_years_count_too():
    found = judge(p2024="2025-03-01")
    assert (found.cadence, found.on_time, found.next_period.text) == ("year", 1, "2025")
