"""Moves that counts over time allow, made by hand: many at once, without a linear program.

For tables of one indicator whose counts only grow. Going from period to period, what the withheld villages hold in
common is dealt out again in another order, each village keeping to its bounds. Every such dealing that comes out is
a possible truth, so it proves for all cells at once how far they may differ. It proves, it never disproves.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from portal.publishing.guard.components import Component
from portal.publishing.guard.programs import Ints

SHUFFLES = 3
NEVER = 4_000_000  # a gap that never binds


@dataclass
class Grid:
    """The cells of a component by time and village; versions of one cell differ by a fixed number and move as one."""

    slots: list[tuple[int, int]]  # of each position: time, village
    villages: list[str]
    low: Ints  # time × village
    high: Ints
    there: npt.NDArray[np.bool_]  # whether the village is withheld at the time
    summed: list[bool]  # by time: whether the sum is known
    before: list[list[tuple[int, Ints]]]  # by time: (an earlier time, by how much less each village may be)


def grid(component: Component) -> Grid | None:
    """The component as a grid; None where it is not of that kind."""
    if component.adds or any(component.wholes):
        return None
    villages = sorted(set(component.villages))
    times = sorted(set(component.times))
    column, row = {v: n for n, v in enumerate(villages)}, {t: n for n, t in enumerate(times)}
    slots = [(row[t], column[v]) for t, v in zip(component.times, component.villages, strict=True)]
    low = np.full((len(times), len(villages)), -NEVER, dtype=np.int64)
    high = -low
    for slot, least, most in zip(slots, component.low, component.high, strict=True):
        low[slot], high[slot] = max(low[slot], least), min(high[slot], most)
    there = low > -NEVER
    low[~there] = high[~there] = 0
    found = Grid(slots, villages, low, high, there, [False] * len(times), [[] for _ in times])
    _sum_up(component, found)
    _link(component, found)
    return found


def _sum_up(component: Component, found: Grid) -> None:
    """A village that stands in one version's sum and not in another's is left where it is."""
    for members in component.sums:
        time = found.slots[members[0]][0]
        found.summed[time] = True
        outside = np.ones(len(found.villages), dtype=bool)
        outside[[found.slots[member][1] for member in members]] = False
        found.low[time][outside] = found.high[time][outside] = 0


def _link(component: Component, found: Grid) -> None:
    gaps: dict[tuple[int, int], Ints] = {}
    for first, second, gap in component.orders:
        (earlier, village), (later, _) = found.slots[first], found.slots[second]
        if earlier != later:
            least = gaps.setdefault((earlier, later), np.full(len(found.villages), NEVER, dtype=np.int64))
            least[village] = min(least[village], gap)
    for (earlier, later), least in sorted(gaps.items()):
        found.before[later].append((earlier, least))
    _tighten(found)


def _tighten(found: Grid) -> None:
    for later, links in enumerate(found.before):
        for earlier, least in links:
            found.low[later] = np.maximum(found.low[later], found.low[earlier] - least)
    for later, links in reversed(list(enumerate(found.before))):
        for earlier, least in links:
            found.high[earlier] = np.minimum(found.high[earlier], found.high[later] + least)


def run_of(found: Grid, time: int, village: int) -> tuple[int, int]:
    """The first and last of the times around this one at which the village is withheld without a break."""
    first = last = time
    while first > 0 and found.there[first - 1, village]:
        first -= 1
    while last + 1 < len(found.there) and found.there[last + 1, village]:
        last += 1
    return first, last


def during(found: Grid, first: int, last: int) -> Grid:
    """The grid in which only villages withheld all that time move, and only then: dealings come out more often."""
    moving = np.zeros_like(found.there)
    moving[first : last + 1] = found.there[first : last + 1].all(axis=0)
    narrowed = replace(found, low=np.where(moving, found.low, 0), high=np.where(moving, found.high, 0))
    _tighten(narrowed)
    return narrowed


def shuffled(found: Grid, insiders: Sequence[int]) -> tuple[Ints, Ints]:
    """Orders of dealing for a first look, and the insider of each."""
    size = len(found.villages)
    rng = np.random.default_rng(size)
    some = [rng.permutation(size) for _ in range(SHUFFLES)]
    some += [order[::-1] for order in some]
    orders = np.tile(np.array(some, dtype=np.int64), (len(insiders), 1))
    return orders, np.repeat(np.array(insiders, dtype=np.int64), len(some))


def aimed(found: Grid, pairs: Iterable[tuple[int, int]]) -> tuple[Ints, Ints]:
    """Orders that give a village the most and the least, for pairs of (insider, village)."""
    size = len(found.villages)
    orders, insiders = [], []
    for insider, village in pairs:
        others = [n for n in range(size) if n != village]
        orders += [[village, *others], [*others, village]]
        insiders += [insider, insider]
    return np.array(orders, dtype=np.int64).reshape(-1, size), np.array(insiders, dtype=np.int64)


def deal(found: Grid, orders: Ints, insiders: Ints) -> tuple[Ints, Ints]:
    """The moves (time × dealing × village) and which dealings came out. An insider's village (-1: none) stays."""
    times, size = found.low.shape
    moves = np.zeros((times, len(orders), size), dtype=np.int64)
    stays = insiders[:, None] == np.arange(size)[None, :]
    good = np.ones(len(orders), dtype=np.int64)
    for time in range(times):
        low = np.broadcast_to(found.low[time], stays.shape)
        for earlier, least in found.before[time]:
            low = np.maximum(low, moves[earlier] - least)
        low = np.where(stays, 0, low)
        room = np.where(stays, 0, found.high[time]) - low
        good &= room.min(axis=1) >= 0
        if found.summed[time]:
            owed = -low.sum(axis=1)
            good &= (owed >= 0) & (owed <= room.sum(axis=1))
            moves[time] = low + _hand_out(room, orders, owed)
        else:
            moves[time] = low + np.where(np.argsort(orders, axis=1) < size / 2, room, 0)
    return moves, good


def _hand_out(room: Ints, orders: Ints, owed: Ints) -> Ints:
    """Give each in its order as much as it takes until all that is owed is given."""
    in_order = np.take_along_axis(room, orders, axis=1)
    before = np.cumsum(in_order, axis=1) - in_order
    given = np.clip(owed[:, None] - before, 0, np.maximum(in_order, 0))
    dealt = np.empty_like(given)
    np.put_along_axis(dealt, orders, given, axis=1)
    return dealt
