"""Ranks that own up to what is uncertain: the interval of a rate, of an index, and the ranges of rank they leave."""

import math

import pytest

from portal.domain.indicators import ELEMENTS
from portal.domain.ranking import RankRange, rank_ranges
from portal.domain.readiness import Element, Readiness
from portal.domain.uncertainty import Interval, wilson_interval


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [
        (81, 263, 25.53, 36.62),  # Newcombe, Statistics in Medicine 17 (1998), table I, method 3
        (15, 148, 6.24, 16.05),
        (0, 20, 0.0, 16.11),
        (1, 29, 0.61, 17.18),
    ],
)
def test_the_interval_of_a_rate_is_the_one_in_the_literature(numerator, denominator, low, high):
    found = wilson_interval(numerator, denominator)
    assert (round(found.low, 2), round(found.high, 2)) == (low, high)


def test_the_ends_of_the_interval_solve_the_score_equation():
    """An independent way to them: at either end the observed share is 1.959964 standard errors away."""
    numerator, denominator = 73, 91
    found = wilson_interval(numerator, denominator)
    for end in (found.low / 100, found.high / 100):
        distance = abs(numerator / denominator - end) / math.sqrt(end * (1 - end) / denominator)
        assert distance == pytest.approx(1.959964, abs=1e-3)


def test_nobody_and_everybody_stay_within_0_and_100():
    assert wilson_interval(0, 9).low == 0
    assert wilson_interval(9, 9).high == 100
    assert wilson_interval(0, 9).high > 0


def test_a_larger_place_has_a_narrower_interval():
    small, large = wilson_interval(80, 100), wilson_interval(8_000, 10_000)
    assert large.high - large.low < (small.high - small.low) / 5


@pytest.mark.parametrize("counts", [(1, 0), (5, 4), (-1, 4)])
def test_what_is_no_share_has_no_interval(counts):
    with pytest.raises(ValueError, match="no share"):
        wilson_interval(*counts)


def make_readiness(*counts: tuple[int | None, int | None]) -> Readiness:
    elements = [
        Element(code, code, None if k is None else round(100 * k / (n or 1), 4), k, n, "normal")
        for code, (k, n) in zip(ELEMENTS, counts, strict=True)
    ]
    return Readiness("99001-01", "2026-09", tuple(elements))


def test_the_interval_of_an_index_goes_from_the_index_of_the_low_ends_to_that_of_the_high_ends():
    found = make_readiness((90, 100), (80, 90), (60, 100), (70, 100))
    low = math.prod(wilson_interval(k, n).low for k, n in ((90, 100), (80, 90), (60, 100), (70, 100))) ** 0.25
    assert found.interval.low == pytest.approx(low, abs=1e-4)
    assert found.interval.low < found.index < found.interval.high


def test_an_index_of_zero_may_still_lie_higher():
    found = make_readiness((90, 100), (0, 90), (60, 100), (70, 100))
    assert (found.index, found.interval.low) == (0, 0)
    assert found.interval.high > 20


def test_without_the_counts_of_an_element_there_is_no_interval():
    assert make_readiness((90, 100), (80, 90), (None, None), (70, 100)).interval is None


def test_places_whose_intervals_overlap_share_a_range_of_ranks():
    high, middle, other, low = Interval(90, 95), Interval(80, 86), Interval(82, 88), Interval(60, 70)
    assert rank_ranges([high, middle, other, low]) == [
        RankRange(1, 1),
        RankRange(2, 3),
        RankRange(2, 3),
        RankRange(4, 4),
    ]


def test_overlap_is_not_handed_on_from_one_to_the_next():
    a, b, c = Interval(80, 90), Interval(75, 82), Interval(70, 76)
    assert rank_ranges([a, b, c]) == [RankRange(1, 2), RankRange(1, 3), RankRange(2, 3)]


def test_intervals_that_touch_are_not_told_apart():
    assert rank_ranges([Interval(80, 90), Interval(70, 80)]) == [RankRange(1, 2), RankRange(1, 2)]


def test_equal_places_share_all_ranks_and_one_place_is_the_first():
    assert rank_ranges([Interval(1, 2)] * 3) == [RankRange(1, 3)] * 3
    assert rank_ranges([Interval(1, 2)]) == [RankRange(1, 1)]
    assert rank_ranges([]) == []


def test_ranges_are_those_of_comparing_every_pair():
    given = [wilson_interval(k, n) for k, n in ((3, 9), (80, 90), (85, 90), (40, 60), (8, 9), (500, 900), (1, 70))]
    expected = [
        RankRange(1 + sum(o.low > i.high for o in given), len(given) - sum(o.high < i.low for o in given))
        for i in given
    ]
    assert rank_ranges(given) == expected
