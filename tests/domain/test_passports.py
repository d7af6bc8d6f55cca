"""Which periods stand beside a figure's own."""

from portal.domain.passports import neighbours_of
from portal.domain.periods import finest_last, parse_period


def beside(period: str, *others: str) -> list[str | None]:
    periods = sorted((parse_period(text) for text in (period, *others)), key=finest_last, reverse=True)
    return [found.text if found else None for found in neighbours_of(parse_period(period), periods)]


def test_the_months_before_and_after_are_beside_a_month_though_a_quarter_ends_with_it():
    assert beside("2026-09", "2026-08", "2026-10", "2026-Q3", "2026-Q2") == ["2026-08", "2026-10"]


def test_a_month_without_figures_is_passed_over():
    assert beside("2026-09", "2026-06", "2026-12") == ["2026-06", "2026-12"]


def test_the_first_and_the_last_have_one_neighbour():
    assert beside("2026-Q1", "2026-Q2") == [None, "2026-Q2"]
    assert beside("2026-Q2", "2026-Q1") == ["2026-Q1", None]


def test_an_only_year_has_the_shorter_periods_around_it():
    assert beside("2025", "2025-Q3", "2026-Q1") == ["2025-Q3", "2026-Q1"]


def test_the_only_period_has_none():
    assert beside("2026") == [None, None]
