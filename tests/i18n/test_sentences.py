"""A figure in a sentence: the rule gives the same words as a careful journalist would."""

from collections.abc import Iterator
from fractions import Fraction

import pytest
from flask import Flask

from portal import i18n
from portal.domain.gaps import gap_to
from portal.domain.localities import Locality
from portal.domain.observations import Observation
from portal.domain.periods import parse_period
from portal.domain.plans import Target
from portal.i18n import speaking
from portal.i18n.sentences import comparable, figure_sentence
from tests.builders import make_indicator

VNEID = make_indicator(short="VNeID mức 2", short_en="VNeID level 2")
WARD = Locality(kind="commune", name="Phường Trà Câu", name_en="Tra Cau Ward")
VILLAGE = Locality(kind="village", name="Tổ dân phố 7", name_en="Residential Group 7")


@pytest.fixture(autouse=True)
def _request() -> Iterator[None]:
    app = Flask(__name__)
    i18n.init_app(app)
    with app.test_request_context():
        yield


def figure(period: str, numerator: int | None, denominator: int | None = 1000, **more: object) -> Observation:
    value = None if numerator is None or not denominator else 100 * numerator / denominator
    given = {"status": "normal", "locality": WARD, "indicator": VNEID, "period_end": parse_period(period).end} | more
    return Observation(period=period, numerator=numerator, denominator=denominator, value=value, **given)


def target(year: int | None = 2025, value: float = 85) -> Target:
    return Target(year=year, comparator=">=", value=value, indicator=VNEID)


def test_a_communes_figure_with_its_change_and_its_promise():
    said = figure_sentence(figure("2026-10", 714), before=figure("2026-09", 693), target=target(), status="missed")
    assert said == (
        "Tháng 10/2026, VNeID mức 2 của Phường Trà Câu là 71,4 % (714/1.000), tăng 2,1 điểm % so với tháng 9/2026; "
        "chỉ tiêu năm 2025 là ≥ 85 %: không đạt."
    ).replace(" %", "\u00a0%").replace("điểm\u00a0%", "điểm %")


def test_the_same_in_english():
    with speaking("en"):
        said = figure_sentence(figure("2026-10", 714), before=figure("2026-09", 735), target=target(), status="missed")
    assert said.startswith(
        "October 2026, VNeID level 2 in Tra Cau Ward: 71.4% (714/1,000), down 2.1 percentage points on"
    )
    assert said.endswith("the target for 2025 is ≥ 85%: missed.")


def test_of_a_village_the_promise_is_the_communes_and_the_village_has_a_gap():
    found = figure("2026-10", 714, locality=VILLAGE)
    said = figure_sentence(found, target=target(), gap=gap_to(target(), found.exact))
    assert "chỉ tiêu năm 2025 của cả xã, phường" in said
    assert "nơi này còn cách −13,6 điểm %." in said


def test_a_village_that_is_there_says_so():
    found = figure("2026-10", 900, locality=VILLAGE)
    assert "nơi này đã tới mức ấy" in figure_sentence(found, target=target(), gap=gap_to(target(), found.exact))


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("withheld", "không công bố để bảo vệ riêng tư"),
        ("missing", "chưa có số liệu"),
        ("not-applicable", "không áp dụng"),
    ],
)
def test_what_has_no_value_says_why_and_compares_nothing(status, words):
    said = figure_sentence(figure("2026-10", None, status=status), before=figure("2026-09", 693), target=target())
    assert said == f"Tháng 10/2026, VNeID mức 2 của Phường Trà Câu: {words}."


def test_zero_is_a_value():
    assert "là 0,0\u00a0% (0/1.000)" in figure_sentence(figure("2026-10", 0))


def test_no_change_is_told_as_none():
    assert ", bằng tháng 9/2026." in figure_sentence(figure("2026-10", 714), before=figure("2026-09", 714))


def test_a_small_change_is_not_rounded_to_nothing():
    now, then = figure("2026-10", 71401, 100000), figure("2026-09", 71400, 100000)
    assert "tăng 0,001 điểm %" in figure_sentence(now, before=then)


def test_a_value_beside_its_mark_is_not_rounded_onto_it():
    said = figure_sentence(figure("2025", 8496, 10000), target=target(), status="missed")
    assert "84,96" in said


def test_caveats_follow():
    found = figure("2026-10", 714, status="provisional", reported=11, expected=12)
    said = figure_sentence(found, illustrative=True)
    assert said.endswith(
        "Số sơ bộ, có thể còn được chỉnh. Mới có 11 trên 12 thôn, tổ dân phố báo cáo. "
        "Số liệu minh họa, không phải số thật."
    )


def test_an_estimate_says_so():
    assert figure_sentence(figure("2026-10", 714, status="estimated")).endswith("Số ước tính.")


def test_a_promise_without_a_year():
    assert "chỉ tiêu không ghi năm là" in figure_sentence(figure("2026-10", 714), target=target(None), status="undated")


def test_months_are_compared_with_months_and_years_with_years():
    series = [
        figure("2025", 600),
        figure("2026-08", 690),
        figure("2026-09", None, status="missing"),
        figure("2026-10", 714),
    ]
    assert comparable(series, series[3]).period == "2026-08"
    assert comparable(series, figure("2026", 800)).period == "2025"
    assert comparable(series, series[1]) is None


def test_a_change_in_a_count_has_no_points():
    count = make_indicator(unit="count", decimals=0, short="Điểm phát sóng")
    now, then = (
        Observation(period=p, value=v, status="normal", locality=WARD, indicator=count)
        for p, v in (("2026", 12), ("2025", 9))
    )
    assert (
        figure_sentence(now, before=then)
        == "Năm 2026, Điểm phát sóng của Phường Trà Câu là 12, tăng 3 so với năm 2025."
    )
    assert now.exact == Fraction(12)
