"""Numbers as officers write them, by what the indicator says they are."""

import datetime as dt
from decimal import Decimal

import pytest

from portal.publishing.intake.numbers import read_count, read_index, read_percentage


@pytest.mark.parametrize(
    ("value", "number"),
    [("1.234", 1234), ("1,234", 1234), ("1 234", 1234), ("1\u00a0234", 1234), ("1.234.567", 1234567), ("01", 1),
     ("1.234,0", 1234), ("12.0", 12), ("'15", 15), (5, 5), (5.0, 5), (12.000000000000002, 12), (" 7 ", 7), ("0", 0),
     (310_000_000_123.0, 310_000_000_123)],
)  # fmt: skip
def test_a_count_is_whole(value, number):
    assert read_count(value).number == number


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        *((value, "not-whole") for value in ("12,5", "12.5", 12.5, "1.234,5", "0.123")),
        ("85%", "percent-for-count"),
        *((value, "negative") for value in ("-5", "−5", -1)),
        *((value, "not-a-number") for value in ("12 người", "1O5", "1e5", "12 34", "12²", "１２", "#REF!", True)),
        (dt.date(2026, 10, 1), "date-for-number"),
        *((value, "too-large") for value in (1e300, float("nan"), float("inf"), "9" * 40)),
    ],
)
def test_what_is_no_count_says_why(value, problem):
    reading = read_count(value)
    assert (reading.number, reading.problem) == (None, problem)


@pytest.mark.parametrize("value", [None, "", "  ", "x", "X", "…", "...", "n/a"])
def test_not_reported_is_said_in_several_ways(value):
    reading = read_count(value)
    assert (reading.number, reading.problem, reading.dash) == (None, None, False)


def test_a_dash_is_no_number_and_no_silence():
    assert read_count("-").dash
    assert read_count("–").dash


@pytest.mark.parametrize(
    ("value", "number"),
    [("0,706", "0.706"), ("0.706", "0.706"), ("1.234", "1.234"), ("1.234,5", "1234.5"), (0.706, "0.706")],
)
def test_an_index_has_decimals_after_a_comma_or_a_point(value, number):
    assert read_index(value).number == Decimal(number)


def test_a_percentage_may_bear_its_sign():
    assert [read_percentage(value).number for value in ("85,3%", "85.3 %", "85,3", 85.3)] == [Decimal("85.3")] * 4
    assert read_index("85,3%").problem == "not-a-number"
