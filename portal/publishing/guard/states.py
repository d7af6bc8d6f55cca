"""Tables as they stood in public and as they will stand, and which periods lie within which."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from portal.domain.periods import Period, parse_period
from portal.publishing.guard.model import Count, PublishedTable, Series

When = tuple[dt.date, int]
"""The end of a period, and its length in months: 0 for a stock, which is counted on that day however it is named."""
Cell = tuple[str, str, str]
"""(indicator, period text, village)."""


@dataclass(frozen=True)
class State:
    """A table as it stood, or (``published`` None) as it will stand once released."""

    series: Series
    period: Period
    counts: Mapping[str, Count]
    published: PublishedTable | None

    @property
    def when(self) -> When:
        return self.period.end, 0 if self.series.stock else self.period.months

    @property
    def new(self) -> bool:
        return self.published is None

    def count(self, village: str) -> Count | None:
        if self.published is None:
            return self.counts.get(village)
        cell = self.published.cells.get(village)
        return None if cell is None else cell[0]

    def withheld(self) -> Iterator[str]:
        """Villages withheld when it was published."""
        if self.published is not None:
            yield from (village for village, (_, level) in self.published.cells.items() if level)


def published_state(series: Series, table: PublishedTable) -> State:
    return State(series, table.period, {}, table)


def new_state(series: Series, period: str, counts: Mapping[str, Count]) -> State:
    return State(series, parse_period(period), counts, None)


def covers(coarse: When, whens: Iterable[When]) -> list[list[When]]:
    """The ways in which finer periods that exist fill a coarser one: by one length, and the longest first."""
    inside = [when for when in whens if when[1] < coarse[1] and _within(when, coarse)]
    found = [sorted(when for when in inside if when[1] == months) for months in {when[1] for when in inside}]
    mixed: list[When] = []
    for when in sorted(inside, key=lambda when: (-when[1], when[0])):
        if not any(_within(when, other) for other in mixed):
            mixed.append(when)
    if mixed and sorted(mixed) not in found:
        found.append(sorted(mixed))
    return found


def _within(fine: When, coarse: When) -> bool:
    return _start(coarse) <= _start(fine) and fine[0] <= coarse[0]


def _start(when: When) -> tuple[int, int]:
    end, months = when
    return end.year, end.month - months + 1
