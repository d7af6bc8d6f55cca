"""How often and by which day reports are wanted, in the many words that offices have for it."""

import pytest

from portal.domain.obligations import Cadence
from portal.publishing.plan_reading.cadences import list_cadences

M, Q, H, Y = Cadence.MONTHLY, Cadence.QUARTERLY, Cadence.HALF_YEARLY, Cadence.YEARLY


def told(text, **options):
    return [(each.cadence, each.due_day, each.due_month) for each in list_cadences(text, **options)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gửi báo cáo trước ngày 17 hàng tháng", [(M, 17, None)]),
        ("mỗi tháng, trước ngày 17, gửi báo cáo", [(M, 17, None)]),
        ("trước 16 giờ ngày 17 hằng tháng", [(M, 17, None)]),
        ("báo cáo quý trước ngày 9 tháng cuối quý", [(Q, 9, 3)]),
        ("báo cáo 3 tháng trước ngày 09 của tháng cuối mỗi quý", [(Q, 9, 3)]),
        ("trước ngày 5 tháng đầu quý báo cáo", [(Q, 5, 1)]),
        ("báo cáo 6 tháng trước ngày 08/6", [(H, 8, 6)]),
        ("báo cáo nửa năm trước ngày 8 tháng 6", [(H, 8, 6)]),
        ("sáu tháng một lần, trước 8/6", [(H, 8, 6)]),
        ("báo cáo năm trước ngày 27/11", [(Y, 27, 11)]),
        ("hằng năm (trước ngày 27/11) báo cáo", [(Y, 27, 11)]),
        ("hàng năm, 12 tháng", [(Y, None, None)]),
    ],
)
def test_each_cadence_has_its_day(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "hàng tháng trước ngày 17, quý trước ngày 9 tháng cuối quý, 6 tháng trước ngày 8/6, năm trước ngày 27/11",
        "trước ngày 17 hằng tháng, trước ngày 9 tháng cuối quý, trước ngày 8/6 báo cáo 6 tháng, trước ngày 27/11 báo "
        "cáo năm",
        "mỗi tháng (trước ngày 17), mỗi quý (trước ngày 9 của tháng cuối quý), nửa năm và hằng năm (trước ngày 8/6 và "
        "27/11)",
    ],
)
def test_a_whole_calendar_is_read_however_it_is_put(text):
    assert told(text) == [(M, 17, None), (Q, 9, 3), (H, 8, 6), (Y, 27, 11)]


@pytest.mark.parametrize(
    "text",
    [
        "định kỳ hàng tháng, 3 tháng, 6 tháng, 1 năm",
        "theo tháng, quý, 6 tháng và năm",
        "báo cáo tháng, quý, 06 tháng, năm.",
        "hằng tháng, hằng quý, nửa năm, mỗi năm",
    ],
)
def test_a_list_of_cadences_without_days_is_read_whole(text):
    assert told(text) == [(cadence, None, None) for cadence in (M, Q, H, Y)]


def test_one_day_of_the_last_month_is_that_of_every_cadence_before_it():
    assert told("báo cáo quý, 6 tháng, năm trước ngày 21 của tháng cuối kỳ") == [(Q, 21, 3), (H, 21, 6), (Y, 21, 12)]


def test_at_the_latest_on_a_day_leaves_that_day_in_time():
    assert told("chậm nhất ngày 14 hằng tháng") == [(M, 15, None)]
    assert told("hằng năm, chậm nhất ngày 30/11") == [(Y, 30, 11)]


@pytest.mark.parametrize(
    "text",
    [
        "trong năm 2026, quý IV năm 2026, tháng 9/2026",
        "giai đoạn 5 năm; mỗi 2,5 năm; năm học mới",
        "trước ngày 15/6/2026",
        "quý vị đại biểu; quy định của Việt Nam",
        "so với năm trước; năm tiếp theo",
    ],
)
def test_years_and_dates_are_no_cadences(text):
    assert told(text) == []


def test_a_day_after_the_period_is_left_to_the_reviewer():
    assert told("báo cáo hằng quý trước ngày 5 tháng đầu quý sau") == [(Q, None, None)]


def test_what_is_planned_every_year_is_not_reported_every_year():
    text = "đưa vào kế hoạch công tác hằng năm"
    assert told(text) == []
    assert told(text, of_anything=True) == [(Y, None, None)]


def test_two_days_of_a_year_are_its_halves():
    assert told("trước ngày 8/6 và trước ngày 27/11 hằng năm") == [(H, 8, 6), (Y, 27, 11)]


def test_a_day_of_june_or_november_says_its_cadence_only_within_a_list():
    assert told("trước ngày 17 hằng tháng, trước ngày 8/6, trước ngày 27/11") == [(M, 17, None), (H, 8, 6), (Y, 27, 11)]
    assert told("trước ngày 8/6") == []
    assert told("trước ngày 8/6", in_list=True) == [(H, 8, 6)]
    assert told("hằng tháng họp dân, rồi báo cáo xong trước ngày 8/6") == [(M, None, None)]


def test_the_same_day_of_each_quarter_is_that_of_its_month():
    assert told("báo cáo hằng quý trước ngày 7/3, 7/6, 7/9 và 7/12") == [(Q, 7, 3)]


@pytest.mark.parametrize("day", ["30/02", "31/4", "10/13", "00/5"])
def test_a_day_that_no_calendar_has_is_told_and_not_taken(day):
    (each,) = list_cadences(f"hằng năm trước ngày {day}")
    assert (each.due_day, each.due_month, each.no_such_day) == (None, None, True)


def test_a_number_of_something_else_is_no_day():
    (each,) = list_cadences("hằng tháng không quá 45 hộ")
    assert not each.no_such_day
