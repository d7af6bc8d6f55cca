"""Numbers that hang together: what is withheld, cut into parts that say nothing about each other.

In a component everything is told as a *move*: by how much a number may differ from its true value. ``low`` ≤ 0 ≤
``high`` bound each move from what is known around it; moves of a table add up to nothing; a number that is at most
another stays so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import highspy
import numpy as np

from portal.publishing.guard.facts import MANY, Facts
from portal.publishing.guard.states import When

UNBOUNDED = MANY  # a denominator may be anything
Row = tuple[int, int, tuple[tuple[int, int], ...]]
"""low ≤ sum of moves ≤ high, the moves as (position, 1 or -1)."""


@dataclass
class Component:
    """Positions, not numbers, are used everywhere but in ``numbers``."""

    numbers: list[int]
    villages: list[str]
    times: list[When]
    wholes: list[bool]  # whether it is a denominator
    low: list[int]
    high: list[int]
    sums: list[tuple[int, ...]] = field(default_factory=list)
    sources: list[list[int]] = field(default_factory=list)  # the equations of the facts that each sum came from
    orders: list[tuple[int, int, int]] = field(default_factory=list)  # move of the first ≤ move of the second + gap
    adds: list[Row] = field(default_factory=list)
    believed_by: str | None = None  # moves are away from counts that someone believes in, not from the true ones

    def rows(self) -> list[Row]:
        """Everything that adds up."""
        return [(0, 0, tuple((n, 1) for n in members)) for members in self.sums] + self.adds

    def positions_of(self, village: str | None) -> list[int]:
        return [n for n, other in enumerate(self.villages) if other == village]


def touched_components(facts: Facts) -> list[Component]:
    """The components about which the new tables say anything that was not known before them."""
    seen: set[int] = set()
    found = []
    for seed in sorted(_seeds(facts)):
        if seed not in seen:
            numbers = _reach(facts, seed)
            seen |= numbers
            found.append(_component(facts, sorted(numbers)))
    return found


def believed_components(facts: Facts, touched: list[Component]) -> Iterator[Component]:
    """Touched components in which counts fell though they can only grow, as a stranger and each village head sees them.

    Who believes that the counts grew reckons wrongly, but must not come close by chance either.
    """
    for number in _doubtful(facts, {number for component in touched for number in component.numbers}):
        villages = {facts.village[each] for each in _reach(facts, number, believed=True)}
        for who in ("", *sorted(villages)):
            component = believed_component(facts, number, who)
            if component is not None:
                yield component


def component_of(facts: Facts, number: int) -> Component:
    """The component of an unpinned number."""
    return _component(facts, sorted(_reach(facts, number)))


def believed_component(facts: Facts, number: int, who: str) -> Component | None:
    """The component of a number for who believes in growth and knows the figures of one village (or of none).

    None where what they know contradicts that.
    """
    numbers = sorted(_reach(facts, number, believed=True))
    position = {each: n for n, each in enumerate(numbers)}
    component = _component(facts, numbers)
    for low, high in facts.doubts:
        gap = facts.value[high] - facts.value[low]
        if low in position and high in position:
            component.orders.append((position[low], position[high], gap))
        elif low in position and facts.pinned[high]:
            component.high[position[low]] = min(component.high[position[low]], gap)
        elif high in position and facts.pinned[low]:
            component.low[position[high]] = max(component.low[position[high]], -gap)
    for own in component.positions_of(who):
        component.low[own], component.high[own] = max(0, component.low[own]), min(0, component.high[own])
    return _moved(component, who)


def _doubtful(facts: Facts, touched: set[int]) -> Iterator[int]:
    """One unpinned number of each touched component in which there is doubt."""
    seen: set[int] = set()
    for number in sorted({number for pair in facts.doubts for number in pair if not facts.pinned[number]}):
        if number not in seen:
            reached = _reach(facts, number, believed=True)
            seen |= reached
            if reached & touched:
                yield number


def _moved(component: Component, who: str) -> Component | None:
    """The component told in moves away from counts near the true ones that keep to everything believed."""
    base = nearest(component)
    if base is None:
        return None
    component.low = [low - move for low, move in zip(component.low, base, strict=True)]
    component.high = [high - move for high, move in zip(component.high, base, strict=True)]
    for n, (low, high, terms) in enumerate(component.adds):
        moved = sum(sign * base[position] for position, sign in terms)
        component.adds[n] = low - moved, high - moved, terms
    component.orders = [(one, other, gap + base[other] - base[one]) for one, other, gap in component.orders]
    component.believed_by = who
    tighten(component)
    return component


def _seeds(facts: Facts) -> Iterator[int]:
    unpinned = [number for number, pinned in enumerate(facts.pinned) if not pinned]
    for number in unpinned:
        near = (*facts.above[number], *facts.below[number], *_added_with(facts, number))
        if not facts.old[number] or any(not facts.old[other] for other in near):
            yield number
    known = {sum_ for equation, sum_ in _open_sums(facts) if not facts.states[equation // 2].new}
    for equation, sum_ in _open_sums(facts):
        if facts.states[equation // 2].new and sum_ not in known:
            yield from sum_


def _open_sums(facts: Facts) -> Iterator[tuple[int, frozenset[int]]]:
    """Every known sum, by what is unpinned in it."""
    for equation, members in enumerate(facts.members):
        open_members = frozenset(number for number in members if not facts.pinned[number])
        if open_members and facts.knows_total(equation):
            yield equation, open_members


def _added_with(facts: Facts, number: int) -> Iterator[int]:
    for add in facts.adds_of[number]:
        yield from facts.adds[add]


def _reach(facts: Facts, seed: int, *, believed: bool = False) -> set[int]:
    reached, queue = {seed}, [seed]
    while queue:
        number = queue.pop()
        for other in (*_linked(facts, number), *(facts.doubted[number] if believed else ())):
            if other not in reached and not facts.pinned[other]:
                reached.add(other)
                queue.append(other)
    return reached


def _linked(facts: Facts, number: int) -> Iterator[int]:
    yield from facts.above[number]
    yield from facts.below[number]
    yield from _added_with(facts, number)
    for equation in facts.sums[number]:
        if facts.knows_total(equation):
            yield from facts.members[equation]


def _component(facts: Facts, numbers: list[int]) -> Component:
    position = {number: n for n, number in enumerate(numbers)}
    component = Component(
        numbers,
        [facts.village[number] for number in numbers],
        [facts.when[number] for number in numbers],
        [number not in facts.whole for number in numbers],
        [max((-facts.value[number], *_differences(facts, number, facts.below[number]))) for number in numbers],
        [min((UNBOUNDED, *_differences(facts, number, facts.above[number]))) for number in numbers],
    )
    _collect_sums(facts, component, position)
    for number in numbers:
        for other in facts.above[number]:
            if other in position:
                gap = facts.value[other] - facts.value[number]
                component.orders.append((position[number], position[other], gap))
    for add in sorted({add for number in numbers for add in facts.adds_of[number]}):
        signs = ((number, 1 if n else -1) for n, number in enumerate(facts.adds[add]))
        terms = tuple((position[number], sign) for number, sign in signs if number in position)
        component.adds.append((*facts.room[add], terms))
    tighten(component)
    return component


def _differences(facts: Facts, number: int, others: Iterable[int]) -> list[int]:
    return [facts.value[other] - facts.value[number] for other in others if facts.pinned[other]]


def _collect_sums(facts: Facts, component: Component, position: dict[int, int]) -> None:
    at: dict[tuple[int, ...], int] = {}
    for equation in sorted({equation for number in component.numbers for equation in facts.sums[number]}):
        if facts.knows_total(equation):
            members = {position[number] for number in facts.members[equation] if number in position}
            key = tuple(sorted(members))
            if key not in at:
                at[key] = len(component.sums)
                component.sums.append(key)
                component.sources.append([])
            component.sources[at[key]].append(equation)


def tighten(component: Component) -> None:
    """Carry the bounds of moves along what is at most what, and fix what stands alone."""
    for members in component.sums:
        if len(members) == 1:
            component.low[members[0]] = component.high[members[0]] = 0
    for low, high, terms in component.adds:
        if len(terms) == 1:
            position, sign = terms[0]
            least, most = sorted((sign * low, sign * high))
            component.low[position] = max(component.low[position], least)
            component.high[position] = min(component.high[position], most)
    changed = True
    while changed:
        changed = _carry(component, component.orders) | _carry(component, component.orders[::-1])


def _carry(component: Component, orders: Iterable[tuple[int, int, int]]) -> bool:
    low, high, changed = component.low, component.high, False
    for first, second, gap in orders:
        if high[first] > high[second] + gap:
            high[first], changed = high[second] + gap, True
        if low[second] < low[first] - gap:
            low[second], changed = low[first] - gap, True
    return changed


def nearest(component: Component) -> list[int] | None:
    """Whole moves, as small as can be, that keep to everything in a component; None if there are none."""
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.silent()
    size = len(component.numbers)
    ups, downs = np.arange(size, dtype=np.int32), np.arange(size, 2 * size, dtype=np.int32)
    highs.addVars(2 * size, np.zeros(2 * size), np.full(2 * size, float(UNBOUNDED)))
    highs.changeColsCost(2 * size, np.arange(2 * size, dtype=np.int32), np.ones(2 * size))
    bounds = [(low, high, ((n, 1),)) for n, (low, high) in enumerate(zip(component.low, component.high, strict=True))]
    rows = [*bounds, *component.rows()]
    rows += [(-UNBOUNDED, gap, ((one, 1), (other, -1))) for one, other, gap in component.orders]
    for low, high, row in rows:
        positions = np.array([ups[n] for n, _ in row] + [downs[n] for n, _ in row], dtype=np.int32)
        signs = np.array([sign for _, sign in row] + [-sign for _, sign in row], dtype=np.float64)
        highs.addRow(float(low), float(high), len(positions), positions, signs)
    highs.changeColsIntegrality(
        2 * size,
        np.arange(2 * size, dtype=np.int32),
        np.full(2 * size, int(highspy.HighsVarType.kInteger), dtype=np.uint8),
    )
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    moves = np.rint(np.array(highs.getSolution().col_value)).astype(np.int64)
    return [int(up - down) for up, down in zip(moves[:size], moves[size:], strict=True)]
