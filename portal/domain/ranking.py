"""Ranking the villages of a commune by one indicator at one period, and places by values that are not exact.

Only published values are ranked. What is withheld or missing stands apart in the order of names, which says nothing
about how large it is.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from portal.domain.folding import sort_key
from portal.domain.localities import Locality
from portal.domain.observations import Observation
from portal.domain.uncertainty import Interval


@dataclass(frozen=True)
class Ranked:
    """``place`` is the same for equal values: 1, 2, 2, 4."""

    place: int
    village: Locality
    observation: Observation


@dataclass(frozen=True)
class Ranking:
    """Those with a value, best first, and the others by name; None where nothing was published."""

    ranked: list[Ranked]
    unranked: list[tuple[Locality, Observation | None]]


def rank_villages(values: Iterable[tuple[Locality, Observation | None]], *, down: bool = False) -> Ranking:
    """:param down: less is better."""
    given = sorted(values, key=lambda pair: sort_key(pair[0].name))
    shown = [(village, found, found.exact) for village, found in given if found is not None]
    valued = [(village, found, value) for village, found, value in shown if value is not None]
    valued.sort(key=lambda row: row[2], reverse=not down)
    ranked: list[Ranked] = []
    previous: Fraction | None = None
    for number, (village, found, value) in enumerate(valued, start=1):
        ranked.append(Ranked(ranked[-1].place if value == previous else number, village, found))
        previous = value
    with_value = {row.village.id for row in ranked}
    return Ranking(ranked, [pair for pair in given if pair[0].id not in with_value])


@dataclass(frozen=True)
class RankRange:
    """The places in a ranking that the interval of a value leaves open: 3 to 9."""

    first: int
    last: int


def rank_ranges(intervals: Sequence[Interval]) -> list[RankRange]:
    """The range of each, in the order given; more is better.

    ``first`` is one more than how many lie wholly above, ``last`` all but how many lie wholly below (M. Klein,
    T. Wright and J. Wieczorek, J. Royal Stat. Soc. C 69, 2020, 589-606). Their region is joint when the intervals are;
    ours are 95 % each.
    """
    lows, highs = sorted(i.low for i in intervals), sorted(i.high for i in intervals)
    count = len(lows)
    return [RankRange(count - bisect_right(lows, i.high) + 1, count - bisect_left(highs, i.low)) for i in intervals]
