"""Which period communes are compared in, and what may be compared over time."""

from portal.domain.indicators import ELEMENTS
from portal.domain.localities import Locality
from portal.domain.readiness import Element, Readiness
from portal.domain.standings import common_periods, moves, of_one_length, rank_places, shared_period


def make_readiness(period: str, *counts: tuple[int, int] | None, released: bool = True) -> Readiness:
    elements = [
        Element(code, code, 100 * pair[0] / pair[1], *pair, "normal", release="r1")
        if pair
        else Element(code, code, None, status="withheld", release="r1" if released else None)
        for code, pair in zip(ELEMENTS, counts, strict=True)
    ]
    return Readiness("99001-01", period, tuple(elements))


def make_place(number: int, name: str) -> Locality:
    return Locality(id=number, code=f"99001-{number:02}", name=name)


HALF = ((50, 100),) * 4
MOST = ((900, 1000),) * 4


def test_one_commune_that_is_ahead_does_not_empty_the_list_of_all_others():
    assert shared_period({"2026-09": 40, "2026-10": 1}) == "2026-09"
    assert shared_period({"2026-09": 40, "2026-10": 20}) == "2026-10"
    assert shared_period({}) is None


def test_a_period_counts_when_each_element_was_told_of_even_if_withheld():
    series = [[make_readiness("2026-08", *HALF), make_readiness("2026-09", None, *HALF[:3])]]
    assert common_periods(series) == ["2026-09", "2026-08"]
    untold = make_readiness("2026-10", None, *HALF[:3], released=False)
    assert common_periods([[*series[0], untold]]) == ["2026-09", "2026-08"]
    assert common_periods([[untold]]) == ["2026-10"]


def test_a_place_without_an_index_stands_apart_by_name():
    board = rank_places(
        "2026-09",
        [
            (make_place(1, "Thôn 10"), make_readiness("2026-09", None, *HALF[:3])),
            (make_place(2, "Thôn 2"), make_readiness("2026-09", None, *HALF[:3])),
            (make_place(3, "Thôn 3"), make_readiness("2026-09", *HALF)),
            (make_place(4, "Thôn 4"), make_readiness("2026-09", *MOST)),
        ],
    )
    assert [one.place.name for one in board.all] == ["Thôn 4", "Thôn 3", "Thôn 2", "Thôn 10"]
    assert [one.rank is None for one in board.all] == [False, False, True, True]


def test_a_change_is_between_periods_of_one_length_and_ends_in_the_period_shown():
    place = make_place(1, "Thôn 1")
    series = {1: [make_readiness(p, *HALF) for p in ("2025-Q4", "2026-07")] + [make_readiness("2026-09", *MOST)]}
    board = rank_places("2026-09", [(place, series[1][-1])])
    (move,) = moves(board, series)
    assert (move.first.period, move.last.period, move.change, move.sure) == ("2026-07", "2026-09", 40.0, True)


def test_a_change_smaller_than_the_intervals_is_not_sure():
    place = make_place(1, "Thôn 1")
    series = {1: [make_readiness("2026-08", *HALF), make_readiness("2026-09", *((52, 100),) * 4)]}
    (move,) = moves(rank_places("2026-09", [(place, series[1][-1])]), series)
    assert (move.change, move.sure) == (2.0, False)


def test_where_the_period_shown_has_no_index_nothing_is_compared():
    place = make_place(1, "Thôn 1")
    last = make_readiness("2026-09", None, *HALF[:3])
    series = {1: [make_readiness("2026-07", *HALF), make_readiness("2026-08", *MOST), last]}
    (move,) = moves(rank_places("2026-09", [(place, last)]), series)
    assert (move.first, move.last, move.change, move.sure) == (None, None, None, False)


def test_a_course_is_of_periods_of_one_length():
    series = [make_readiness(p, *HALF) for p in ("2025", "2026-07", "2026-Q3", "2026-09")]
    assert [one.period for one in of_one_length(series, "2026-09")] == ["2026-07", "2026-09"]
