"""The answer clock, and what a question is about."""

import datetime as dt

import pytest

from portal.domain.feedback import add_working_days, count_working_days, due_day, median_of
from portal.domain.subjects import find_about

FRIDAY = dt.date(2026, 11, 20)


def test_ten_working_days_from_a_friday_end_on_a_friday():
    assert due_day(FRIDAY) == dt.date(2026, 12, 4)
    assert due_day(FRIDAY + dt.timedelta(days=1)) == dt.date(2026, 12, 4)


@pytest.mark.parametrize("begin", range(7))
@pytest.mark.parametrize("count", [0, 1, 4, 5, 9, 23])
def test_counting_and_adding_working_days_agree(begin, count):
    first = FRIDAY + dt.timedelta(days=begin)
    assert count_working_days(first, add_working_days(first, count)) == count


def test_an_answer_on_the_same_day_took_none():
    assert count_working_days(FRIDAY, FRIDAY) == 0


def test_the_median_of_nothing_is_nothing():
    assert (median_of([]), median_of([3]), median_of([1, 2])) == (None, 3.0, 1.5)


@pytest.mark.parametrize(
    ("path", "kind", "ref", "commune"),
    [
        ("/observations/vneid-level2/21451-07/2026-09", "observation", "vneid-level2/21451-07/2026-09", "21451"),
        ("/en/localities/tra-cau/to-dan-pho-7?period=2026-09#top", "locality", "21451-07", "21451"),
        ("/plans/tra-cau/targets", "plan", "tra-cau", "21451"),
        ("/datasets/tra-cau-digital-society/1.0.0", "dataset", "tra-cau-digital-society", "21451"),
        ("/maps/tra-cau/vneid-level2", "map", "tra-cau/vneid-level2", "21451"),
        ("/indicators/vneid-level2", "indicator", "vneid-level2", None),
        ("/readiness", "page", "/readiness", None),
        ("/observations/vneid-level2/21451/never", "page", "/observations/vneid-level2/21451/never", None),
        ("https://evil.example/", "page", "/", None),
        ("//evil.example", "page", "/evil.example", None),
        ("javascript:alert(1)", "page", "/", None),
        ("/" + "a" * 400, "page", "/", None),
    ],
)
def test_a_path_tells_what_a_question_is_about(demo, now, path, kind, ref, commune):
    with demo.public.reading() as session:
        about = find_about(session, path, on=now)
    assert (about.kind, about.ref, about.commune and about.commune.code) == (kind, ref, commune)
