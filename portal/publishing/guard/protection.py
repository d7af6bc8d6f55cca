"""Choosing what a release withholds: the sensitive cells, what was withheld before, and partners until all is wide."""

from collections.abc import Iterable, Mapping, Sequence

from portal.publishing.guard.groups import Shelf
from portal.publishing.guard.mending import JoinPopulation
from portal.publishing.guard.model import Level, Protection, PublishedTable, Series, Tables
from portal.publishing.guard.partners import Partners
from portal.publishing.guard.settling import Group
from portal.publishing.guard.states import Cell


def protect(
    series: Mapping[str, Series],
    history: Sequence[PublishedTable],
    new: Tables,
    *,
    threshold: int,
    secret: bytes,
    sizes: Mapping[str, int] | None = None,
) -> Protection:
    """What of the new tables is withheld, so that no withheld cell of any release has fewer than ``threshold`` values.

    ``history`` is every state that a table of the commune ever had in public, oldest first. ``sizes`` are public sizes
    of the villages; without them a village's own denominator gives its class. ``secret`` breaks ties.

    :raises Unprotectable: no choice protects some cells.
    """
    shelf = Shelf(series, history, new)
    partners = Partners(shelf, secret, sizes)
    joined = shelf.small_populations(threshold)
    while True:
        try:
            groups = [Group(shelf, states, partners, threshold, joined) for states in shelf.groups(joined)]
            for group in groups:
                group.settle()
            return _together(groups)
        except JoinPopulation as wanted:
            joined.add(wanted.population)


def _together(groups: Iterable["Group"]) -> Protection:
    levels: dict[Cell, Level] = {}
    totals: set[tuple[str, str]] = set()
    solved = 0
    for group in groups:
        levels |= group.levels()
        totals |= group.totals_withheld()
        solved += group.widths.solved + group.beliefs.solved
    return Protection(levels, frozenset(totals), solved)
