"""Periods as they are written."""

import datetime as dt

import pytest

from portal.domain.periods import number_at, numbered, parse_period


@pytest.mark.parametrize(
    ("text", "start", "end", "cadence"),
    [
        ("2026", "2026-01-01", "2026-12-31", "year"),
        ("2026-H1", "2026-01-01", "2026-06-30", "half-year"),
        ("2026-H2", "2026-07-01", "2026-12-31", "half-year"),
        ("2026-Q1", "2026-01-01", "2026-03-31", "quarter"),
        ("2026-02", "2026-02-01", "2026-02-28", "month"),
        ("2028-02", "2028-02-01", "2028-02-29", "month"),
    ],
)
def test_a_period_knows_its_days(text, start, end, cadence):
    period = parse_period(text)
    assert (period.start, period.end) == (dt.date.fromisoformat(start), dt.date.fromisoformat(end))
    assert (period.cadence, period.text) == (cadence, text)


@pytest.mark.parametrize(
    ("months", "first", "following"),
    [(1, "2026-12", "2027-01"), (3, "2026-Q4", "2027-Q1"), (6, "2026-H2", "2027-H1"), (12, "2026", "2027")],
)
def test_periods_of_one_length_are_counted_on_over_the_years(months, first, following):
    number = number_at(dt.date(2026, 12, 31), months)
    assert [numbered(n, months).text for n in (number, number + 1)] == [first, following]
    assert number_at(dt.date(2027, 1, 1), months) == number + 1


@pytest.mark.parametrize("text", ["", "26", "2026-13", "2026-0", "2026-Q5", "2026-H3", "tháng 10/2026", "2026-10-01"])
def test_anything_else_is_refused_in_words(text):
    with pytest.raises(ValueError, match="is not a period"):
        parse_period(text)
