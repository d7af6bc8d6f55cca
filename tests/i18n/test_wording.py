"""Numbers, dates, periods and the printed arithmetic, as a reader of each language meets them."""

import datetime as dt
from fractions import Fraction

import pytest

from portal.domain.observations import Status
from portal.domain.periods import parse_period
from portal.domain.plans import Comparator
from portal.domain.progress import Aim, Reading, judge
from portal.i18n.formats import format_date, format_instant, format_number, format_period, format_value
from portal.i18n.wording import arithmetic, gap_text, target_text
from wsgi import create_app

TODAY = dt.date(2026, 11, 22)
NBSP = "\u00a0"


@pytest.fixture(scope="module")
def application():
    return create_app(SECRET_KEY="x", DATABASE_URL="sqlite:///nothing.sqlite")


@pytest.fixture
def speak(application):
    """Work in a language: ``with speak("en"): …``."""
    return lambda lang: application.test_request_context("/en/about" if lang == "en" else "/about")


def said(speak, lang, act):
    with speak(lang) as context:
        context.app.preprocess_request()
        return act()


@pytest.mark.parametrize(
    ("act", "vi", "en"),
    [
        (lambda: format_number(1234567), "1.234.567", "1,234,567"),
        (lambda: format_value(84.94, "percent"), f"84,9{NBSP}%", "84.9%"),
        (lambda: format_value(Fraction(1, 3), "index", 3), "0,333", "0.333"),
        (lambda: format_value(None, "percent"), "–", "–"),
        (lambda: format_date(dt.date(2026, 11, 5)), "05/11/2026", "5 Nov 2026"),
        (lambda: format_period("2026-10"), "tháng 10/2026", "October 2026"),
        (lambda: format_period("2026-Q3"), "quý III/2026", "Q3 2026"),
        (lambda: format_period("2026-H1"), "6 tháng đầu năm 2026", "first half of 2026"),
        (lambda: format_period("2025"), "năm 2025", "2025"),
        (lambda: target_text(">=", 85, None, "percent"), f"≥ 85{NBSP}%", "≥ 85%"),
        (lambda: target_text("range", 2, 5, "count-per-year"), "2–5", "2–5"),
        (lambda: target_text(">", 1.5, None, "percent"), f"> 1,5{NBSP}%", "> 1.5%"),
    ],
)
def test_each_language_has_its_way(speak, act, vi, en):
    assert said(speak, "vi", act) == vi
    assert said(speak, "en", act) == en


def test_an_instant_is_shown_by_the_clocks_of_viet_nam(speak):
    instant = dt.datetime(2026, 11, 9, 18, 30, tzinfo=dt.UTC)
    assert said(speak, "vi", lambda: format_instant(instant)) == "01:30 10/11/2026"


@pytest.mark.parametrize(
    ("value", "beside", "shown"),
    [
        ("84.96", 85, "84,96"),
        ("84.99996", 85, "84,99996"),
        (85, 85, "85,0"),
        ("85.04", 85, "85,04"),
        ("84.9", 85, "84,9"),
    ],
)
def test_rounding_never_makes_a_value_meet_a_target_that_it_does_not(speak, value, beside, shown):
    text = said(speak, "vi", lambda: format_value(Fraction(value), "percent", beside=beside))
    assert text == f"{shown}{NBSP}%"


def test_a_gap_is_never_rounded_to_nothing(speak):
    assert said(speak, "vi", lambda: gap_text(Fraction(-1, 1000), "percent")) == "−0,001 điểm %"
    assert said(speak, "en", lambda: gap_text(Fraction(43, 10), "percent")) == "+4.3 percentage points"


def test_the_arithmetic_names_every_number_it_uses(speak):
    readings = [
        Reading(parse_period("2025-12"), Fraction(100 * 830, 1000), Status.NORMAL, 830, 1000),
        Reading(parse_period("2026-10"), Fraction(100 * 868, 1000), Status.NORMAL, 868, 1000),
    ]
    aim = Aim(Comparator.AT_LEAST, Fraction(95), year=2035)
    judgement = judge(aim, readings, milestones=[2025, 2035], today=TODAY)
    vi = said(speak, "vi", lambda: arithmetic(judgement, "percent")).replace(NBSP, " ")
    assert vi == (
        "Mới nhất (tháng 10/2026): 868 / 1.000 = 86,8 %. "
        "Đường thẳng từ 83,0 % (31/12/2025) đến 95,0 % (31/12/2035) cho 84,0 % vào 31/10/2026. "
        "So với chỉ tiêu: −8,2 điểm %."
    )
    en = said(speak, "en", lambda: arithmetic(judgement, "percent"))
    assert "868 / 1,000 = 86.8%" in en
    assert "gives 84.0% on 31 Oct 2026" in en


def test_the_arithmetic_says_when_villages_are_missing_in_the_sum_and_when_it_is_not_final(speak):
    reading = Reading(parse_period("2026-10"), Fraction(60), Status.PROVISIONAL, 600, 1000, 35, 36)
    judgement = judge(Aim(Comparator.AT_LEAST, Fraction(50), year=2030), [reading], today=TODAY)
    vi = said(speak, "vi", lambda: arithmetic(judgement, "percent")).replace(NBSP, " ")
    assert "600 / 1.000 = 60,0 %; sơ bộ; mới có 35 trên 36 thôn, tổ dân phố báo cáo." in vi
    assert "only 35 of 36 villages reported" in said(speak, "en", lambda: arithmetic(judgement, "percent"))
