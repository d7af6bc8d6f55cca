"""Periods as officers write them."""

import datetime as dt

import pytest

from portal.publishing.intake.periods import mentions, whole
from portal.publishing.workbooks import Value


@pytest.mark.parametrize(
    ("value", "period"),
    [
        ("tháng 10/2026", "2026-10"), ("Tháng 10 năm 2026", "2026-10"), ("T10/2026", "2026-10"), ("10/2026", "2026-10"),
        ("2026-10", "2026-10"), ("10.2026", "2026-10"), ("đến ngày 31/10/2026", "2026-10"), ("31/10/2026", "2026-10"),
        ("2026-10-31", "2026-10"), ("Kỳ báo cáo: tháng 10/2026", "2026-10"), ("T.10.2026", "2026-10"),
        ("từ ngày 01/10/2026 đến ngày 31/10/2026", "2026-10"), (dt.date(2026, 10, 1), "2026-10"),
        ("quý III/2026", "2026-Q3"), ("quý 3 năm 2026", "2026-Q3"), ("Q3/2026", "2026-Q3"), ("QIII/2026", "2026-Q3"),
        ("2026-Q3", "2026-Q3"), ("01/07/2026 - 30/09/2026", "2026-Q3"), ("3 tháng đầu năm 2026", "2026-Q1"),
        ("6 tháng đầu năm 2026", "2026-H1"), ("sáu tháng cuối năm 2026", "2026-H2"), ("2026-H1", "2026-H1"),
        ("năm 2025", "2025"), ("cả năm 2025", "2025"), (2025, "2025"), (2025.0, "2025"), ("2025", "2025"),
        ("từ 01/01/2025 đến 31/12/2025", "2025"),
    ],
)  # fmt: skip
def test_what_is_wholly_a_period(value: Value, period):
    mention = whole(value)
    assert mention
    assert mention.period
    assert mention.period.text == period


@pytest.mark.parametrize(
    "value",
    [
        "TDP 7",
        "tháng mười",
        "BÁO CÁO THÁNG 10/2026 của phường",
        12,
        12.5,
        True,
        None,
        "",
        "VNeID mức 2",
        dt.date(1999, 1, 1),
    ],
)
def test_what_is_not(value: Value):
    mention = whole(value)
    assert mention is None or mention.period is None


@pytest.mark.parametrize(
    "text", ["Tháng 13/2026", "quý 5/2026", "9 tháng đầu năm 2026", "30/02/2026", "01/02/2026 - 15/03/2026"]
)
def test_what_means_to_be_a_period_but_is_none(text):
    mention = whole(text)
    assert mention
    assert mention.with_year(2026) is None


def test_a_month_alone_takes_the_year_of_its_surroundings():
    mention = whole("T10")
    assert mention
    assert mention.period is None
    assert mention.with_year(2026).text == "2026-10"  # type: ignore[union-attr]
    assert mention.with_year(None) is None


def test_periods_in_a_sentence_know_whether_the_text_counts_up_to_them():
    [month, day] = mentions("BÁO CÁO THÁNG 10/2026 (tính đến ngày 31/10/2026)")
    assert (month.day, day.day, day.until) == (False, True, True)
    [signed] = mentions("Trà Mai, ngày 05 tháng 11 năm 2026")
    assert (signed.day, signed.until) == (True, False)
