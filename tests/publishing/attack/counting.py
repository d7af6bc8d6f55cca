"""The slow way: every whole-number solution of small tables, counted one by one."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise, product

from portal.publishing.attack import PublicRow

Size = tuple[int, int]
Cell = tuple[str, str, str]
World = dict[Cell, Size]
"""Numerator and denominator of the withheld cells, by indicator, village and period."""


def worlds(
    rows: Sequence[PublicRow],
    growing: Collection[str] = (),
    sharing: Collection[str] = (),
    parts: Mapping[str, Sequence[str]] | None = None,
) -> Iterator[World]:
    """Every way the withheld cells of one release can be.

    :param growing: indicators whose counts only grow.
    :param sharing: indicators counted among the same people.
    :param parts: periods that are the sum of others.
    """
    tables = sorted({row.table for row in rows}, key=lambda table: (table[1], table[0]))
    by_table = [list(_table([row for row in rows if row.table == table])) for table in tables]
    for choice in product(*by_table):
        world = {cell: count for part in choice for cell, count in part.items()}
        if _grows(rows, world, growing) and _shares(rows, world, sharing) and _adds_up(rows, world, parts or {}):
            yield world


def _table(rows: Sequence[PublicRow]) -> Iterator[World]:
    total = next(row for row in rows if row.village is None)
    known = [row for row in rows if row.village and row.status == "normal"]
    hidden = [row for row in rows if row.status == "withheld"]
    left = (
        (total.numerator or 0) - sum(row.numerator or 0 for row in known),
        (total.denominator or 0) - sum(row.denominator or 0 for row in known + hidden),
    )
    yield from _fill(hidden, *left)


def _fill(hidden: Sequence[PublicRow], numerator: int, denominator: int) -> Iterator[World]:
    """``denominator`` is what the hidden sizes add up to."""
    if not hidden:
        if numerator == denominator == 0:
            yield {}
        return
    row, *rest = hidden
    sizes = [row.denominator] if row.denominator is not None else range(denominator + 1)
    for size in sizes:
        spent = 0 if row.denominator is not None else size
        for count in range(min(size, numerator) + 1):
            for world in _fill(rest, numerator - count, denominator - spent):
                yield {(row.indicator, row.village or "", row.period): (count, size)} | world


def _grows(rows: Sequence[PublicRow], world: World, growing: Collection[str]) -> bool:
    series: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for row in rows:
        if row.village and row.indicator in growing:
            count = row.numerator if row.numerator is not None else world[row.indicator, row.village, row.period][0]
            series.setdefault((row.indicator, row.village), []).append((row.period, count))
    return all(old[1] <= new[1] for months in series.values() for old, new in pairwise(sorted(months)))


def _shares(rows: Sequence[PublicRow], world: World, sharing: Collection[str]) -> bool:
    sizes: dict[tuple[str, str], set[int]] = {}
    for row in rows:
        if row.village and row.indicator in sharing:
            hidden = row.denominator is None
            size = world[row.indicator, row.village, row.period][1] if hidden else row.denominator
            sizes.setdefault((row.village, row.period), set()).add(size or 0)
    return all(len(found) == 1 for found in sizes.values())


def _adds_up(rows: Sequence[PublicRow], world: World, parts: Mapping[str, Sequence[str]]) -> bool:
    counts: dict[Cell, int] = {}
    for row in rows:
        cell = row.indicator, row.village or "", row.period
        if row.village:
            counts[cell] = world[cell][0] if row.numerator is None else row.numerator
    return all(
        count == sum(counts[indicator, village, part] for part in parts[period])
        for (indicator, village, period), count in counts.items()
        if period in parts
    )


def extremes(found: Sequence[World]) -> Mapping[tuple[Cell, str], tuple[int, int]]:
    """The least and the greatest number of each withheld cell over the worlds."""
    ranges = {}
    for cell in found[0]:
        parts = {
            "numerator": [world[cell][0] for world in found],
            "denominator": [world[cell][1] for world in found],
            "complement": [world[cell][1] - world[cell][0] for world in found],
        }
        ranges |= {(cell, name): (min(values), max(values)) for name, values in parts.items()}
    return ranges
