"""Ranking the villages of a commune by one indicator at one period.

Only published values are ranked. What is withheld or missing stands apart in the order of names, which says nothing
about how large it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from portal.domain.folding import sort_key
from portal.domain.localities import Locality
from portal.domain.observations import Observation


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
